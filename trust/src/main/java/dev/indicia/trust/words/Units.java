package dev.indicia.trust.words;

import java.util.Arrays;

/**
 * A text as units: words, numbers and single ideographs, each with the symbol of the lists' word
 * that it is. Holds one sentence at a time; takes one text after the other, in the same room.
 */
final class Units {
  /** The bits of an entry that hold the symbol; 0 is a word that no list uses. */
  static final int SYMBOL = 0xFFFF;

  /** A sentence ends before the unit. */
  static final int BREAK = 1 << 16;

  /** Punctuation, a line's end or the text's start stands before the unit. */
  static final int CLAUSE = 1 << 17;

  /** Room for this many at first: longer sentences are few. */
  private static final int UNITS_FIRST = 64;

  private static final int TEXT_FIRST = 512;

  private static final int PHONE_DIGITS_MIN = 7;
  private static final int PHONE_LENGTH_MAX = 24;

  private final Alphabet alphabet;
  private final WordTrie trie;
  private final char[] shorter;
  private final int numberSymbol;
  private final int phoneSymbol;
  private char[] text = new char[TEXT_FIRST];
  private int length;

  private int[] entries = new int[UNITS_FIRST];
  private int[] starts = new int[UNITS_FIRST];
  private int[] ends = new int[UNITS_FIRST];
  private long[] bits = new long[UNITS_FIRST];
  private int count;

  /** Where the last unit of all began and ended. */
  private int lastStart;

  private int lastEnd;
  private boolean anySymbol;
  private int at;
  private int flags = BREAK | CLAUSE;

  Units(Automaton automaton) {
    this.alphabet = automaton.alphabet();
    this.trie = automaton.trie();
    this.shorter = automaton.shorter();
    this.numberSymbol = automaton.numberSymbol();
    this.phoneSymbol = automaton.phoneSymbol();
  }

  /** Begins with another text. */
  void read(String next) {
    length = next.length();
    if (length > text.length) {
      text = new char[Math.max(length, 2 * text.length)];
    }
    next.getChars(0, length, text, 0);
    at = 0;
    count = 0;
    lastStart = 0;
    lastEnd = 0;
    flags = BREAK | CLAUSE;
  }

  /** Characters of the text. */
  int length() {
    return length;
  }

  char charAt(int i) {
    return text[i];
  }

  int count() {
    return count;
  }

  boolean anySymbol() {
    return anySymbol;
  }

  int entry(int unit) {
    return entries[unit];
  }

  /** The {@link PhraseTable#bit} of its symbol, and of each shorter one that it begins with. */
  long bits(int unit) {
    return bits[unit];
  }

  int start(int unit) {
    return starts[unit];
  }

  int end(int unit) {
    return ends[unit];
  }

  /** Reads the next sentence; false at the end. */
  boolean nextSentence() {
    count = 0;
    anySymbol = false;
    int end = length;
    int ideograph = alphabet.firstIdeograph();
    while (at < end) {
      int code = alphabet.code(text[at]);
      if (code < Alphabet.OTHER_LETTER) {
        readGap(code);
        at++;
      } else if (count > 0 && (flags & BREAK) != 0) {
        return true;
      } else if (code >= ideograph || code == Alphabet.OTHER_IDEOGRAPH) {
        readIdeograph(code);
      } else if (code >= Alphabet.LETTER || code == Alphabet.OTHER_LETTER) {
        readWord(ideograph);
      } else {
        readNumber();
      }
    }
    return count > 0;
  }

  private void readGap(int code) {
    switch (code) {
      case Alphabet.PUNCTUATION, Alphabet.APOSTROPHE -> flags |= CLAUSE;
      case Alphabet.STOP -> flags |= BREAK | CLAUSE;
      case Alphabet.NEWLINE -> flags |= emptyLine() ? BREAK | CLAUSE : CLAUSE;
      case Alphabet.DOT -> {
        flags |= CLAUSE;
        if (endsSentence()) {
          flags |= BREAK;
        }
      }
      default -> {}
    }
  }

  private boolean emptyLine() {
    for (int i = at + 1; i < length; i++) {
      char c = text[i];
      if (c == '\n') {
        return true;
      }
      if (c != ' ' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  /** A dot with a space after it, unless it looks like that of an abbreviation. */
  private boolean endsSentence() {
    int next = at + 1;
    if (next < length) {
      int code = alphabet.code(text[next]);
      if (code >= Alphabet.OTHER_LETTER) {
        return false;
      }
    }
    while (next < length && alphabet.code(text[next]) <= Alphabet.NEWLINE) {
      next++;
    }
    if (next == length || lastEnd == 0) {
      return true;
    }
    boolean abbreviation = lastEnd == at && at - lastStart <= 3;
    char c = text[next];
    return !abbreviation || !(Character.isLowerCase(c) || c >= '0' && c <= '9');
  }

  private void readWord(int ideograph) {
    char[] chars = text;
    int length = this.length;
    int start = at;
    int node = WordTrie.ROOT;
    int stem = 0;
    int i = start;
    int[] cells = trie.cells();
    char[] symbols = trie.symbols();
    char[] stems = trie.stems();
    char[] table = alphabet.table();
    for (; i < length; i++) {
      int code = table[chars[i]];
      if (code >= Alphabet.LETTER && code < ideograph) {
        if (node != 0) {
          int next = (cells[node] >>> WordTrie.BASE_SHIFT) + code;
          node = (cells[next] & WordTrie.LABEL) == code ? next : 0;
          int value = stems[symbols[node]];
          stem = value != 0 ? value : stem;
        }
      } else if (code == Alphabet.OTHER_LETTER) {
        node = 0;
      } else if (code != Alphabet.NOTHING && !(code == Alphabet.APOSTROPHE && joins(start, i))) {
        break;
      }
    }
    at = i;
    int exact = trie.word(node);
    add(exact != 0 ? exact : stem, start, i);
  }

  /** As {@link Folding#joins}. */
  private boolean joins(int wordStart, int apostrophe) {
    int after = 0;
    int next = apostrophe + 1;
    while (after < 3
        && next + after < length
        && alphabet.letter(alphabet.code(text[next + after]))) {
      after++;
    }
    boolean oneBefore =
        apostrophe - wordStart == 1 && alphabet.code(text[wordStart]) != alphabet.code('i');
    return after > 0 && after < 3 && !oneBefore;
  }

  private void readIdeograph(int firstCode) {
    int symbol = 0;
    if (firstCode != Alphabet.OTHER_IDEOGRAPH) {
      int node = trie.step(WordTrie.ROOT, firstCode);
      for (int i = at + 1; node != 0; i++) {
        int value = trie.word(node);
        symbol = value != 0 ? value : symbol;
        int code = i < length ? alphabet.code(text[i]) : 0;
        node = code >= alphabet.firstIdeograph() ? trie.step(node, code) : 0;
      }
    }
    add(symbol, at, at + 1);
    at++;
  }

  private void readNumber() {
    int start = at;
    int phoneEnd = phoneEnd(start);
    if (phoneEnd > 0) {
      at = phoneEnd;
      add(phoneSymbol, start, phoneEnd);
      return;
    }
    int node = WordTrie.ROOT;
    int i = start;
    for (; i < length; i++) {
      int code = alphabet.code(text[i]);
      if (digit(code)) {
        node = node == 0 ? 0 : trie.step(node, code);
      } else if (!separatesDigits(i)) {
        break;
      }
    }
    at = i;
    int exact = trie.word(node);
    add(exact != 0 ? exact : numberSymbol, start, i);
  }

  private static boolean digit(int code) {
    return code >= Alphabet.DIGIT && code < Alphabet.LETTER;
  }

  private boolean separatesDigits(int i) {
    char c = text[i];
    return (c == '.' || c == ',' || c == '\'' || c == '’' || c == '٫' || c == '٬')
        && i + 1 < length
        && digit(alphabet.code(text[i + 1]));
  }

  /** The end of a run of groups of digits that is as long as a telephone number, or 0. */
  private int phoneEnd(int start) {
    int digits = 0;
    int groups = 0;
    int groupDigits = 0;
    boolean date = true;
    boolean decimal = false;
    int end = start;
    int limit = Math.min(length, start + PHONE_LENGTH_MAX);
    for (int i = start; i < limit; i++) {
      char c = text[i];
      if (digit(alphabet.code(c))) {
        if (groupDigits == 0) {
          groups++;
        }
        groupDigits++;
        digits++;
        end = i + 1;
      } else if (c == ' '
          || c == '-'
          || c == '.'
          || c == '('
          || c == ')'
          || c == '\u00A0'
          || c == '‑') {
        decimal |= c == '.';
        date &= groupDigits == 0 || groupDigits == 2 || groupDigits == 4;
        groupDigits = 0;
      } else {
        break;
      }
    }
    date &= groups == 3 && digits <= 8;
    boolean money = decimal && groups <= 3 && digits < 10 && endsInCents(end);
    return digits >= PHONE_DIGITS_MIN && !date && !money ? end : 0;
  }

  private boolean endsInCents(int end) {
    return end >= 3 && text[end - 3] == '.';
  }

  private void add(int symbol, int start, int end) {
    if (count == entries.length) {
      int more = count * 2;
      entries = Arrays.copyOf(entries, more);
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      bits = Arrays.copyOf(bits, more);
    }
    entries[count] = symbol | flags;
    starts[count] = start;
    ends[count] = end;
    bits[count] = bitsOf(symbol);
    lastStart = start;
    lastEnd = end;
    count++;
    anySymbol |= symbol != 0;
    flags = 0;
  }

  private long bitsOf(int symbol) {
    long all = 0;
    for (int s = symbol; s != 0; s = shorter[s]) {
      all |= PhraseTable.bit(s);
    }
    return all;
  }
}
