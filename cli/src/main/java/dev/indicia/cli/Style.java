package dev.indicia.cli;

import dev.indicia.content.Change;
import dev.indicia.dkim2.Dkim2Difference;
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

  /** How a change weighs, in a column of its own. */
  String weight(Change.Weight weight) {
    String column = String.format(Locale.ROOT, "%-8s", weight.word());
    return switch (weight) {
      case USUAL -> paint("2", column);
      case NOTABLE -> paint("33", column);
      case GRAVE -> paint("31", column);
    };
  }

  /** A line that is gone or new. */
  String difference(Dkim2Difference.Sign sign, String text) {
    String line = sign.word() + " " + text;
    return switch (sign) {
      case REMOVED -> paint("31", line);
      case ADDED -> paint("32", line);
      case KEPT -> line;
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
