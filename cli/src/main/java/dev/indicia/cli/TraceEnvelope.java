package dev.indicia.cli;

import dev.indicia.dns.IpAddress;
import dev.indicia.message.DateTime;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.Received;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP session of a message as the trace field of our own host tells it. Immutable.
 *
 * @param session as far as that host noted it
 * @param at when that host received the message; null when it is not known
 */
record TraceEnvelope(SmtpSession session, @Nullable Instant at) {
  private static final TraceEnvelope UNKNOWN = new TraceEnvelope(SmtpSession.UNKNOWN, null);

  private static final List<Network> INSIDE =
      List.of(
          Network.of("127.0.0.0", 8),
          Network.of("10.0.0.0", 8),
          Network.of("172.16.0.0", 12),
          Network.of("192.168.0.0", 16),
          Network.of("::1", 128),
          Network.of("fc00::", 7),
          Network.of("fe80::", 10));

  private record Network(IpAddress address, int prefixLength) {
    static Network of(String address, int prefixLength) {
      return new Network(IpAddress.of(address), prefixLength);
    }

    boolean holds(IpAddress client) {
      return client.version() == address.version() && client.isInNetwork(address, prefixLength);
    }
  }

  /** The session that the host, or one below its name, noted when the message came from outside. */
  static TraceEnvelope read(Message message, String host) {
    List<Received> chain = Received.chain(message);
    int border = border(chain, host);
    if (border < 0) {
      return UNKNOWN;
    }
    Received received = chain.get(border);
    SmtpSession noted = received.session();
    String mailFrom = noted.mailFrom();
    if (mailFrom == null) {
      // RFC 5321 §4.4: final delivery puts the reverse-path above all trace fields.
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
        if (!isInside(chain.get(i).clientIp())) {
          return border;
        }
      } else if (border >= 0) {
        return border;
      }
    }
    return border;
  }

  private static boolean isInside(@Nullable IpAddress client) {
    if (client == null) {
      return true;
    }
    for (Network network : INSIDE) {
      if (network.holds(client)) {
        return true;
      }
    }
    return false;
  }

  /** The address in the topmost field of that name, when it stands above the trace field. */
  private static @Nullable String above(Message message, Received received, String name) {
    HeaderField field = message.first(name).orElse(null);
    if (field == null || field.start() > received.field().start()) {
      return null;
    }
    return Envelopes.withoutBrackets(field.value());
  }
}
