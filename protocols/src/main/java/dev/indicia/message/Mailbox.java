package dev.indicia.message;

import dev.indicia.dns.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox of an address field (RFC 5322 §3.4, RFC 6532 §3.2). Immutable.
 *
 * @param displayName decoded (RFC 2047) and unquoted; the comment behind an address without angle
 *     brackets (RFC 5322 §3.4, last note); null when there is none
 * @param localPart unquoted, as written
 * @param domainText as written, without comments and white space; "[...]" for a domain literal
 * @param domain in lower-case A-labels; null for a domain literal or what is no domain name
 * @param offset of the mailbox in the message, in octets
 * @param length in octets
 */
public record Mailbox(
    @Nullable String displayName,
    String localPart,
    String domainText,
    @Nullable DomainName domain,
    int offset,
    int length)
    implements Address {

  /** local-part "@" domain, the domain in lower-case A-labels where it is a domain name. */
  public String address() {
    return localPart + "@" + (domain == null ? domainText : domain.text());
  }
}
