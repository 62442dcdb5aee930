package dev.indicia.dmarc;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a DMARC result rests on. Immutable.
 *
 * @param authorDomain the domain of RFC5322.From; null when there is none, or several
 * @param organizationalDomain of the Author Domain; null when it was not determined
 * @param recordDomain the domain whose DMARC Policy Record applies; null when there is none
 * @param record that record; null when there is none
 * @param policy what p, sp or np asks for; null when no record applies
 * @param policyAfterTestMode the same after {@code t=y}; null when no record applies
 * @param identifiers everything compared, in the order given
 * @param queries the {@code _dmarc} names asked for the Author Domain, in order
 * @param deviations what a looser reader would overlook, in the order met
 */
public record DmarcBasis(
    @Nullable DomainName authorDomain,
    @Nullable DomainName organizationalDomain,
    @Nullable DomainName recordDomain,
    @Nullable DmarcRecord record,
    @Nullable DmarcPolicy policy,
    @Nullable DmarcPolicy policyAfterTestMode,
    List<ComparedIdentifier> identifiers,
    Discovery discovery,
    List<DomainName> queries,
    List<Deviation> deviations,
    Evidence evidence) {
  public DmarcBasis {
    identifiers = List.copyOf(identifiers);
    queries = List.copyOf(queries);
    deviations = List.copyOf(deviations);
  }

  /** Whether an identifier of that method passed and is aligned. */
  public boolean isAligned(Identifier.Method method) {
    return identifiers.stream()
        .anyMatch(c ->
            c.aligned()
                && c.identifier().method() == method
                && c.identifier().status() == Identifier.Status.PASS);
  }
}
