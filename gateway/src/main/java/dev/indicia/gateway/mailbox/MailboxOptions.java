package dev.indicia.gateway.mailbox;

import dev.indicia.gateway.imap.ImapLimits;
import dev.indicia.gateway.intake.CopyReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * A mailbox. Immutable.
 *
 * @param name what events, logs and the file of its state call it: lower-case letters, digits and
 *     hyphens
 * @param host of the server, which its certificate must have
 * @param port of the server
 * @param startTls whether TLS begins with STARTTLS; otherwise the connection begins with it
 * @param tls whose certificates are believed
 * @param user who logs in
 * @param login how
 * @param secret file with the password or token, read at each login; a line end behind it is not
 *     part of it
 * @param folder the mailbox's name on the server, in printable ASCII (modified UTF-7, RFC 3501
 *     §5.1.3, for others)
 * @param reader how messages hold their original
 * @param learns whether profiles learn from it
 * @param poll how often a server without IDLE is asked
 * @param limits sizes and times
 */
public record MailboxOptions(
    String name,
    String host,
    int port,
    boolean startTls,
    SSLContext tls,
    String user,
    Login login,
    Path secret,
    String folder,
    CopyReader reader,
    boolean learns,
    Duration poll,
    ImapLimits limits) {
  /** How to log in. Always within TLS. */
  public enum Login {
    /** With a password: AUTHENTICATE PLAIN, else LOGIN. */
    PASSWORD,
    /** With an OAuth 2 token: AUTHENTICATE XOAUTH2. */
    XOAUTH2,
    /** With an OAuth 2 token: AUTHENTICATE OAUTHBEARER (RFC 7628). */
    OAUTHBEARER
  }

  public MailboxOptions {
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(reader, "reader");
    Objects.requireNonNull(poll, "poll");
    Objects.requireNonNull(limits, "limits");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not a name: " + name);
    }
    if (port < 1 || port > 65535 || poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException("port or time out of bounds");
    }
    if (!printable(host) || !printable(user) || !printable(folder)) {
      throw new IllegalArgumentException("host, user and folder are printable ASCII");
    }
  }

  private static boolean printable(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c < 127);
  }
}
