package dev.indicia.message;

import dev.indicia.dns.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * One anomaly of the authors of a message. Immutable.
 *
 * @param offset where, in octets from the start of the message
 * @param syntax what is wrong, for {@link AuthorAnomaly#AMBIGUOUS_SYNTAX} and {@link
 *     AuthorAnomaly#SYNTAX}; else null
 * @param address the hidden address, where there is one; else null
 * @param domain of the hidden address, where it is a domain name; else null
 */
public record AuthorFinding(
    AuthorAnomaly anomaly,
    int offset,
    @Nullable AddressDefectKind syntax,
    @Nullable String address,
    @Nullable DomainName domain) {

  static AuthorFinding of(AuthorAnomaly anomaly, int offset) {
    return new AuthorFinding(anomaly, offset, null, null, null);
  }
}
