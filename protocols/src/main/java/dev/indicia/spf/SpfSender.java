package dev.indicia.spf;

import dev.indicia.dns.DomainName;

/**
 * The {@code <sender>} of check_host() (RFC 7208 §4.1), and what HELO says.
 *
 * @param localPart "postmaster" where the identity has none (RFC 7208 §4.3)
 * @param domain the domain of the sender
 * @param helo in A-labels where it is a domain name, else as given; "unknown" where not known
 */
record SpfSender(String localPart, DomainName domain, String helo) {}
