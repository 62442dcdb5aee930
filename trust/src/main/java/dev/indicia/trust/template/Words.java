package dev.indicia.trust.template;

/** The words of one text, by their number in it, and the phrase around each. Immutable. */
final class Words {
  private static final int BOUND = 0x5bd1e995;

  private final int[] hashes;
  private final int[] starts;
  private final int[] ends;
  private final byte[] marks;
  private final int first;
  private final int count;

  /** Those of the table from {@code first} on. */
  Words(WordTable table, int first, int count) {
    this.hashes = table.hashes();
    this.starts = table.starts();
    this.ends = table.ends();
    this.marks = table.marks();
    this.first = first;
    this.count = count;
  }

  int count() {
    return count;
  }

  int hash(int word) {
    return hashes[first + word];
  }

  /** The phrase around a word: it and its neighbours, with ends and dividing marks as words. */
  int phrase(int word) {
    int before = word == 0 || isClosed(word - 1) ? BOUND : hash(word - 1);
    int after = word + 1 == count || isClosed(word) ? BOUND : hash(word + 1);
    int hash = before * 0x85ebca6b + Integer.rotateLeft(hash(word), 11);
    hash = hash * 0xc2b2ae35 + Integer.rotateLeft(after, 19);
    return hash ^ hash >>> 15;
  }

  /** How much the word says: a character of a script without spaces is a third of a word. */
  int weight(int word) {
    boolean wordless = (marks[first + word] & WordTable.WORDLESS) != 0;
    return !isReal(word) ? 0 : end(word) - start(word) == 1 && wordless ? 1 : 3;
  }

  /** Whether a mark stands behind the word that divides it from the next. */
  boolean isClosed(int word) {
    return (marks[first + word] & WordTable.CLOSED) != 0;
  }

  /** Whether it is a word of a language: no number, code, address or link. */
  boolean isReal(int word) {
    int hash = hash(word);
    return hash != WordTable.NUMBER
        && hash != WordTable.CODE
        && (hash < WordTable.MENTION || hash >= WordTable.MENTION + 16);
  }

  int start(int word) {
    return starts[first + word];
  }

  int end(int word) {
    return ends[first + word];
  }
}
