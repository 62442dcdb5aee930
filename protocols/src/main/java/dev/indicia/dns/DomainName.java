package dev.indicia.dns;

import dev.indicia.idn.Idn;
import dev.indicia.idn.IdnResult;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A domain name in the one form the protocols compare: lower-case A-labels, no final dot.
 *
 * <p>The octets of a label are what the DNS allows (RFC 2181 §11), not only letters, digits and
 * hyphens: {@code _dmarc.a.example} and names made from SPF macros are domain names too. Bounds: a
 * label has 1 to 63 octets, the whole 253 characters (RFC 1035 §2.3.4). The root is the name with
 * zero labels, written ".". Immutable, thread-safe.
 */
public final class DomainName implements Comparable<DomainName> {
  /** Longest name in characters, without the final dot (RFC 1035 §2.3.4, RFC 7208 §7.3). */
  public static final int LENGTH_MAX = 253;

  /** Longest label in octets (RFC 1035 §2.3.4). */
  public static final int LABEL_LENGTH_MAX = 63;

  /** The root of the DNS. */
  public static final DomainName ROOT = new DomainName(".");

  private final String text;

  private DomainName(String text) {
    this.text = text;
  }

  /**
   * The domain name of the text, whose U-labels are turned into A-labels (UTS 46, non-transitional;
   * RFC 8616 §3); one final dot is dropped.
   *
   * @throws IllegalArgumentException when the text is no domain name; use {@link #parse} for text
   *     from outside
   */
  public static DomainName of(String text) {
    Optional<DomainName> name = parse(text);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("not a domain name: \"" + text + "\"");
    }
    return name.get();
  }

  /**
   * The domain name of the text, or nothing when it is none: an empty or overlong label, too long
   * as a whole, a space or control character, or a label that UTS 46 refuses.
   */
  public static Optional<DomainName> parse(String text) {
    return parse(text, ' ');
  }

  /**
   * The domain name of the text, whose labels may hold any octet (RFC 2181 §11): as {@link #parse},
   * but spaces are octets like others. For names that RFC 7208 §7.3 makes from macros.
   */
  public static Optional<DomainName> parseAnyOctets(String text) {
    return parse(text, '\0');
  }

  private static Optional<DomainName> parse(String text, char refused) {
    Objects.requireNonNull(text, "text");
    int end = text.length();
    if (end == 1 && text.charAt(0) == '.') {
      return Optional.of(ROOT);
    }
    if (end > 0 && text.charAt(end - 1) == '.') {
      end--;
    }
    if (end == 0) {
      return Optional.empty();
    }
    boolean upper = false;
    int label = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return parseInternational(text.substring(0, end));
      }
      if (c == '.') {
        if (label == 0 || label > LABEL_LENGTH_MAX) {
          return Optional.empty();
        }
        label = 0;
        continue;
      }
      if (c == refused || c < ' ' || c == 0x7f) {
        return Optional.empty();
      }
      upper |= c >= 'A' && c <= 'Z';
      label++;
    }
    if (label == 0 || label > LABEL_LENGTH_MAX || end > LENGTH_MAX) {
      return Optional.empty();
    }
    String name = end == text.length() ? text : text.substring(0, end);
    return Optional.of(new DomainName(upper ? lowerCase(name) : name));
  }

  private static Optional<DomainName> parseInternational(String text) {
    // No pattern switch: its bootstrap costs a command that reads one message milliseconds.
    return Idn.toAscii(text) instanceof IdnResult.Valid valid && isAscii(valid.text())
        ? parse(valid.text())
        : Optional.empty();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String lowerCase(String name) {
    char[] chars = name.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= 'A' && chars[i] <= 'Z') {
        chars[i] = (char) (chars[i] + 0x20);
      }
    }
    return new String(chars);
  }

  /** The name in lower-case A-labels without final dot; "." for the root. */
  public String text() {
    return text;
  }

  /** The number of labels; the root has none. */
  public int labelCount() {
    if (isRoot()) {
      return 0;
    }
    int count = 1;
    for (int i = text.indexOf('.'); i >= 0; i = text.indexOf('.', i + 1)) {
      count++;
    }
    return count;
  }

  /** Whether this is the root. */
  public boolean isRoot() {
    return text.length() == 1 && text.charAt(0) == '.';
  }

  /** The name without its leftmost label; the root for a name of one label and for the root. */
  public DomainName parent() {
    int dot = text.indexOf('.');
    return dot < 0 || isRoot() ? ROOT : new DomainName(text.substring(dot + 1));
  }

  /** The rightmost {@code count} labels; this name when it has no more than that. */
  public DomainName lastLabels(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
    if (count == 0) {
      return ROOT;
    }
    int at = text.length();
    for (int i = 0; i < count; i++) {
      at = text.lastIndexOf('.', at - 1);
      if (at < 0) {
        return this;
      }
    }
    return isRoot() ? this : new DomainName(text.substring(at + 1));
  }

  /** The leftmost label; empty for the root. */
  public String firstLabel() {
    int dot = text.indexOf('.');
    return isRoot() ? "" : dot < 0 ? text : text.substring(0, dot);
  }

  /** This name with the labels (dot-separated) put in front, or nothing when that is too long. */
  public Optional<DomainName> prefixedWith(String labels) {
    return parse(isRoot() ? labels : labels + "." + text);
  }

  /** Whether this name is the other one or below it (compared by labels). */
  public boolean isAtOrBelow(DomainName other) {
    if (other.isRoot() || text.equals(other.text)) {
      return true;
    }
    int start = text.length() - other.text.length();
    return start > 1 && text.charAt(start - 1) == '.' && text.endsWith(other.text);
  }

  @Override
  public int compareTo(DomainName other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DomainName name && text.equals(name.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
