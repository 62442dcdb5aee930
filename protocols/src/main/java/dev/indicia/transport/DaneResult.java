package dev.indicia.transport;

import dev.indicia.dns.RecordData;
import dev.indicia.pki.CertificateChain;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether TLSA records authenticate the server that sent these certificates (RFC 7672 §3). */
public sealed interface DaneResult {
  /**
   * A record authenticates the server.
   *
   * @param depth of the certificate that it matches, 0 for the server's own
   */
  record Authenticated(RecordData.Tlsa record, int depth) implements DaneResult {}

  /** No record authenticates the server: do not deliver to this host. */
  record Refused(TransportReason why) implements DaneResult {}

  /** Evaluates within {@link TransportLimits#DEFAULT}. */
  static DaneResult evaluate(
      TlsaSelection.Usable selection, List<X509Certificate> chain, Instant at) {
    return evaluate(selection, chain, at, TransportLimits.DEFAULT);
  }

  /**
   * Evaluates records for a server. A trust anchor whose record holds only a digest must be among
   * the certificates (RFC 7671 §5.2.1); so must one given as a whole, as a server that serves
   * clients without it has to send it too.
   *
   * @param chain the certificates that the server sent, its own first; empty when it does not offer
   *     STARTTLS
   */
  static DaneResult evaluate(
      TlsaSelection.Usable selection,
      List<X509Certificate> chain,
      Instant at,
      TransportLimits limits) {
    Optional<TransportReason> unfit = ServerCertificates.unfit(chain, limits);
    if (unfit.isPresent()) {
      return new Refused(unfit.get());
    }
    TransportReason why = TransportReason.DANE_MISMATCH;
    for (RecordData.Tlsa record : selection.records()) {
      if (record.usage() == TlsaMatch.DANE_EE) {
        // RFC 7672 §3.1.1: the name and the dates of the certificate mean nothing here.
        if (TlsaMatch.matches(record, chain.getFirst())) {
          return new Authenticated(record, 0);
        }
        continue;
      }
      for (int depth = 1; depth < chain.size(); depth++) {
        if (!TlsaMatch.matches(record, chain.get(depth))) {
          continue;
        }
        TransportReason against = againstAnchor(selection, chain, chain.get(depth), at);
        if (against == null) {
          return new Authenticated(record, depth);
        }
        why = against;
      }
    }
    return new Refused(why);
  }

  /** RFC 7672 §3.1.2, §3.2.2: what stands against a certificate with that trust anchor. */
  private static @Nullable TransportReason againstAnchor(
      TlsaSelection.Usable selection,
      List<X509Certificate> chain,
      X509Certificate anchor,
      Instant at) {
    CertificateChain server = new CertificateChain(chain);
    Optional<TransportReason> against =
        ServerCertificates.against(server, Set.of(new TrustAnchor(anchor, null)), at);
    if (against.isPresent()) {
      return against.get() == TransportReason.CERTIFICATE_EXPIRED
          ? against.get()
          : TransportReason.DANE_CHAIN;
    }
    return server.names(selection.names()) ? null : TransportReason.DANE_NAME;
  }
}
