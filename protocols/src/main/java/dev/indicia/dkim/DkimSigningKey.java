package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import java.util.Objects;

/**
 * A key to sign with, and where its record is published. Immutable.
 *
 * @param domain {@code d=}
 * @param selector {@code s=}, which becomes lower case and A-labels
 */
public record DkimSigningKey(DomainName domain, String selector, DkimKeyPair keyPair) {
  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when the domain has fewer than two labels, the selector is no
   *     domain name, or both are too long together
   */
  public DkimSigningKey {
    Objects.requireNonNull(keyPair, "keyPair");
    selector = DomainName.of(selector).text();
    if (domain.labelCount() < 2) {
      throw new IllegalArgumentException("domain has fewer than two labels: " + domain);
    }
    if (domain.prefixedWith(selector + "._domainkey").isEmpty()) {
      throw new IllegalArgumentException("selector and domain are too long together");
    }
  }

  /** Where the key record belongs (RFC 6376 §3.6.2.1). */
  public DomainName recordName() {
    return DomainName.of(selector + "._domainkey." + domain.text());
  }

  /**
   * The record to publish as one line of a master file (RFC 1035 §5.1), in strings of at most 255
   * octets.
   */
  public String masterFileLine() {
    StringBuilder line = new StringBuilder(recordName().text()).append(". IN TXT");
    for (String part : keyPair.recordStrings()) {
      line.append(" \"").append(part).append('"');
    }
    return line.toString();
  }
}
