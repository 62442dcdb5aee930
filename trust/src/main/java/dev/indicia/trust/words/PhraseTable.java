package dev.indicia.trust.words;

import java.util.List;

/**
 * The phrases as rows of numbers, and for each symbol the phrases to try where it stands.
 * Immutable: the arrays are not written to.
 *
 * @param languages of the lists
 * @param marks for each phrase the concept's ordinal, bits, and the index of the language
 * @param parts the different parts: an element and above it the units that may stand before
 * @param phraseStarts where each phrase starts in the parts of phrases, and where the last ends
 * @param phraseParts the indexes of the parts of all phrases
 * @param elementStarts where each element starts, and where the last ends
 * @param elements for each element its symbols, ascending
 * @param anchorRows for each symbol its row of anchors
 * @param anchorStarts where each row starts, and where the last ends
 * @param anchors in a row, groups of phrases that need the same neighbour. A group is the
 *     neighbour's part and above it the window ({@link #ALONE} or an index of {@link #WINDOW_GAPS},
 *     plus {@link #BEFORE} if it stands before), its element's signature in two halves, how many
 *     phrases, and for each of them the phrase and the index of the part that the symbol is. The
 *     signature has the {@link #bit} of each symbol: a window whose bits have none in common with
 *     it has none of the element's symbols.
 */
record PhraseTable(
    List<String> languages,
    char[] marks,
    int[] parts,
    int[] phraseStarts,
    char[] phraseParts,
    int[] elementStarts,
    char[] elements,
    char[] anchorRows,
    int[] anchorStarts,
    int[] anchors) {
  /** Bits of a mark that hold the concept. */
  static final int CONCEPT = 0x3F;

  /** Only punctuation or the start may stand before the phrase. */
  static final int CLAUSE_START = 1 << 6;

  /** A question mark must follow. */
  static final int QUESTION = 1 << 7;

  /** The phrase undoes hits. */
  static final int EXCEPTION = 1 << 8;

  /** Above them the language. */
  static final int LANGUAGE_SHIFT = 9;

  static final int LANGUAGES_MAX = 128;

  /** Bits of a part that hold its element: a set of symbols. */
  static final int ELEMENT = 0xFFFFF;

  /** Above them the units that may stand before it. */
  static final int GAP_SHIFT = 20;

  /** Above it the window, in the head of a group. */
  static final int WINDOW_SHIFT = 25;

  /** Bits of a group's head that hold the part. */
  static final int PART = (1 << WINDOW_SHIFT) - 1;

  /** Above them the phrase, below the index of the part in it, in an anchor. */
  static final int ANCHOR_SHIFT = 5;

  static final int ALONE = -1;
  static final int BEFORE = 5;

  /** All gaps there are. */
  static final int[] WINDOW_GAPS = {0, 3, 8, 12, 24};

  /** How many numbers a group has before its phrases. */
  static final int GROUP_HEAD = 4;

  /** More symbols are searched by halves. */
  private static final int SCAN_MAX = 8;

  static long bit(int symbol) {
    return 1L << (symbol * 0x9E3779B97F4A7C15L >>> 58);
  }

  boolean contains(int element, int symbol) {
    char[] symbols = elements;
    int low = elementStarts[element];
    int high = elementStarts[element + 1];
    while (high - low > SCAN_MAX) {
      int middle = (low + high) >>> 1;
      if (symbols[middle] <= symbol) {
        low = middle;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < high; i++) {
      if (symbols[i] == symbol) {
        return true;
      }
    }
    return false;
  }

  int partAt(int phrasePart) {
    return parts[phraseParts[phrasePart]];
  }

  String language(int mark) {
    return languages.get(mark >>> LANGUAGE_SHIFT);
  }
}
