package dev.indicia.pki;

import dev.indicia.dns.DomainName;
import java.util.Optional;

/**
 * A host name, or a name whose leftmost label is "*" and stands for exactly one label (RFC 8461
 * §4.1, RFC 9525 §6.3): a value of {@code mx} in a policy, or a dNSName of a certificate.
 * Immutable.
 *
 * @param domain the name, without the wildcard label
 */
public record HostPattern(DomainName domain, boolean wildcard) {
  /** Reads the text; empty when it is no ASCII domain name with at most one leading wildcard. */
  public static Optional<HostPattern> parse(String text) {
    boolean wildcard = text.startsWith("*.");
    String rest = wildcard ? text.substring(2) : text;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!alphanumeric && c != '-' && c != '.' && c != '_') {
        return Optional.empty();
      }
    }
    return DomainName.parse(rest)
        .filter(domain -> !domain.isRoot())
        .map(domain -> new HostPattern(domain, wildcard));
  }

  /** Whether it stands for that host. */
  public boolean matches(DomainName host) {
    return wildcard ? host.labelCount() > 1 && host.parent().equals(domain) : host.equals(domain);
  }

  /** As in the policy. */
  public String text() {
    return (wildcard ? "*." : "") + domain.text();
  }
}
