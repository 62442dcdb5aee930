package dev.indicia.message;

import dev.indicia.dns.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP session in which a message came to our own hosts, as the trace field of the one at the
 * border tells it (RFC 5321 §4.4). Immutable.
 *
 * @param session as far as that host noted it
 * @param at when that host received the message; null when it is not known
 */
public record TraceEnvelope(SmtpSession session, @Nullable Instant at) {
  private static final TraceEnvelope UNKNOWN = new TraceEnvelope(SmtpSession.UNKNOWN, null);

  /**
   * The session that our host noted when the message came from outside; an unknown one when no
   * trace field of our host can be found. The reverse-path and the recipient are that field's own,
   * or else those of a Return-Path and a Delivered-To field above it; what stands below is the
   * sender's claim.
   *
   * @param host a host name, or a domain that our hosts are below
   */
  public static TraceEnvelope of(Message message, String host) {
    List<Received> chain = Received.chain(message);
    int border = border(chain, host);
    if (border < 0) {
      return UNKNOWN;
    }
    Received received = chain.get(border);
    SmtpSession noted = received.session();
    String mailFrom = noted.mailFrom();
    if (mailFrom == null) {
      mailFrom = above(message, received, "Return-Path");
    }
    List<String> rcptTo = noted.rcptTo();
    if (rcptTo.isEmpty()) {
      String delivered = above(message, received, "Delivered-To");
      rcptTo = delivered == null || delivered.isEmpty() ? List.of() : List.of(delivered);
    }
    DateTime date = received.date();
    return new TraceEnvelope(
        new SmtpSession(noted.clientIp(), noted.helo(), mailFrom, rcptTo),
        date == null ? null : date.instant());
  }

  /**
   * The field of the hop that came from outside: the topmost one that the host wrote; and while
   * that is a hop inside our own network, the next one below it if the host wrote that too. Never
   * further: below a hop from outside everything may be invented.
   */
  private static int border(List<Received> chain, String host) {
    int border = -1;
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).isBy(host)) {
        border = i;
        IpAddress client = chain.get(i).clientIp();
        if (client != null && !client.isInternal()) {
          return border;
        }
      } else if (border >= 0) {
        return border;
      }
    }
    return border;
  }

  /** The address in the topmost field of that name, when it stands above the trace field. */
  private static @Nullable String above(Message message, Received received, String name) {
    HeaderField field = message.first(name).orElse(null);
    return field == null || field.start() > received.field().start()
        ? null
        : ReturnPath.path(field.value()).orElse(null);
  }
}
