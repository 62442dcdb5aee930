package dev.indicia.spf;

import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one SPF result rests on. Immutable.
 *
 * @param identity which identity was checked
 * @param domain its domain: lower-case A-labels where it is a domain name, else as given
 * @param matched the directive that matched, as written in its record; null when none did
 * @param matchedDomain the domain whose record holds that directive, which differs from {@code
 *     domain} after redirect; null when none matched
 * @param dnsTerms terms that caused look-ups, of the 10 allowed (RFC 7208 §4.6.4)
 * @param voidLookups void look-ups, of the 2 allowed (RFC 7208 §4.6.4)
 * @param deviations what a looser reader would overlook, in the order met
 */
public record SpfBasis(
    SpfIdentity identity,
    String domain,
    @Nullable String matched,
    @Nullable String matchedDomain,
    int dnsTerms,
    int voidLookups,
    List<Deviation> deviations,
    Evidence evidence) {
  public SpfBasis {
    deviations = List.copyOf(deviations);
  }
}
