package dev.indicia.trust.template;

import dev.indicia.trust.shown.Mention;
import java.util.Arrays;
import java.util.List;

/**
 * The words of one text as hashes with their places. Numbers, addresses and links count as one word
 * each, whatever they say, as they differ from message to message; in scripts that write without
 * spaces each character is a word.
 */
final class Words {
  private static final int NUMBER = 0x1b873593;
  private static final int CODE = 0x2c1b3c6d;
  private static final int MENTION = 0x3ad4c1a5;
  private static final int MIX = 0x9e3779b1;

  private int[] hashes = new int[16];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] closed = new boolean[16];
  private boolean[] wordless = new boolean[16];
  private int count;

  private Words() {}

  /**
   * The words of the text.
   *
   * @param mentions in the text, in order
   * @param max words at most; the rest is left out
   */
  static Words of(String text, List<Mention> mentions, int max) {
    Words words = new Words();
    int next = 0;
    int i = 0;
    while (i < text.length() && words.count < max) {
      if (next < mentions.size() && mentions.get(next).start() <= i) {
        Mention mention = mentions.get(next++);
        if (mention.end() > i) {
          words.add(MENTION + mention.kind().ordinal(), i, mention.end());
          i = mention.end();
        }
      } else if (isWordless(text.charAt(i))) {
        words.add(MIX * text.charAt(i), i, i + 1);
        words.wordless[words.count - 1] = true;
        i++;
      } else if (isPart(text.charAt(i))) {
        int limit = next < mentions.size() ? mentions.get(next).start() : text.length();
        i = words.addWord(text, i, limit);
      } else {
        if (words.count > 0 && divides(text.charAt(i))) {
          words.closed[words.count - 1] = true;
        }
        i++;
      }
    }
    return words;
  }

  private int addWord(String text, int start, int limit) {
    int hash = 17;
    int digits = 0;
    int i = start;
    for (; i < limit && isPart(text.charAt(i)) && !isWordless(text.charAt(i)); i++) {
      char c = text.charAt(i);
      digits += Character.isDigit(c) ? 1 : 0;
      hash = hash * 31 + Character.toLowerCase(c);
    }
    if (i == start) { // Never stand still.
      i++;
    }
    int kind = digits == 0 ? hash * MIX : digits == i - start ? NUMBER : CODE;
    add(kind, start, i);
    return i;
  }

  private void add(int hash, int start, int end) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      closed = Arrays.copyOf(closed, count * 2);
      wordless = Arrays.copyOf(wordless, count * 2);
    }
    hashes[count] = hash;
    starts[count] = start;
    ends[count] = end;
    closed[count] = false;
    wordless[count] = false;
    count++;
  }

  /** Marks that set off what stands behind or inside them: a label's colon, brackets, quotes. */
  private static boolean divides(char c) {
    return switch (c) {
      case ':',
          '：',
          '"',
          '“',
          '”',
          '„',
          '«',
          '»',
          '[',
          ']',
          '(',
          ')',
          '「',
          '」',
          '『',
          '』',
          '【',
          '】',
          '\n' ->
          true;
      default -> false;
    };
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '\'' || c == '’' || Character.isSurrogate(c);
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

  int count() {
    return count;
  }

  int hash(int word) {
    return hashes[word];
  }

  /** How much the word says: a character of a script without spaces is a third of a word. */
  int weight(int word) {
    return !isReal(word) ? 0 : ends[word] - starts[word] == 1 && wordless[word] ? 1 : 3;
  }

  /** Whether a mark stands behind the word that divides it from the next. */
  boolean isClosed(int word) {
    return closed[word];
  }

  /** Whether it is a word of a language: no number, code, address or link. */
  boolean isReal(int word) {
    int hash = hashes[word];
    return hash != NUMBER && hash != CODE && (hash < MENTION || hash >= MENTION + 16);
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }
}
