package dev.indicia.events;

/**
 * Hostile text made safe for a terminal: what could move the cursor, change colours, reverse the
 * reading direction or hide is written as an escape that a person can see.
 */
public final class PlainText {
  private static final int LENGTH_MAX = 300;

  private PlainText() {}

  /** The text on one line, at most 300 characters, with visible escapes. */
  public static String of(String text) {
    return of(text, LENGTH_MAX);
  }

  /** The text on one line, cut to that many characters. */
  public static String of(String text, int lengthMax) {
    StringBuilder safe = null;
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (++count > lengthMax) {
        String kept = safe == null ? text.substring(0, i) : safe.toString();
        return kept + "…";
      }
      if (!isSafe(c)) {
        safe = safe == null ? new StringBuilder(text.length() + 8).append(text, 0, i) : safe;
        safe.append(c <= 0xff ? String.format("\\x%02x", c) : String.format("\\u{%x}", c));
      } else if (safe != null) {
        safe.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return safe == null ? text : safe.toString();
  }

  /**
   * Control, format (bidi, zero width, tags), surrogate, separator and private characters are not.
   */
  private static boolean isSafe(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> c != 0x034f && c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0;
    };
  }
}
