package dev.indicia.message;

import dev.indicia.dns.IpAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the SMTP session said about one delivery (RFC 5321). Immutable.
 *
 * @param clientIp the connecting address, null when it is not known
 * @param helo RFC5321.HELO: the argument of HELO or EHLO, null when it is not known
 * @param mailFrom RFC5321.MailFrom without angle brackets, "" for the null reverse-path, null when
 *     it is not known
 * @param rcptTo RFC5321.RcptTo, without angle brackets, in the order given
 */
public record SmtpSession(
    @Nullable IpAddress clientIp,
    @Nullable String helo,
    @Nullable String mailFrom,
    List<String> rcptTo) {

  /** Nothing is known of the session: a message from an archive. */
  public static final SmtpSession UNKNOWN = new SmtpSession(null, null, null, List.of());

  public SmtpSession {
    rcptTo = List.copyOf(rcptTo);
  }

  /** A session without recipients, enough for SPF, DKIM and DMARC. */
  public static SmtpSession of(IpAddress clientIp, String helo, String mailFrom) {
    Objects.requireNonNull(clientIp, "clientIp");
    return new SmtpSession(clientIp, helo, mailFrom, List.of());
  }
}
