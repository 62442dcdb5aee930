package dev.indicia.trust.template;

import dev.indicia.trust.shown.Mention;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the words of one text after the other into one table. Numbers, addresses and links count as
 * one word each, whatever they say, as they differ from message to message; in scripts that write
 * without spaces each character is a word. Not thread-safe.
 */
final class WordReader {
  private static final int MIX = 0x9e3779b1;

  // What an ASCII character is.
  private static final int PART = 1;
  private static final int DIGIT = 2;
  private static final int DIVIDES = 4;
  private static final byte[] ASCII = ascii();

  private int[] hashes;
  private int[] starts;
  private int[] ends;
  private byte[] marks;
  private int count;
  private char[] text = new char[512];
  private int length;

  /** A reader with room for so many words at first. */
  WordReader(int expected) {
    hashes = new int[expected];
    starts = new int[expected];
    ends = new int[expected];
    marks = new byte[expected];
  }

  private static byte[] ascii() {
    byte[] classes = new byte[0x80];
    for (char c = 0; c < classes.length; c++) {
      int digit = c >= '0' && c <= '9' ? DIGIT : 0;
      int part = digit != 0 || Character.isLetter(c) || c == '\'' ? PART : 0;
      int divides = ":\"[]()\n".indexOf(c) >= 0 ? DIVIDES : 0;
      classes[c] = (byte) (digit | part | divides);
    }
    return classes;
  }

  /** Words read. */
  int count() {
    return count;
  }

  /** All words read, not to be read into any more. */
  WordTable table() {
    return new WordTable(hashes, starts, ends, marks);
  }

  /**
   * Reads the words of a text.
   *
   * @param mentions in the text, in order
   * @param max words at most; the rest is left out
   */
  void read(String next, List<Mention> mentions, int max) {
    length = next.length();
    if (length > text.length) {
      text = new char[Math.max(length, 2 * text.length)];
    }
    next.getChars(0, length, text, 0);
    int first = count;
    int mention = 0;
    int mentionStart = start(mentions, mention);
    int i = 0;
    while (i < length && count - first < max) {
      char c = text[i];
      if (mentionStart <= i) {
        Mention there = mentions.get(mention++);
        mentionStart = start(mentions, mention);
        if (there.end() > i) {
          add(WordTable.MENTION + there.kind().ordinal(), i, there.end());
          i = there.end();
        }
      } else if (c >= 0x80 && isWordless(c)) {
        add(MIX * c, i, i + 1);
        marks[count - 1] = WordTable.WORDLESS;
        i++;
      } else if (isPart(c)) {
        i = word(i, Math.min(mentionStart, length));
      } else {
        if (count > first && divides(c)) {
          marks[count - 1] |= WordTable.CLOSED;
        }
        i++;
      }
    }
  }

  private static int start(List<Mention> mentions, int mention) {
    return mention < mentions.size() ? mentions.get(mention).start() : Integer.MAX_VALUE;
  }

  private int word(int start, int limit) {
    int hash = 17;
    int digits = 0;
    int i = start;
    for (; i < limit; i++) {
      char c = text[i];
      if (c < 0x80) {
        int is = ASCII[c];
        if ((is & PART) == 0) {
          break;
        }
        digits += is & DIGIT;
        hash = hash * 31 + (c >= 'A' && c <= 'Z' ? c + 0x20 : c);
      } else if (isPart(c) && !isWordless(c)) {
        digits += Character.isDigit(c) ? DIGIT : 0;
        hash = hash * 31 + Character.toLowerCase(c);
      } else {
        break;
      }
    }
    if (i == start) { // Never stand still.
      i++;
    }
    int allDigits = DIGIT * (i - start);
    int kind = digits == 0 ? hash * MIX : digits == allDigits ? WordTable.NUMBER : WordTable.CODE;
    add(kind, start, i);
    return i;
  }

  private void add(int hash, int start, int end) {
    if (count == hashes.length) {
      int more = Math.max(16, count * 2);
      hashes = Arrays.copyOf(hashes, more);
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      marks = Arrays.copyOf(marks, more);
    }
    hashes[count] = hash;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /** Marks that set off what stands behind or inside them: a label's colon, brackets, quotes. */
  private static boolean divides(char c) {
    if (c < 0x80) {
      return (ASCII[c] & DIVIDES) != 0;
    }
    return switch (c) {
      case '：', '“', '”', '„', '«', '»', '「', '」', '『', '』', '【', '】' -> true;
      default -> false;
    };
  }

  private static boolean isPart(char c) {
    return c < 0x80
        ? (ASCII[c] & PART) != 0
        : Character.isLetterOrDigit(c) || c == '’' || Character.isSurrogate(c);
  }

  /** Han, Kana, Thai and other letters written without spaces. */
  private static boolean isWordless(char c) {
    return (c >= 0x0e00 && c <= 0x0eff)
        || (c >= 0x1000 && c <= 0x109f)
        || (c >= 0x1780 && c <= 0x17ff)
        || (c >= 0x3040 && c <= 0x30ff)
        || (c >= 0x3400 && c <= 0x9fff)
        || (c >= 0xf900 && c <= 0xfaff);
  }
}
