package dev.indicia.content;

import java.util.Arrays;

/**
 * The text of one block while it is gathered: white space collapsed, with the ranges that look
 * different. Reused for one block after the other; not thread-safe.
 */
final class TextBuffer {
  /** Style of text that is neither bold nor linked. */
  static final int NORMAL = -2;

  static final int BOLD = -1;

  /** A run of this many blanks that do not collapse pushes text out of sight. */
  static final int PADDING_MIN = 8;

  char[] chars = new char[256];
  int length;

  /** Triples: start, end, style (BOLD or the number of a link). */
  int[] runs = new int[12];

  int runCount;

  /** Whether blanks that do not collapse stand between words in a long run. */
  boolean padded;

  private int blanks;
  private boolean space;
  private boolean lineBreak;

  void clear() {
    length = 0;
    runCount = 0;
    padded = false;
    blanks = 0;
    space = false;
    lineBreak = false;
  }

  /** The next word begins a line of its own. */
  void breakLine() {
    lineBreak = true;
    blanks = 0;
  }

  void append(char[] source, int from, int to, int style, boolean keepLines) {
    // One place more than the characters: the blank before them.
    if (length + to - from + 1 > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, length + to - from + 1));
    }
    char[] out = chars;
    int i = from;
    while (i < to) {
      char c = source[i];
      if (CharacterClasses.isBlank(c)) {
        blank(c, keepLines);
        i++;
        continue;
      }
      separate();
      int begin = length;
      int k = begin;
      while (i < to) {
        c = source[i];
        if (CharacterClasses.isBlank(c)) {
          break;
        }
        out[k++] = c;
        i++;
      }
      length = k;
      if (style != NORMAL) {
        run(begin, k, style);
      }
    }
  }

  private void blank(char c, boolean keepLines) {
    if (c == 0) {
      return;
    }
    space = true;
    if (keepLines && c == '\n') {
      lineBreak = true;
    }
    if (c > ' ') {
      blanks++;
    }
  }

  /** What stands between the last word and the next. */
  private void separate() {
    if (length > 0) {
      if (lineBreak) {
        chars[length++] = '\n';
      } else if (space) {
        chars[length++] = ' ';
      }
      padded |= blanks >= PADDING_MIN;
    }
    blanks = 0;
    space = false;
    lineBreak = false;
  }

  private void run(int from, int to, int style) {
    int last = 3 * (runCount - 1);
    // A blank between two words of one style has it too.
    if (runCount > 0 && runs[last + 2] == style && runs[last + 1] >= from - 1) {
      runs[last + 1] = to;
      return;
    }
    if (3 * runCount + 3 > runs.length) {
      runs = Arrays.copyOf(runs, runs.length * 2);
    }
    runs[3 * runCount] = from;
    runs[3 * runCount + 1] = to;
    runs[3 * runCount + 2] = style;
    runCount++;
  }

  /** The number of the link that the whole text is, or -1. */
  int onlyLink() {
    boolean whole = runCount == 1 && runs[2] >= 0 && runs[0] == 0 && runs[1] == length;
    return whole ? runs[2] : -1;
  }
}
