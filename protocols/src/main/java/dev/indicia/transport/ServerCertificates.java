package dev.indicia.transport;

import dev.indicia.pki.CertificateChain;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the certificates of a server lack, in our own reasons. */
final class ServerCertificates {
  private ServerCertificates() {}

  /** What makes the certificates unfit for any evaluation. */
  static Optional<TransportReason> unfit(List<X509Certificate> chain, TransportLimits limits) {
    return chain.isEmpty()
        ? Optional.of(TransportReason.NO_TLS)
        : chain.size() > limits.certificatesMax()
            ? Optional.of(TransportReason.CHAIN_LENGTH)
            : Optional.empty();
  }

  /** What stands against the server's certificate (RFC 5280 §6). */
  static Optional<TransportReason> against(
      CertificateChain chain, Set<TrustAnchor> anchors, Instant at) {
    CertificateChain.Problem problem =
        chain.problem(anchors, CertificateChain.SERVER_AUTHENTICATION, at);
    if (problem == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (problem) {
          case EXPIRED -> TransportReason.CERTIFICATE_EXPIRED;
          case UNTRUSTED -> TransportReason.CERTIFICATE_UNTRUSTED;
        });
  }
}
