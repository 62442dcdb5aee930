package dev.indicia.cli;

import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.smtp.SmtpOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP filter, as an operator wrote it below {@code serve.filter}. Immutable.
 *
 * @param trusted networks whose XCLIENT and XFORWARD are believed, besides loopback
 * @param tls for STARTTLS; null does not offer it
 * @param tlsRequired whether nothing goes without TLS
 * @param hop how mail is handed on
 */
record FilterConfig(
    List<IpNetwork> trusted, @Nullable TlsFiles tls, boolean tlsRequired, HopConfig hop) {
  /** Nothing written. */
  static final FilterConfig NONE = new FilterConfig(List.of(), null, false, HopConfig.NONE);

  FilterConfig {
    trusted = List.copyOf(trusted);
  }

  /** The options with what is written here, and the certificate as it is now. */
  SmtpOptions applied(SmtpOptions options) throws UsageException {
    SmtpOptions trusting = options.withTrusted(trusted);
    return tls == null ? trusting : trusting.withTls(tls.server(), tlsRequired);
  }
}
