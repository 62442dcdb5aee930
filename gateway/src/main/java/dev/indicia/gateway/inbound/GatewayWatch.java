package dev.indicia.gateway.inbound;

import dev.indicia.Authentication;
import dev.indicia.arc.ArcResult;
import dev.indicia.bimi.BimiResult;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim2.Dkim2Result;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.IpAddress;
import dev.indicia.events.Json;
import dev.indicia.events.VerdictEvent;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import dev.indicia.iprev.IprevResult;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfResult;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Notes what the gateway does, in numbers and log lines. Thread-safe. */
public final class GatewayWatch {
  private final Metrics metrics;
  private final GatewayLog log;

  /** Into these. */
  public GatewayWatch(Metrics metrics, GatewayLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  void memory(LongSupplier octets) {
    metrics.gauge(
        "indicia_message_memory_bytes", "Memory that messages have in use.", octets::getAsLong);
  }

  void took(long nanos, String frontEnd) {
    metrics.time(
        nanos,
        "indicia_message_seconds",
        "Time from the end of a message to its answer.",
        "front_end",
        frontEnd);
  }

  void failure(Failure failure) {
    metrics.count(
        "indicia_failures_total",
        "Messages that were not judged, or not written down, by cause.",
        "failure",
        failure.word());
  }

  void sealed(@Nullable String refused) {
    metrics.count(
        "indicia_seals_total",
        "ARC Sets, added or refused.",
        "result",
        refused == null ? "sealed" : "refused");
  }

  /** A DKIM2 hop; null when it was added. */
  void hop(@Nullable String left) {
    metrics.count(
        "indicia_dkim2_hops_total",
        "DKIM2 hops, added or why not.",
        "result",
        left == null ? "added" : left);
  }

  void judged(VerdictEvent event, Judgement judgement, AppendResult.@Nullable Refused refused) {
    Verdict verdict = judgement.verdict();
    String layer = verdict.failingLayer().name().toUpperCase(Locale.ROOT);
    message(event, verdict.kind().word(), layer);
    methods(judgement.prepared().observation().authentication());
    log.info(
        "message",
        json -> {
          common(json, event, refused);
          json.string("verdict", verdict.kind().word()).string("layer", layer);
        });
  }

  void failed(
      VerdictEvent event, Failure failure, String detail, AppendResult.@Nullable Refused refused) {
    message(event, "none", "NONE");
    log.warn(
        "message",
        json -> {
          common(json, event, refused);
          json.string("failure", failure.word()).string("detail", detail);
        });
  }

  void outbound(
      VerdictEvent event, @Nullable String unsigned, AppendResult.@Nullable Refused refused) {
    message(event, "none", "NONE");
    metrics.count(
        "indicia_signatures_total",
        "Mail of our own users, signed or not.",
        "result",
        unsigned == null ? "signed" : "unsigned");
    log.info(
        "message",
        json -> {
          common(json, event, refused);
          json.string("unsigned", unsigned);
        });
  }

  /** A copy, whose event is stored. */
  void observed(VerdictEvent event, @Nullable Judgement judgement) {
    if (judgement != null) {
      judged(event, judgement, null);
      return;
    }
    message(event, "none", "NONE");
    log.info(
        "message",
        json -> {
          common(json, event, null);
          if (event.outcome() instanceof VerdictEvent.Outcome.Failed failed) {
            json.string("failure", failed.code()).string("detail", failed.message());
          }
        });
  }

  private void message(VerdictEvent event, String verdict, String layer) {
    metrics.count(
        "indicia_messages_total",
        "Messages decided, by verdict.",
        "front_end",
        event.source().frontEnd(),
        "direction",
        event.outcome() == null ? "outbound" : "inbound",
        "verdict",
        verdict,
        "layer",
        layer);
    metrics.count(
        "indicia_actions_total",
        "What was done with messages, and what the policy says.",
        "taken",
        event.action().taken(),
        "wanted",
        event.action().wanted());
  }

  private void common(Json json, VerdictEvent event, AppendResult.@Nullable Refused refused) {
    SmtpSession session = event.session();
    IpAddress client = session.clientIp();
    List<String> recipients = session.rcptTo();
    json.string("id", event.id())
        .string("front_end", event.source().frontEnd())
        .string("queue_id", event.source().queueId())
        .string("client_ip", log.address(client == null ? null : client.toString()))
        .string("mail_from", log.address(session.mailFrom()))
        .strings(
            "rcpt_to",
            recipients.stream().limit(10).map(r -> String.valueOf(log.address(r))).toList())
        .number("octets", event.octets())
        .string("action", event.action().taken())
        .string("wanted", event.action().wanted())
        .string("rule", event.action().rule());
    if (refused != null) {
      json.string("event_refused", refused.why().word()).string("event_detail", refused.detail());
    }
  }

  private void methods(Authentication found) {
    SpfResult spf = found.spf();
    method("spf", spf == null ? null : spf.word());
    List<DkimResult> signatures = found.dkim();
    if (signatures != null) {
      method("dkim", signatures.isEmpty() ? "none" : best(signatures));
    }
    DmarcResult dmarc = found.dmarc();
    method("dmarc", dmarc == null ? null : dmarc.word());
    ArcResult arc = found.arc();
    method("arc", arc == null ? null : arc.word());
    IprevResult iprev = found.iprev();
    method("iprev", iprev == null ? null : iprev.word());
    Dkim2Result dkim2 = found.dkim2();
    method("dkim2", dkim2 == null ? null : dkim2.word());
    BimiResult bimi = found.bimi();
    method("bimi", bimi == null ? null : bimi.word());
  }

  private static String best(List<DkimResult> signatures) {
    return signatures.stream().anyMatch(DkimResult.Pass.class::isInstance)
        ? "pass"
        : signatures.getFirst().word();
  }

  private void method(String method, @Nullable String word) {
    metrics.count(
        "indicia_method_results_total",
        "Results of each method; of several signatures the best counts.",
        "method",
        method,
        "result",
        word == null ? "not_evaluated" : word);
  }
}
