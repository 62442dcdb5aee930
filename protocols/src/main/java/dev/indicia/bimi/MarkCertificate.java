package dev.indicia.bimi;

import dev.indicia.dns.DomainName;
import dev.indicia.pki.CertificateChain;
import dev.indicia.pki.HostPattern;
import java.security.cert.CertificateParsingException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Mark Certificate, VMC or CMC (BIMI §3.5): an authority says that a mark belongs to a domain.
 * Immutable.
 *
 * @param names the domains that it is for, as in the certificate, in order
 * @param markType as the authority calls it, for instance "Registered Mark"; null when it says none
 * @param mark the mark, validated as an Indicator
 * @param hasTimestamp whether a Signed Certificate Timestamp is embedded (RFC 6962 §3.3); its
 *     signature is not looked at, as the logs' keys would be needed
 * @param notAfter the last moment of its validity
 */
public record MarkCertificate(
    List<String> names,
    @Nullable String markType,
    SvgProfile.Checked mark,
    boolean hasTimestamp,
    Instant notAfter) {
  /** id-kp-BrandIndicatorforMessageIdentification. */
  static final String KEY_USAGE = "1.3.6.1.5.5.7.3.31";

  private static final String TIMESTAMPS = "1.3.6.1.4.1.11129.2.4.2";

  public MarkCertificate {
    names = List.copyOf(names);
  }

  /** What an evidence document is. */
  public sealed interface Validation {
    /** A Mark Certificate that an authority vouches for. */
    record Valid(MarkCertificate certificate) implements Validation {}

    /** Nothing to believe. */
    record Invalid(BimiReason why, String detail) implements Validation {}
  }

  /**
   * Validates an evidence document: a bundle of certificates in PEM (RFC 7468 §5), one of which is
   * the Mark Certificate. Takes any octets. The order of the bundle does not count, and revocation
   * is not looked at.
   *
   * @param authorities the Mark Verifying Authorities that are trusted
   * @param at the time that the certificates must be valid at
   */
  public static Validation validate(
      byte[] pem, Set<TrustAnchor> authorities, Instant at, BimiLimits limits) {
    PemBundle bundle = PemBundle.parse(pem, limits);
    if (bundle.defect() != null) {
      return new Validation.Invalid(bundle.defect(), bundle.detail());
    }
    List<X509Certificate> marks =
        bundle.certificates().stream().filter(MarkCertificate::isMark).toList();
    if (marks.size() != 1) {
      return new Validation.Invalid(
          BimiReason.EVIDENCE_NO_MARK,
          marks.size() + " of " + bundle.certificates().size() + " certificates");
    }
    X509Certificate own = marks.getFirst();
    List<X509Certificate> chain = new ArrayList<>(bundle.certificates());
    chain.remove(own);
    chain.addFirst(own);
    CertificateChain.Problem problem =
        new CertificateChain(chain).problem(authorities, KEY_USAGE, at);
    if (problem != null) {
      return switch (problem) {
        case EXPIRED ->
            new Validation.Invalid(
                BimiReason.EVIDENCE_EXPIRED,
                own.getNotBefore().toInstant() + " to " + own.getNotAfter().toInstant());
        case UNTRUSTED ->
            new Validation.Invalid(
                BimiReason.EVIDENCE_UNTRUSTED, own.getIssuerX500Principal().getName());
      };
    }
    return read(own, limits);
  }

  private static Validation read(X509Certificate own, BimiLimits limits) {
    Optional<Logotype> logotype = Logotype.of(own);
    if (logotype.isEmpty()) {
      return new Validation.Invalid(BimiReason.EVIDENCE_LOGOTYPE, "");
    }
    SvgProfile.Checked mark = SvgProfile.check(logotype.get().octets(), limits);
    if (!mark.isValid()) {
      return new Validation.Invalid(mark.why(), mark.complaints().getFirst().toString());
    }
    if (!logotype.get().hasDigests(limits)) {
      return new Validation.Invalid(BimiReason.EVIDENCE_DIGEST, "");
    }
    return new Validation.Valid(
        new MarkCertificate(
            CertificateChain.names(own).stream().map(HostPattern::text).toList(),
            Logotype.markType(own),
            mark,
            own.getExtensionValue(TIMESTAMPS) != null,
            own.getNotAfter().toInstant()));
  }

  private static boolean isMark(X509Certificate certificate) {
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      return certificate.getBasicConstraints() < 0 && usages != null && usages.contains(KEY_USAGE);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /**
   * Whether it is for one of the domains: by the domain's name, for every selector, or by that of
   * the Assertion Record, for the one selector.
   */
  public boolean isFor(String selector, Collection<DomainName> domains) {
    for (DomainName domain : domains) {
      String record = BimiSelector.nameFor(selector, domain).map(DomainName::text).orElse("");
      if (names.contains(domain.text()) || names.contains(record)) {
        return true;
      }
    }
    return false;
  }
}
