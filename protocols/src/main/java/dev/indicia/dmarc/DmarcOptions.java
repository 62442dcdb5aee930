package dev.indicia.dmarc;

import dev.indicia.evidence.Strictness;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How DMARC is evaluated. Immutable.
 *
 * @param strictness whether records that depart from RFC 9989 §4.8 are refused
 * @param publicSuffixList the list that finds Organizational Domains as RFC 7489 §3.2 did; null for
 *     the DNS Tree Walk of RFC 9989 §4.10
 */
public record DmarcOptions(Strictness strictness, @Nullable PublicSuffixList publicSuffixList) {
  /** The DNS Tree Walk, strict. */
  public static final DmarcOptions DEFAULT = new DmarcOptions(Strictness.STRICT, null);

  public DmarcOptions {
    Objects.requireNonNull(strictness, "strictness");
  }

  /** These options with that strictness. */
  public DmarcOptions withStrictness(Strictness strictness) {
    return new DmarcOptions(strictness, publicSuffixList);
  }

  /** These options with the discovery of RFC 7489 on that list. */
  public DmarcOptions withPublicSuffixList(PublicSuffixList list) {
    return new DmarcOptions(strictness, Objects.requireNonNull(list, "list"));
  }

  /** How Organizational Domains and the policy record are found. */
  public Discovery discovery() {
    return publicSuffixList == null ? Discovery.TREE_WALK : Discovery.PUBLIC_SUFFIX_LIST;
  }
}
