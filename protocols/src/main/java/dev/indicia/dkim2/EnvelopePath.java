package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reverse-path or forward-path (RFC 5321 §4.1.2) as a signature names it. Immutable. Equal when
 * the local parts are, letter by letter, and the domains without case (draft §11.4).
 *
 * @param local the local part; empty for the null reverse-path
 * @param domainText the domain in lower case, U-labels as A-labels; empty for the null reverse-path
 */
record EnvelopePath(String local, String domainText) {
  private static final int LENGTH_MAX = 1024;

  /** The path with or without angle brackets; null when it is none. */
  static @Nullable EnvelopePath parse(String text) {
    boolean open = text.startsWith("<");
    if (open != text.endsWith(">") || text.length() > LENGTH_MAX) {
      return null;
    }
    String inner = open ? text.substring(1, text.length() - 1) : text;
    if (inner.isEmpty()) {
      return open ? new EnvelopePath("", "") : null;
    }
    return inner.chars().anyMatch(c -> c < ' ' || c == 0x7f) ? null : ofAddress(inner);
  }

  /** The path of an address without angle brackets; "" is the null reverse-path. */
  static EnvelopePath ofAddress(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return new EnvelopePath(address, "");
    }
    String domain = address.substring(at + 1);
    return new EnvelopePath(
        address.substring(0, at),
        DomainName.parse(domain).map(DomainName::text).orElseGet(() -> lower(domain)));
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
    }
    return lower.toString();
  }

  boolean isNull() {
    return local.isEmpty() && domainText.isEmpty();
  }

  /** The domain; nothing for the null reverse-path and for address literals. */
  Optional<DomainName> domain() {
    return domainText.isEmpty() || domainText.startsWith("[")
        ? Optional.empty()
        : DomainName.parse(domainText);
  }

  /** Without angle brackets; "" for the null reverse-path. */
  String address() {
    return domainText.isEmpty() ? local : local + "@" + domainText;
  }
}
