package dev.indicia.message;

import dev.indicia.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trace field (RFC 5321 §4.4, RFC 5322 §3.6.7): what one host says of one hop. Read in the
 * forms that mail servers in use write, not only in the standard's. Whatever cannot be read is
 * null. Immutable.
 *
 * <p>Each host writes its own field on top. Only those that a trusted host wrote say anything;
 * below them everything may be invented.
 *
 * @param field where it stands
 * @param helo what the client called itself (HELO or EHLO), as written
 * @param clientName the client's name as the host looked it up, without final dot; null also for
 *     "unknown"
 * @param clientIp the client's address as the host saw it; null when there is none, or when the
 *     clause names several so that no one can tell which the host saw
 * @param by the receiving host
 * @param byIp the receiving host's address
 * @param via the link
 * @param with the protocol: ESMTPS, HTTP, "Microsoft SMTP Server"
 * @param id the host's name for the message
 * @param forAddress the recipient, without angle brackets; null also where there are several
 * @param envelopeFrom the reverse-path, "" for the null one, where the host noted it
 * @param date when
 */
public record Received(
    HeaderField field,
    @Nullable String helo,
    @Nullable String clientName,
    @Nullable IpAddress clientIp,
    @Nullable String by,
    @Nullable IpAddress byIp,
    @Nullable String via,
    @Nullable String with,
    @Nullable String id,
    @Nullable String forAddress,
    @Nullable String envelopeFrom,
    @Nullable DateTime date) {

  /** The trace fields of the message, top first: the last hop before us comes first. */
  public static List<Received> chain(Message message) {
    List<Received> chain = new ArrayList<>(8);
    for (HeaderField field : message.fields()) {
      if (field.isNamed("Received")) {
        chain.add(parse(field));
      }
    }
    return chain;
  }

  /** What the field says. Never fails; time is linear in the field's length. */
  public static Received parse(HeaderField field) {
    return new ReceivedParser(field).run();
  }

  /** The session that this field recorded, as far as it did. */
  public SmtpSession session() {
    List<String> recipients = forAddress == null ? List.of() : List.of(forAddress);
    return new SmtpSession(clientIp, helo, envelopeFrom, recipients);
  }

  /** Whether the receiving host is that one or below it, compared by labels and without case. */
  public boolean isBy(String host) {
    if (by == null || host.isEmpty()) {
      return false;
    }
    int start = by.length() - host.length();
    return start >= 0
        && by.regionMatches(true, start, host, 0, host.length())
        && (start == 0 || by.charAt(start - 1) == '.');
  }
}
