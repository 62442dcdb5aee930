package dev.indicia.transport;

import dev.indicia.dns.DomainName;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a server sent, its own first. Revocation is not looked at: that would need
 * the network.
 */
final class ServerChain {
  private static final int DNS_NAME = 2;
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  private final List<X509Certificate> certificates;

  ServerChain(List<X509Certificate> certificates) {
    this.certificates = certificates;
  }

  /** The names that the server's own certificate is for; those that are no host names left out. */
  static List<HostPattern> names(X509Certificate certificate) {
    List<HostPattern> names = new ArrayList<>(2);
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives == null) {
        return names;
      }
      for (List<?> alternative : alternatives) {
        if (alternative.get(0) instanceof Integer type
            && type == DNS_NAME
            && alternative.get(1) instanceof String name) {
          HostPattern.parse(name).ifPresent(names::add);
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }

  /** RFC 6125 §6: whether the certificate is for one of the hosts. */
  boolean names(Collection<DomainName> hosts) {
    List<HostPattern> names = names(certificates.getFirst());
    return hosts.stream().anyMatch(host -> names.stream().anyMatch(name -> name.matches(host)));
  }

  /**
   * RFC 5280 §6: whether one of the anchors issued the certificate, whatever order the others were
   * sent in; what stands against it, null without.
   */
  @Nullable TransportReason issuedBy(Set<TrustAnchor> anchors, Instant at) {
    X509Certificate own = certificates.getFirst();
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(own);
    try {
      target.setExtendedKeyUsage(Set.of(SERVER_AUTHENTICATION));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.setMaxPathLength(certificates.size());
      var unused = CertPathBuilder.getInstance("PKIX").build(parameters);
      return null;
    } catch (CertPathBuilderException e) {
      // The path builder passes over what is out of date and does not say so.
      return certificates.stream().allMatch(certificate -> isValid(certificate, at))
          ? TransportReason.CERTIFICATE_UNTRUSTED
          : TransportReason.CERTIFICATE_EXPIRED;
    } catch (InvalidAlgorithmParameterException e) {
      // No anchors.
      return TransportReason.CERTIFICATE_UNTRUSTED;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new AssertionError("every JDK builds paths", e);
    }
  }

  private static boolean isValid(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }

  /** What makes the certificates unfit for any evaluation. */
  static Optional<TransportReason> unfit(List<X509Certificate> chain, TransportLimits limits) {
    return chain.isEmpty()
        ? Optional.of(TransportReason.NO_TLS)
        : chain.size() > limits.certificatesMax()
            ? Optional.of(TransportReason.CHAIN_LENGTH)
            : Optional.empty();
  }
}
