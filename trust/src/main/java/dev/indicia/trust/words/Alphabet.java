package dev.indicia.trust.words;

import java.util.SortedSet;

/**
 * A small code for every character: what separates, and the letters that the lists use. Immutable.
 */
final class Alphabet {
  static final int SPACE = 0;
  static final int PUNCTUATION = 1;
  static final int NEWLINE = 2;
  static final int DOT = 3;

  /** Ends a sentence wherever it stands. */
  static final int STOP = 4;

  static final int NOTHING = 5;
  static final int APOSTROPHE = 6;

  /** A letter or ideograph that no list uses. */
  static final int OTHER_LETTER = 7;

  static final int OTHER_IDEOGRAPH = 8;

  /** The digit 0; the others follow. */
  static final int DIGIT = 10;

  static final int LETTER = 20;

  private static final int CHARACTERS = 0x10000;

  private final char[] codes;
  private final int ideograph;

  /**
   * Takes codes given before.
   *
   * @param codes of each character, not to be written to any more
   * @param firstIdeograph as {@link #firstIdeograph()}
   */
  Alphabet(char[] codes, int firstIdeograph) {
    if (codes.length != CHARACTERS) {
      throw new IllegalArgumentException("codes for " + codes.length + " characters");
    }
    this.codes = codes;
    this.ideograph = firstIdeograph;
  }

  /**
   * Gives codes to the characters.
   *
   * @param used folded letters and ideographs of the lists
   */
  static Alphabet of(SortedSet<Character> used) {
    char[] codes = new char[CHARACTERS];
    char[] ofFolded = new char[CHARACTERS];
    int next = LETTER;
    for (char c : used) {
      if (Folding.kind(c) == Folding.Kind.LETTER) {
        ofFolded[c] = (char) next++;
      }
    }
    int ideograph = next;
    for (char c : used) {
      if (Folding.kind(c) == Folding.Kind.IDEOGRAPH) {
        ofFolded[c] = (char) next++;
      }
    }
    for (int c = 0; c < codes.length; c++) {
      char folded = Folding.fold((char) c);
      char code = ofFolded[folded];
      codes[c] = code > 0 ? code : (char) ofOther((char) c, folded);
    }
    return new Alphabet(codes, ideograph);
  }

  private static int ofOther(char c, char folded) {
    return switch (Folding.kind(folded)) {
      case LETTER -> OTHER_LETTER;
      case IDEOGRAPH -> OTHER_IDEOGRAPH;
      case DIGIT -> DIGIT + folded - '0';
      case NOTHING -> NOTHING;
      case APOSTROPHE -> APOSTROPHE;
      case OTHER ->
          switch (c) {
            case '\n', '\r', '\u2028', '\u2029' -> NEWLINE;
            case '.' -> DOT;
            case '!', '?', '。', '！', '？', '؟', '।', '…', '．', '｡' -> STOP;
            default -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? SPACE : PUNCTUATION;
          };
    };
  }

  int code(char c) {
    return codes[c];
  }

  /** The code of each character, not to be written to. */
  char[] table() {
    return codes;
  }

  /** The lowest code of an ideograph; lower ones from {@link #LETTER} on are letters. */
  int firstIdeograph() {
    return ideograph;
  }

  /** Whether a character with this code is a letter. */
  boolean letter(int code) {
    return code == OTHER_LETTER || code >= LETTER && code < ideograph;
  }

  /** The codes of a folded word of the lists. */
  int[] codes(String folded) {
    return folded.chars().map(c -> codes[c]).toArray();
  }
}
