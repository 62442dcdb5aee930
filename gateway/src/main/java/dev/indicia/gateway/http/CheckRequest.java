package dev.indicia.gateway.http;

import dev.indicia.dns.IpAddress;
import dev.indicia.events.Times;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a check. Immutable.
 *
 * @param receivedAt null where it is not given
 */
record CheckRequest(SmtpSession session, @Nullable Instant receivedAt) {
  /** The query is none that can be answered; the message says why. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Reads the query; parameters that are not known are passed over. */
  static CheckRequest parse(@Nullable String query, HttpLimits limits) throws MalformedException {
    IpAddress client = null;
    String helo = null;
    String mailFrom = null;
    List<String> recipients = new ArrayList<>();
    Instant receivedAt = null;
    if (query != null && query.length() > limits.queryCharactersMax()) {
      throw new MalformedException("the query is too long");
    }
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      switch (name) {
        case "client_ip" ->
            client =
                required(IpAddress.parse(value), "client_ip: is no IP address such as 192.0.2.1");
        case "helo" -> helo = value;
        case "mail_from" -> mailFrom = withoutBrackets(value);
        case "rcpt_to" -> recipients.add(withoutBrackets(value));
        case "received_at" ->
            receivedAt =
                required(
                    Times.parse(value), "received_at: is no time such as 2026-05-12T08:30:00Z");
        default -> {
          // Of a later version, or of somebody's own.
        }
      }
    }
    if (recipients.size() > limits.recipientsMax()) {
      throw new MalformedException("rcpt_to: more than " + limits.recipientsMax());
    }
    return new CheckRequest(new SmtpSession(client, helo, mailFrom, recipients), receivedAt);
  }

  private static <T> T required(Optional<T> value, String why) throws MalformedException {
    if (value.isEmpty()) {
      throw new MalformedException(why);
    }
    return value.get();
  }

  private static String withoutBrackets(String address) {
    return address.length() >= 2 && address.startsWith("<") && address.endsWith(">")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /** RFC 3986 §2.1. A plus sign is one: addresses and times have it, and no spaces. */
  private static String decoded(String text) throws MalformedException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] != '%') {
        octets[length++] = octets[i];
        continue;
      }
      int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
      int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new MalformedException("the query has a percent sign without two digits");
      }
      octets[length++] = (byte) (high << 4 | low);
      i += 2;
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }
}
