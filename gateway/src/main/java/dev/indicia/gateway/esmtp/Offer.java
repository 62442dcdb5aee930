package dev.indicia.gateway.esmtp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a server offers in its reply to EHLO or LHLO (RFC 5321 §4.1.1.1): keywords in upper case
 * with their parameters. Immutable.
 */
public record Offer(Map<String, String> keywords) {
  /** What HELO gives. */
  public static final Offer NOTHING = new Offer(Map.of());

  public Offer {
    keywords = Map.copyOf(keywords);
  }

  /** What the reply says; its first line is the server's name. */
  public static Offer of(Reply reply) {
    Map<String, String> keywords = new HashMap<>();
    List<String> lines = reply.lines();
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      String keyword = space < 0 ? line : line.substring(0, space);
      keywords.putIfAbsent(
          keyword.toUpperCase(Locale.ROOT), space < 0 ? "" : line.substring(space + 1).strip());
    }
    return new Offer(keywords);
  }

  /** Whether the extension is offered. */
  public boolean has(String keyword) {
    return keywords.containsKey(keyword);
  }

  /** The words behind the keyword, in upper case. */
  public Set<String> words(String keyword) {
    String words = keywords.getOrDefault(keyword, "");
    return Set.copyOf(
        new java.util.HashSet<>(List.of(words.toUpperCase(Locale.ROOT).split(" ", -1))));
  }
}
