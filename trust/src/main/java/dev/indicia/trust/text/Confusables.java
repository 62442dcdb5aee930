package dev.indicia.trust.text;

import java.text.Normalizer;

/**
 * Letters that look like Latin ones (UTS 39), and what a hasty reader takes for the same. Pure,
 * thread-safe; text in ASCII never loads the table.
 */
public final class Confusables {
  /** What each ASCII character is folded to; 0 for one that is left as it is. */
  private static final char[] FOLDED = folded();

  private Confusables() {}

  private static char[] folded() {
    char[] folded = new char[0x80];
    for (char c = 0; c < 0x80; c++) {
      folded[c] = c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
    }
    for (char c : "iI1|".toCharArray()) {
      folded[c] = 'l';
    }
    folded['0'] = 'o';
    return folded;
  }

  /**
   * The Latin letter or digit that the character looks like, or the character itself. Letter case
   * is kept as far as the look tells it; a letter with a mark above or below is left alone.
   */
  public static int latinOf(int codePoint) {
    return codePoint < 0x80 ? codePoint : ConfusableTable.get().latinOf(codePoint);
  }

  /**
   * The text with everything that looks alike written alike, in lower case: two texts with one
   * skeleton look the same to a hasty reader. Marks and characters without width are gone; {@code
   * 0} is {@code o}; {@code 1}, {@code i} and {@code |} are {@code l}; {@code rn} is {@code m},
   * {@code vv} is {@code w}, {@code cl} is {@code d}. For comparing only.
   */
  public static String skeleton(String text) {
    return withoutPairs(letters(text));
  }

  /**
   * As {@link #skeleton}, but letter by letter: two letters that together look like a third stay
   * two. The fold of a concatenation is the concatenation of the folds, unless a part begins with a
   * combining mark.
   */
  public static String letters(String text) {
    int length = text.length();
    int i = 0;
    while (i < length && text.charAt(i) < 0x80 && FOLDED[text.charAt(i)] == text.charAt(i)) {
      i++;
    }
    if (i == length) {
      return text;
    }
    char[] out = new char[length];
    text.getChars(0, i, out, 0);
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return international(text);
      }
      out[i] = FOLDED[c];
    }
    return new String(out);
  }

  /** The folded text with the pairs that look like one letter as that letter. */
  static String withoutPairs(String letters) {
    StringBuilder out = null;
    int length = letters.length();
    for (int i = 0; i < length; i++) {
      char c = letters.charAt(i);
      char one = i + 1 < length ? pair(c, letters.charAt(i + 1)) : 0;
      if (one != 0 && out == null) {
        out = new StringBuilder(length).append(letters, 0, i);
      }
      if (out != null) {
        out.append(one == 0 ? c : one);
      }
      i += one == 0 ? 0 : 1;
    }
    return out == null ? letters : out.toString();
  }

  private static char pair(char first, char second) {
    return switch (first) {
      case 'r' -> second == 'n' ? 'm' : 0;
      case 'v' -> second == 'v' ? 'w' : 0;
      case 'c' -> second == 'l' ? 'd' : 0;
      default -> 0;
    };
  }

  private static String international(String text) {
    ConfusableTable table = ConfusableTable.get();
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder out = new StringBuilder(composed.length() + 8);
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      if (!append(c, table, out) && !isInvisible(c)) {
        String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
        plain.codePoints().forEach(p -> appendPlain(p, table, out));
      }
    }
    return hasVoicingMark(out) ? Normalizer.normalize(out, Normalizer.Form.NFC) : out.toString();
  }

  /** Half-width kana write the mark of voice behind the letter; others write both as one. */
  private static boolean hasVoicingMark(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0x3099 || text.charAt(i) == 0x309a) {
        return true;
      }
    }
    return false;
  }

  private static void appendPlain(int c, ConfusableTable table, StringBuilder out) {
    if (!append(c, table, out) && !isInvisible(c)) {
      out.appendCodePoint(Character.toLowerCase(c));
    }
  }

  /** Appends the folded Latin look of the character or of its other case, if there is one. */
  private static boolean append(int c, ConfusableTable table, StringBuilder out) {
    if (c < 0x80) {
      out.append(FOLDED[c]);
      return true;
    }
    String latin = table.look(c);
    if (latin == null) {
      latin = table.look(Character.toUpperCase(c));
    }
    if (latin == null) {
      latin = table.look(Character.toLowerCase(c));
    }
    if (latin == null) {
      return false;
    }
    for (int i = 0; i < latin.length(); i++) {
      out.append(FOLDED[latin.charAt(i)]);
    }
    return true;
  }

  /** Marks on letters, vowel points, joiners, direction controls, tags, variation selectors. */
  private static boolean isInvisible(int c) {
    return (c >= 0x300 && c <= 0x36f)
        || (c >= 0x591 && c <= 0x5c7 && Character.getType(c) == Character.NON_SPACING_MARK)
        || (c >= 0x610 && c <= 0x65f && Character.getType(c) == Character.NON_SPACING_MARK)
        || (c >= 0x1ab0 && c <= 0x1aff)
        || (c >= 0x1dc0 && c <= 0x1dff)
        || (c >= 0x20d0 && c <= 0x20ff)
        || (c >= 0xfe00 && c <= 0xfe0f)
        || (c >= 0xfe20 && c <= 0xfe2f)
        || (c >= 0xe0000 && c <= 0xe0fff)
        || c == 0x640
        || c == 0x115f
        || c == 0x1160
        || c == 0x3164
        || c == 0xffa0
        || Character.getType(c) == Character.FORMAT;
  }
}
