package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import java.util.Locale;

/**
 * Whether a domain authorizes a third party to sign for its authors (RFC 6541). Counts only where
 * {@link #domain} is the Author Domain, which the caller compares. Immutable.
 *
 * @param domain {@code atps=}, the domain that is said to authorize the signer
 * @param outcome what its record says
 */
public record AtpsResult(DomainName domain, Outcome outcome) {

  /** What the record says. */
  public enum Outcome {
    /** The record authorizes the signing domain. */
    PASS,
    /** There is no such record, or it is for another domain. */
    FAIL,
    /** The DNS gave no answer. */
    TEMPERROR,
    /** The tags of the signature cannot be used, for instance an unknown hash. */
    PERMERROR;

    /** The lower-case word used in evidence and JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
