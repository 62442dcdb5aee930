package dev.indicia.trust.identity;

import java.util.ArrayList;
import java.util.List;

/** Text cut into words: letters, digits and their marks; everything else stands between words. */
final class Tokens {
  /** Words looked at; the rest of the text is left alone. */
  static final int COUNT_MAX = 16;

  private Tokens() {}

  /** The words of the text in order, as written. */
  static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    int start = -1;
    boolean dense = false;
    for (int i = 0; i < text.length() && tokens.size() < COUNT_MAX; ) {
      int c = text.codePointAt(i);
      boolean inside = isInside(c, start >= 0);
      // Latin letters that touch Han, Kana, Hangul or Thai ones are a word of their own.
      boolean turn = start >= 0 && Character.isLetter(c) && isDense(c) != dense;
      if (start >= 0 && (!inside || turn)) {
        tokens.add(text.substring(start, i));
        start = -1;
      }
      if (inside && start < 0) {
        start = i;
      }
      if (inside && Character.isLetter(c)) {
        dense = isDense(c);
      }
      i += Character.charCount(c);
    }
    if (start >= 0 && tokens.size() < COUNT_MAX) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  private static boolean isInside(int c, boolean started) {
    if (c < 0x80) {
      return c >= '0' && c <= '9'
          || c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c == '|' && started;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT ->
          started;
      case Character.OTHER_SYMBOL -> isEnclosedLetter(c);
      default -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_NUMBER;
    };
  }

  /** Letters in circles and squares, and flags made of letters. */
  private static boolean isEnclosedLetter(int c) {
    return c >= 0x24b6 && c <= 0x24e9
        || c >= 0x1f130 && c <= 0x1f189
        || c >= 0x1f1e6 && c <= 0x1f1ff;
  }

  /** Whether the character is of a script that writes words without blanks. */
  static boolean isDense(int c) {
    if (c < 0xe00) {
      return false;
    }
    return c <= 0xeff && c >= 0xe00
        || c >= 0x1100 && c <= 0x11ff
        || c >= 0x2e80 && c <= 0xa4cf
        || c >= 0xac00 && c <= 0xd7ff
        || c >= 0xf900 && c <= 0xfaff
        || c >= 0xff66 && c <= 0xffdc
        || c >= 0x20000 && c <= 0x3ffff;
  }

  /** The words without anything between them. */
  static String joined(List<String> tokens) {
    return tokens.size() == 1 ? tokens.get(0) : String.join("", tokens);
  }

  /** Length in letters; one of a dense script says as much as three. */
  static int weight(String text) {
    int weight = 0;
    for (int i = 0; i < text.length(); i++) {
      weight += isDense(text.charAt(i)) ? 3 : 1;
    }
    return weight;
  }

  /** The words with numbers at their ends cut off: "pay24" becomes "pay" and "24". */
  static List<String> withoutNumbers(List<String> tokens) {
    List<String> out = new ArrayList<>();
    for (String token : tokens) {
      int from = 0;
      int to = token.length();
      while (from < to && isDigit(token.charAt(from))) {
        from++;
      }
      while (to > from && isDigit(token.charAt(to - 1))) {
        to--;
      }
      if (from == to) {
        out.add(token);
        continue;
      }
      if (from > 0) {
        out.add(token.substring(0, from));
      }
      out.add(token.substring(from, to));
      if (to < token.length()) {
        out.add(token.substring(to));
      }
    }
    return out;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether the text consists of ASCII digits. */
  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
