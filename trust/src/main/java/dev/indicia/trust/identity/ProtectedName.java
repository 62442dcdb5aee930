package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import java.util.Set;

/**
 * A name that others like to borrow. Immutable.
 *
 * @param name as people write it: "PayPal", "Ann Example"
 * @param domains its own domains, each with the names below it; may be empty
 * @param kind why it is protected
 */
public record ProtectedName(String name, Set<DomainName> domains, Kind kind) {
  public ProtectedName {
    domains = Set.copyOf(domains);
  }

  /** Why a name is protected. */
  public enum Kind {
    /** The receiver's own organisation. */
    OWN,
    /** A person of it. */
    PERSON,
    /** A brand of the catalogue. */
    CATALOGUE,
    /** A sender that has written often; others may bear the same name. */
    LEARNED
  }

  /** Compares by length, longer ones first, then by letters. */
  static int longerFirst(ProtectedName a, ProtectedName b) {
    int order = Integer.compare(b.name.length(), a.name.length());
    return order != 0 ? order : a.name.compareTo(b.name);
  }

  /** Whether the domain is one of its own, or below one. */
  public boolean holds(DomainName domain) {
    for (DomainName own : domains) {
      if (domain.isAtOrBelow(own)) {
        return true;
      }
    }
    return false;
  }
}
