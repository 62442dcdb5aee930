package dev.indicia.content;

import java.util.BitSet;

/**
 * Words that are written so that no list has them: with digits and signs for letters ("acc0unt
 * d3tail5"), or cut by a mark ("re_fund"). Works on a text in place; pure else.
 */
final class BrokenWords {
  /** Characters of a word that says something about how words are written here. */
  private static final int WORD_MIN = 3;

  /** Words with signs for letters, from which they are no accident. */
  private static final int LEET_MIN = 4;

  /** They are as many as this part of all words, one in so many, too. */
  private static final int LEET_PART = 3;

  /** Words that are cut, from which they are no accident. */
  private static final int CUT_MIN = 3;

  /** Letters before the mark: as many as hide a word and leave it readable. */
  private static final int HEAD_MIN = 2;

  private static final int HEAD_MAX = 3;
  private static final int TAIL_MIN = 3;

  private static final String SIGNS = "@01345$7";
  private static final String LETTERS = "aoieasst";

  private BrokenWords() {}

  /** Whether a sign stands there that may be a letter's, or a mark that may cut a word. */
  static boolean isSuspect(char[] text, int i) {
    char c = text[i];
    return (c < '9' || c == '@' || c == '_')
        && i > 0
        && i + 1 < text.length
        && isSmall(text[i - 1])
        && isSmall(text[i + 1])
        && (c == '_' || letter(c) != 0);
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The letter that the sign stands for, or 0. */
  private static char letter(char c) {
    int at = SIGNS.indexOf(c);
    return at < 0 ? 0 : LETTERS.charAt(at);
  }

  /** Writes letters where signs stand for them, if they do so all over the text. */
  static boolean undoLeet(char[] text, int length) {
    int words = 0;
    int broken = 0;
    int i = 0;
    while (i < length) {
      int start = i;
      while (i < length && text[i] > ' ') {
        i++;
      }
      if (i - start >= WORD_MIN) {
        words++;
        broken += isBroken(text, start, i, true) ? 1 : 0;
      }
      i++;
    }
    if (broken < LEET_MIN || broken * LEET_PART < words) {
      return false;
    }
    i = 0;
    while (i < length) {
      int start = i;
      while (i < length && text[i] > ' ') {
        i++;
      }
      if (isBroken(text, start, i, false)) {
        for (int k = start; k < i; k++) {
          char letter = letter(text[k]);
          text[k] = letter == 0 ? text[k] : letter;
        }
      }
      i++;
    }
    return true;
  }

  /**
   * Whether the word is one of letters with signs among them: no address, no id, no sum.
   *
   * @param inside whether one has to stand between two letters
   */
  private static boolean isBroken(char[] text, int start, int end, boolean inside) {
    int letters = 0;
    int signs = 0;
    boolean between = false;
    for (int i = start; i < end; i++) {
      char c = text[i];
      if (Character.isLetter(c)) {
        letters++;
      } else if (letter(c) != 0) {
        signs++;
        between |= isSuspect(text, i);
      } else if ((c >= '0' && c <= '9')
          || c == '/'
          || (c == '.' && i + 1 < end && Character.isLetter(text[i + 1]))) {
        return false;
      }
    }
    return signs > 0 && letters >= 2 && signs <= letters && (between || !inside);
  }

  /**
   * Takes the marks out of words that are cut, if several are.
   *
   * @param moved is set to the new offset of each character, and of the end, if any is taken out
   * @return the new length
   */
  static int undoCuts(char[] text, int length, int[] moved) {
    BitSet cuts = new BitSet();
    boolean underscore = false;
    for (int i = 1; i < length; i++) {
      if (isCut(text, i, length)) {
        cuts.set(i);
        underscore |= text[i] == '_';
      }
    }
    if (!underscore || cuts.cardinality() < CUT_MIN) {
      return length;
    }
    int to = 0;
    for (int i = 0; i < length; i++) {
      moved[i] = to;
      if (!cuts.get(i)) {
        text[to++] = text[i];
      }
    }
    moved[length] = to;
    return to;
  }

  /** Whether a mark stands there behind two or three letters and before three. */
  private static boolean isCut(char[] text, int at, int length) {
    char c = text[at];
    if (c != '_' && c != '-' && c != '.') {
      return false;
    }
    int head = at;
    while (head > 0 && at - head <= HEAD_MAX && Character.isLetter(text[head - 1])) {
      head--;
    }
    int tail = at + 1;
    while (tail < length && tail - at <= TAIL_MIN && Character.isLowerCase(text[tail])) {
      tail++;
    }
    boolean alone = head == 0 || text[head - 1] <= ' ' || "(\"'«".indexOf(text[head - 1]) >= 0;
    return alone && at - head >= HEAD_MIN && at - head <= HEAD_MAX && tail - at - 1 >= TAIL_MIN;
  }
}
