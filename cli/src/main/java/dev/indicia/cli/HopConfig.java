package dev.indicia.cli;

import dev.indicia.gateway.smtp.NextHop;
import dev.indicia.gateway.smtp.NextHop.Identify;
import dev.indicia.gateway.smtp.NextHop.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How mail is handed on, as an operator wrote it below {@code serve.filter.hop}. Immutable.
 *
 * @param tls whether STARTTLS is used
 * @param authorities PEM certificates that are believed; null for those of the platform
 * @param name that the next hop's certificate must have; null for any
 * @param identify how it hears of the real client
 * @param oneRecipient LMTP: whether a transaction takes one recipient alone
 */
record HopConfig(
    Tls tls,
    @Nullable Path authorities,
    @Nullable String name,
    Identify identify,
    boolean oneRecipient) {
  /** Nothing written. */
  static final HopConfig NONE = new HopConfig(Tls.OFF, null, null, Identify.XFORWARD, false);

  /**
   * The next hop with what is written here, and the authorities as they are now.
   *
   * @throws UsageException also when the hop cannot do it
   */
  NextHop applied(NextHop hop) throws UsageException {
    try {
      NextHop named = hop.withIdentify(identify);
      NextHop each = oneRecipient ? named.withOneRecipient() : named;
      return each.withTls(tls, authorities == null ? null : TlsFiles.client(authorities), name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("filter: hop: " + e.getMessage());
    }
  }
}
