package dev.indicia.dmarc;

import dev.indicia.dns.DomainName;
import java.util.Locale;
import java.util.Objects;

/**
 * A domain that another protocol looked at, given to DMARC as a value. Only a {@link Status#PASS}
 * makes it an Authenticated Identifier (RFC 9989 §3.2).
 *
 * @param method which protocol
 * @param domain the domain it authenticates when it passes
 */
public record Identifier(Method method, Status status, DomainName domain) {
  public Identifier {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(domain, "domain");
  }

  /** The authentication mechanisms DMARC builds on. */
  public enum Method {
    /** RFC 7208. */
    SPF,
    /** RFC 6376. */
    DKIM;

    /** The lower-case word used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the mechanism came out, as far as DMARC cares. */
  public enum Status {
    /** The domain is authenticated. */
    PASS,
    /** A temporary failure stands in the way. */
    TEMPERROR,
    /** Anything else. */
    OTHER
  }
}
