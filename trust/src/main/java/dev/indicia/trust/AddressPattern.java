package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import java.util.Locale;
import java.util.Optional;

/**
 * An address, or all addresses at or below a domain. Immutable.
 *
 * @param local the local part in lower case; "*" for all
 * @param domain the domain
 * @param below whether names below the domain are meant, and not itself
 */
public record AddressPattern(String local, DomainName domain, boolean below) {
  private static final String BELOW = "*.";

  /**
   * The pattern of the text: {@code a@b.example}, {@code *@b.example} (any local part), {@code
   * *@*.b.example} (at any name below); nothing when it is none.
   */
  public static Optional<AddressPattern> parse(String text) {
    int at = text.lastIndexOf('@');
    String local = at <= 0 ? "" : text.substring(0, at).toLowerCase(Locale.ROOT);
    if (local.isEmpty() || local.length() > 1 && local.indexOf('*') >= 0) {
      return Optional.empty();
    }
    String host = text.substring(at + 1);
    boolean below = host.startsWith(BELOW);
    return DomainName.parse(below ? host.substring(BELOW.length()) : host)
        .filter(domain -> domain.labelCount() > 1 && domain.text().indexOf('*') < 0)
        .map(domain -> new AddressPattern(local, domain, below));
  }

  /** Whether the address is one of them; letter case does not matter. */
  public boolean matches(String address) {
    int at = address.lastIndexOf('@');
    if (at <= 0 || !local.equals("*") && !address.substring(0, at).equalsIgnoreCase(local)) {
      return false;
    }
    String host = address.substring(at + 1);
    if (!below) {
      return host.equalsIgnoreCase(domain.text());
    }
    String end = "." + domain.text();
    int start = host.length() - end.length();
    return start > 0 && host.regionMatches(true, start, end, 0, end.length());
  }

  /** Whether it is a single address. */
  public boolean isExact() {
    return !local.equals("*") && !below;
  }

  /** The pattern as text. */
  public String text() {
    return local + "@" + (below ? BELOW : "") + domain.text();
  }
}
