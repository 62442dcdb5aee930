package dev.indicia.pki;

import dev.indicia.dns.DomainName;
import java.io.IOException;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a server or signer, its own first. Revocation is not looked at: that would
 * need the network. Immutable.
 */
public final class CertificateChain {
  private static final int DNS_NAME = 2;

  /** Extended key usage of TLS servers (RFC 5280 §4.2.1.12). */
  public static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  /** What stands against a certificate. */
  public enum Problem {
    /** A certificate of the chain is not valid at the time. */
    EXPIRED,
    /** No way leads to an anchor. */
    UNTRUSTED
  }

  private final List<X509Certificate> certificates;

  /** A chain of at least one certificate. */
  public CertificateChain(List<X509Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
  }

  /** The host names that a certificate is for (RFC 5280 §4.2.1.6), never those of its subject. */
  public static List<HostPattern> names(X509Certificate certificate) {
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

  /** Whether the first certificate is for one of the hosts (RFC 9525 §6). */
  public boolean names(Collection<DomainName> hosts) {
    List<HostPattern> names = names(certificates.getFirst());
    return hosts.stream().anyMatch(host -> names.stream().anyMatch(name -> name.matches(host)));
  }

  /**
   * Whether one of the anchors issued the first certificate (RFC 5280 §6), whatever order the
   * others stand in.
   *
   * @param usage the extended key usage that it must allow, if it names any
   * @return what stands against it, null without
   */
  public @Nullable Problem problem(Set<TrustAnchor> anchors, String usage, Instant at) {
    X509Certificate own = certificates.getFirst();
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(own);
    try {
      target.setExtendedKeyUsage(Set.of(usage));
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
          ? Problem.UNTRUSTED
          : Problem.EXPIRED;
    } catch (InvalidAlgorithmParameterException e) {
      // No anchors.
      return Problem.UNTRUSTED;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("every JDK builds paths", e);
    }
  }

  private static boolean isValid(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }
}
