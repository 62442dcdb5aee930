package dev.indicia.events;

import dev.indicia.dns.IpAddress;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * An event as one line of JSON (docs/reference/schemas/event.json): the object of {@code check}
 * with one member more, {@code event}. Thread-safe.
 */
public final class EventJson {
  /** Raised when a member changes its meaning; new members do not raise it. */
  private static final long FORMAT = 1;

  private final CheckJson check;

  /** A writer that names this engine. */
  public EventJson(Engine engine) {
    this.check = new CheckJson(engine);
  }

  /** The line of the event, with a final line feed. */
  public EventLine line(VerdictEvent event) {
    int[] checkOctets = new int[1];
    byte[] octets =
        Json.line(json -> {
          switch (event.outcome()) {
            case null -> json.string("id", event.id());
            case VerdictEvent.Outcome.Judged judged ->
                check.members(json, event.id(), judged.judgement());
            case VerdictEvent.Outcome.Failed failed -> failed(json, event.id(), failed);
          }
          checkOctets[0] = json.size();
          json.object("event", o -> members(o, event));
        });
    return new EventLine(octets, checkOctets[0]);
  }

  /**
   * The line of an event whose whole object is larger than a spool takes: verdict and layer without
   * what they rest on.
   */
  public byte[] reduced(VerdictEvent event, Verdict verdict) {
    return Json.line(json -> {
      failed(
          json,
          event.id(),
          new VerdictEvent.Outcome.Failed(
              "event-too-large", "what the verdict rests on is left out"));
      json.string("verdict", verdict.kind().word())
          .string("failing_layer", verdict.failingLayer().name().toUpperCase(Locale.ROOT))
          .object("event", o -> members(o, event));
    });
  }

  private static void failed(Json json, String id, VerdictEvent.Outcome.Failed failed) {
    json.string("id", id)
        .object("error", o -> o.string("code", failed.code()).string("message", failed.message()));
  }

  private static void members(Json json, VerdictEvent event) {
    VerdictEvent.Source source = event.source();
    VerdictEvent.Action action = event.action();
    json.number("format", FORMAT)
        .time("at", event.at())
        .string("direction", event.outcome() == null ? "outbound" : "inbound")
        .string("front_end", source.frontEnd())
        .string("queue_id", source.queueId())
        .number("octets", event.octets())
        .object("envelope", o -> envelope(o, event.session(), source))
        .object(
            "action",
            o ->
                o.string("taken", action.taken())
                    .string("wanted", action.wanted())
                    .bool("enforced", action.enforced())
                    .string("rule", action.rule())
                    .string("reply", action.reply()));
  }

  private static void envelope(Json json, SmtpSession session, VerdictEvent.Source source) {
    IpAddress client = session.clientIp();
    List<String> recipients = session.rcptTo();
    json.string("client_ip", client == null ? null : client.toString())
        .string("client_name", source.clientName())
        .string("helo", session.helo())
        .string("mail_from", session.mailFrom())
        .strings(
            "rcpt_to",
            recipients.subList(0, Math.min(recipients.size(), VerdictEvent.RECIPIENTS_MAX)))
        .number("recipients", (long) recipients.size())
        .string("authenticated", source.authenticated())
        .string("tls", source.tls());
  }
}
