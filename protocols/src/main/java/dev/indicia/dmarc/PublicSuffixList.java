package dev.indicia.dmarc;

import dev.indicia.dns.DomainName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A public suffix list in the format of publicsuffix.org: under which domains anyone may register.
 * The ICANN and the private part are both used, and what no rule matches has one label as its
 * suffix. The list itself is not part of this library. Immutable, thread-safe.
 */
public final class PublicSuffixList {
  private static final int NORMAL = 1;
  private static final int WILDCARD = 2;
  private static final int EXCEPTION = 4;

  private final Map<String, Integer> rules;

  private PublicSuffixList(Map<String, Integer> rules) {
    this.rules = Map.copyOf(rules);
  }

  /**
   * The list with the rules of this text: one a line, up to the first white space; "//" starts a
   * comment. A line that is no domain name is ignored. Linear in the length of the text.
   */
  public static PublicSuffixList parse(String text) {
    Map<String, Integer> rules = new HashMap<>();
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline;
      addRule(rules, text, from, to);
      from = to + 1;
    }
    return new PublicSuffixList(rules);
  }

  private static void addRule(Map<String, Integer> rules, String text, int lineStart, int lineEnd) {
    int from = lineStart;
    while (from < lineEnd && text.charAt(from) <= ' ') {
      from++;
    }
    int to = from;
    while (to < lineEnd && text.charAt(to) > ' ') {
      to++;
    }
    if (from == to || text.startsWith("//", from)) {
      return;
    }
    int kind = NORMAL;
    if (text.charAt(from) == '!') {
      kind = EXCEPTION;
      from++;
    } else if (text.startsWith("*.", from)) {
      kind = WILDCARD;
      from += 2;
    }
    Optional<DomainName> name = DomainName.parse(text.substring(from, to));
    if (name.isPresent()) {
      rules.merge(name.get().text(), kind, (a, b) -> a | b);
    }
  }

  /** How many names have a rule. */
  public int size() {
    return rules.size();
  }

  /**
   * The Organizational Domain (RFC 7489 §3.2): the public suffix of the name and one label more. A
   * public suffix is its own.
   */
  public DomainName organizationalDomain(DomainName name) {
    return name.lastLabels(suffixLabels(name) + 1);
  }

  /** Whether the name is a public suffix itself. */
  public boolean isPublicSuffix(DomainName name) {
    return suffixLabels(name) == name.labelCount();
  }

  /** How many labels the public suffix of the name has. The longest rule wins, exceptions first. */
  private int suffixLabels(DomainName name) {
    String text = name.text();
    int longest = name.isRoot() ? 0 : 1;
    int labels = 0;
    int dot = text.length();
    while (dot >= 0) {
      dot = text.lastIndexOf('.', dot - 1);
      labels++;
      int kind = rules.getOrDefault(text.substring(dot + 1), 0);
      if ((kind & EXCEPTION) != 0) {
        return labels - 1;
      }
      if ((kind & NORMAL) != 0) {
        longest = Math.max(longest, labels);
      }
      if ((kind & WILDCARD) != 0 && dot > 0) {
        longest = Math.max(longest, labels + 1);
      }
    }
    return longest;
  }
}
