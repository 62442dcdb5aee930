package dev.indicia.transport;

import dev.indicia.dns.DomainName;
import dev.indicia.pki.CertificateChain;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an MTA-STS policy makes of one mail exchanger and its certificate (RFC 8461 §4, §5). */
public sealed interface StsResult {
  /** The policy is met: deliver. */
  record Valid() implements StsResult {}

  /** The policy is not met, but only tested: report it and deliver (RFC 8461 §5). */
  record Reported(TransportReason why) implements StsResult {}

  /** The policy is not met: do not deliver to this host (RFC 8461 §5). */
  record Refused(TransportReason why) implements StsResult {}

  /** The policy asks for nothing: deliver as without one. */
  record NotApplied(TransportReason why) implements StsResult {}

  /** Why it is not valid; empty where it is. */
  default Optional<TransportReason> reason() {
    return switch (this) {
      case Valid valid -> Optional.empty();
      case Reported reported -> Optional.of(reported.why());
      case Refused refused -> Optional.of(refused.why());
      case NotApplied none -> Optional.of(none.why());
    };
  }

  /**
   * Applies a policy.
   *
   * @param fetchedAt when the policy was fetched, or found unchanged
   * @param host the mail exchanger, as the MX record names it
   * @param chain the certificates that the server sent, its own first; empty when it does not offer
   *     STARTTLS
   * @param anchors authorities that are trusted
   */
  static StsResult evaluate(
      StsPolicy policy,
      Instant fetchedAt,
      DomainName host,
      List<X509Certificate> chain,
      Set<TrustAnchor> anchors,
      Instant at) {
    if (!policy.isFresh(fetchedAt, at)) {
      return new NotApplied(TransportReason.STS_POLICY_EXPIRED);
    }
    if (policy.mode() == StsMode.NONE) {
      return new NotApplied(TransportReason.STS_MODE_NONE);
    }
    Optional<TransportReason> failure = failure(policy, host, chain, anchors, at);
    if (failure.isEmpty()) {
      return new Valid();
    }
    return policy.mode() == StsMode.TESTING
        ? new Reported(failure.get())
        : new Refused(failure.get());
  }

  private static Optional<TransportReason> failure(
      StsPolicy policy,
      DomainName host,
      List<X509Certificate> chain,
      Set<TrustAnchor> anchors,
      Instant at) {
    // RFC 8461 §4.1
    if (!policy.names(host)) {
      return Optional.of(TransportReason.STS_MX_MISMATCH);
    }
    Optional<TransportReason> unfit = ServerCertificates.unfit(chain, TransportLimits.DEFAULT);
    if (unfit.isPresent()) {
      return unfit;
    }
    // RFC 8461 §4.2
    CertificateChain server = new CertificateChain(chain);
    if (!server.names(List.of(host))) {
      return Optional.of(TransportReason.CERTIFICATE_NAME);
    }
    return ServerCertificates.against(server, anchors, at);
  }
}
