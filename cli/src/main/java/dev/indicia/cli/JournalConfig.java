package dev.indicia.cli;

import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.CopyReader;
import dev.indicia.gateway.intake.HostedTrace;
import dev.indicia.gateway.intake.IntakeLimits;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies by SMTP, as an operator wrote them below {@code serve.journal}. Immutable.
 *
 * @param listen the address to listen on
 * @param kind how copies hold their original
 * @param trace whose trace fields tell
 * @param networks clients that copies are taken from
 * @param recipients addresses that copies are sent to
 * @param tls for STARTTLS; null does not offer it
 * @param tlsRequired whether nothing goes without TLS
 */
record JournalConfig(
    InetSocketAddress listen,
    CopyKind kind,
    HostedTrace trace,
    List<IpNetwork> networks,
    Set<String> recipients,
    @Nullable TlsFiles tls,
    boolean tlsRequired) {
  JournalConfig {
    Objects.requireNonNull(listen, "listen");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(trace, "trace");
    networks = List.copyOf(networks);
    recipients = Set.copyOf(recipients);
  }

  /** Finds the originals within these limits. */
  CopyReader reader(IntakeLimits limits) {
    return new CopyReader(kind, trace, limits);
  }

  /** How events, metrics and logs name it. */
  String frontEnd() {
    return kind == CopyKind.ROUTING ? "routing" : "journal";
  }
}
