package dev.indicia.cli;

import dev.indicia.trust.VerdictKind;
import java.util.Locale;

/** Colours for a terminal, or none. */
final class Style {
  private static final String RESET = "\u001b[0m";

  private final boolean coloured;

  Style(boolean coloured) {
    this.coloured = coloured;
  }

  /** The verdict in capitals, coloured by what it means. */
  String verdict(VerdictKind kind) {
    String word = kind.word().toUpperCase(Locale.ROOT);
    return switch (kind) {
      case GENUINE -> paint("1;32", word);
      case UNPROVEN -> paint("1", word);
      case SUSPICIOUS -> paint("1;33", word);
      case IMPERSONATED, BORROWED, REPLAYED -> paint("1;31", word);
    };
  }

  /** A result word in a column of its own. */
  String result(String word) {
    String column = String.format(Locale.ROOT, "%-9s", word);
    return switch (word) {
      case "pass" -> paint("32", column);
      case "fail", "policy" -> paint("31", column);
      case "softfail", "temperror", "permerror" -> paint("33", column);
      default -> column;
    };
  }

  /** More important text. */
  String strong(String text) {
    return paint("1", text);
  }

  /** Less important text. */
  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String codes, String text) {
    return coloured ? "\u001b[" + codes + "m" + text + RESET : text;
  }
}
