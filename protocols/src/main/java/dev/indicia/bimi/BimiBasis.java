package dev.indicia.bimi;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a BIMI result rests on. Immutable.
 *
 * @param authorDomain the domain of RFC5322.From; null when there is no single one
 * @param domain where the Assertion Record stands: the Author Domain or its Organizational Domain;
 *     null without a record
 * @param selector of the Assertion Record; null without a record
 * @param record null when there is none, or none that can be read
 * @param authority what became of the evidence
 * @param indicatorHash the last 8 hexadecimal digits of the SHA-256 digest of the expanded
 *     Indicator (BIMI §7.7); null unless it is valid
 * @param queries the names asked for Assertion Records, in order
 */
public record BimiBasis(
    @Nullable DomainName authorDomain,
    @Nullable DomainName domain,
    @Nullable String selector,
    @Nullable BimiRecord record,
    Authority authority,
    @Nullable String indicatorHash,
    List<DomainName> queries,
    Evidence evidence) {
  public BimiBasis {
    queries = List.copyOf(queries);
  }

  /** The value of {@code policy.authority} (BIMI §7.7). */
  public enum Authority {
    /** The evidence was checked and holds. */
    PASS("pass"),
    /** The evidence was checked and does not hold. */
    FAIL("fail"),
    /** There is no evidence, or it was not checked. */
    NONE("none");

    private final String word;

    Authority(String word) {
      this.word = word;
    }

    /** The word of the Authentication-Results field. */
    public String word() {
      return word;
    }
  }
}
