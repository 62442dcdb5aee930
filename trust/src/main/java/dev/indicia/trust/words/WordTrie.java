package dev.indicia.trust.words;

/**
 * Words over an alphabet of small codes, as a double array: from a node, the letter with code c
 * leads to node {@code base + c} if that node's label is c. No two nodes have the same base.
 * Immutable.
 */
final class WordTrie {
  static final int ROOT = 1;

  /** Bits of a cell that hold the label, 0 for an empty cell; the base is above. */
  static final int LABEL = 0xFFF;

  static final int BASE_SHIFT = 12;

  private final int[] cells;
  private final char[] symbols;
  private final char[] stems;

  /**
   * Wraps the arrays, which are not to be written to any more.
   *
   * @param cells each node's base and label
   * @param symbols the symbol of the word or stem that ends at a node, 0 for none
   * @param stems for a symbol that is a stem itself, for a word that of the stem with the same
   *     letters, else 0
   */
  WordTrie(int[] cells, char[] symbols, char[] stems) {
    this.cells = cells;
    this.symbols = symbols;
    this.stems = stems;
  }

  /** The next node, or 0. */
  int step(int node, int code) {
    int next = (cells[node] >>> BASE_SHIFT) + code;
    return (cells[next] & LABEL) == code ? next : 0;
  }

  /** The symbol of the word that ends at this node, or 0. */
  int word(int node) {
    int symbol = symbols[node];
    return stems[symbol] == symbol ? 0 : symbol;
  }

  /** The symbol of the stem that ends at this node, or 0. */
  int stem(int node) {
    return stems[symbols[node]];
  }

  int[] cells() {
    return cells;
  }

  char[] symbols() {
    return symbols;
  }

  char[] stems() {
    return stems;
  }
}
