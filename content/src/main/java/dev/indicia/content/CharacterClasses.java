package dev.indicia.content;

/** Kinds of characters that decide how a text is written. Pure. */
final class CharacterClasses {
  /** For each character of ASCII: 1 letters, 2 digits, 4 what shows as a gap. */
  private static final byte[] ASCII = ascii();

  private CharacterClasses() {}

  private static byte[] ascii() {
    byte[] classes = new byte[128];
    for (int c = 0; c < 128; c++) {
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      int bits = letter ? 1 : c >= '0' && c <= '9' ? 2 : c <= ' ' || c == 0x7f ? 4 : 0;
      classes[c] = (byte) bits;
    }
    return classes;
  }

  /** Whether it is a letter or digit of any script. */
  static boolean isWord(char c) {
    return c < 128 ? (ASCII[c] & 3) != 0 : Character.isLetterOrDigit(c);
  }

  /** White space and controls, no-break and wide blanks: all that shows as a gap. */
  static boolean isBlank(char c) {
    return c < 128 ? ASCII[c] == 4 : isWideBlank(c);
  }

  private static boolean isWideBlank(char c) {
    return c <= 0xa0
        || (c >= 0x1680
            && (c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x2800
                || c == 0x3000));
  }

  /** Whether a text with the character may be disguised; false for what is above suspicion. */
  static boolean isOdd(char c) {
    if (c < 0x250) {
      return c == 0xad;
    }
    if (c >= 0x2010 && c <= 0x2027) {
      // Dashes, quotation marks, bullets; long runs of them are padding.
      return c == 0x2013 || c == 0x2014 || c == 0x2026;
    }
    boolean symbol =
        (c >= 0x2030 && c <= 0x205e && c != 0x2044)
            || (c >= 0x20a0 && c <= 0x20cf)
            || (c >= 0x2190 && c <= 0x245f)
            || (c >= 0x2500 && c <= 0x27bf)
            || c == 0x2116
            || c == 0x2122;
    boolean eastAsian = (c >= 0x3001 && c <= 0x3163) || (c >= 0x3165 && c <= 0xd7a3);
    // Emoji: pairs beginning with U+D83C to U+D83E, but U+D83C for enclosed letters, too.
    boolean emoji = (c >= 0xd83d && c <= 0xd83e) || (c >= 0xdc00 && c <= 0xdfff);
    return !symbol && !eastAsian && !emoji;
  }

  /** Characters that show nothing: of no width, fillers, tags, variation selectors. */
  static boolean isInvisible(int c) {
    return c == 0xad
        || c == 0x34f
        || c == 0x61c
        || c == 0x115f
        || c == 0x1160
        || c == 0x17b4
        || c == 0x17b5
        || c == 0x180e
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2060 && c <= 0x2064)
        || (c >= 0x206a && c <= 0x206f)
        || c == 0x3164
        || c == 0xfeff
        || c == 0xffa0
        || isVariation(c)
        || (c >= 0xe0000 && c <= 0xe007f);
  }

  static boolean isVariation(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  }

  /** Embeddings, overrides and isolates (UAX 9 §2.1 to §2.4). */
  static boolean isBidiControl(int c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }

  static boolean isRightToLeft(char c) {
    return (c >= 0x590 && c <= 0x8ff)
        || (c >= 0xfb1d && c <= 0xfdff)
        || (c >= 0xfe70 && c < 0xfeff);
  }

  /** Han, kana and Hangul, among which full-width forms are usual. */
  static boolean isEastAsian(char c) {
    return (c >= 0x3040 && c <= 0x30ff)
        || (c >= 0x3400 && c <= 0x9fff)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xff66 && c <= 0xff9f);
  }

  /** Letters of scripts in which joiners are part of the spelling. */
  static boolean isJoining(int c) {
    return (c >= 0x600 && c <= 0x109f)
        || (c >= 0x1780 && c <= 0x18af)
        || (c >= 0xfb50 && c <= 0xfefc)
        || (c >= 0x1f000 && c <= 0x1faff);
  }

  /** Scripts whose letters are put into Latin words: Greek, Cyrillic, Armenian, Cherokee, Lisu. */
  static boolean isLookalikeScript(char c) {
    return (c >= 0x370 && c <= 0x58f)
        || (c >= 0x13a0 && c <= 0x13ff)
        || (c >= 0x1c80 && c <= 0x1c8f)
        || (c >= 0x1f00 && c <= 0x1fff)
        || (c >= 0x2c80 && c <= 0x2cff)
        || (c >= 0x2de0 && c <= 0x2dff)
        || (c >= 0xa4d0 && c <= 0xa4ff)
        || (c >= 0xa640 && c <= 0xa69f)
        || (c >= 0xab70 && c <= 0xabbf);
  }
}
