package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.esmtp.LineEnds;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the SMTP filter behaves. Immutable; start from {@link #of} and change by {@code with...}.
 *
 * @param hostname our name in the greeting and in EHLO to the next hop
 * @param trusted networks whose XCLIENT and XFORWARD are believed, besides loopback and Unix
 *     sockets
 * @param lineEnds what becomes of bare CR, bare LF and NUL
 * @param tls certificate and key for STARTTLS; null does not offer it
 * @param tlsRequired whether nothing goes without TLS
 * @param limits sizes and counts
 * @param times times
 */
public record SmtpOptions(
    String hostname,
    List<IpNetwork> trusted,
    LineEnds lineEnds,
    @Nullable SSLContext tls,
    boolean tlsRequired,
    SmtpLimits limits,
    SmtpTimeLimits times) {

  public SmtpOptions {
    trusted = List.copyOf(trusted);
    Objects.requireNonNull(lineEnds, "lineEnds");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(times, "times");
    if (!hostname.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")) {
      throw new IllegalArgumentException("not a host name: " + hostname);
    }
    if (tlsRequired && tls == null) {
      throw new IllegalArgumentException("TLS is required and there is no certificate");
    }
  }

  /** Refuses odd line ends, no TLS, default limits. */
  public static SmtpOptions of(String hostname) {
    return new SmtpOptions(
        hostname,
        List.of(),
        LineEnds.REFUSE,
        null,
        false,
        SmtpLimits.DEFAULT,
        SmtpTimeLimits.DEFAULT);
  }

  /** The same with other trusted networks. */
  public SmtpOptions withTrusted(List<IpNetwork> newTrusted) {
    return new SmtpOptions(hostname, newTrusted, lineEnds, tls, tlsRequired, limits, times);
  }

  /** The same with another treatment of line ends. */
  public SmtpOptions withLineEnds(LineEnds newLineEnds) {
    return new SmtpOptions(hostname, trusted, newLineEnds, tls, tlsRequired, limits, times);
  }

  /** The same with STARTTLS. */
  public SmtpOptions withTls(SSLContext newTls, boolean required) {
    return new SmtpOptions(hostname, trusted, lineEnds, newTls, required, limits, times);
  }

  /** The same with other sizes and counts. */
  public SmtpOptions withLimits(SmtpLimits newLimits) {
    return new SmtpOptions(hostname, trusted, lineEnds, tls, tlsRequired, newLimits, times);
  }

  /** The same with other times. */
  public SmtpOptions withTimes(SmtpTimeLimits newTimes) {
    return new SmtpOptions(hostname, trusted, lineEnds, tls, tlsRequired, limits, newTimes);
  }
}
