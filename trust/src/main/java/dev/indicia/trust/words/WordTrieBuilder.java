package dev.indicia.trust.words;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Lays words out as the double array of {@link WordTrie}. */
final class WordTrieBuilder {
  /** After so many tries, room further down is given up, which keeps building fast. */
  private static final int TRIES_MAX = 64;

  private static final int BASES_MAX = 1 << 32 - WordTrie.BASE_SHIFT;

  private int[] cells = new int[1 << 15];
  private char[] symbols = new char[1 << 15];
  private final BitSet bases = new BitSet();

  private int firstFree = 2;

  /** Where to look first for room for several letters at once. */
  private int firstRoom = 2;

  private int nodesEnd = WordTrie.ROOT + 1;

  private WordTrieBuilder() {}

  /**
   * Builds it.
   *
   * @param words codes of each word, in the order of {@link Arrays#compare(int[], int[])}, none
   *     twice
   * @param symbolsOfWords one symbol above 0 for each word
   * @param stems as in {@link WordTrie}
   */
  static WordTrie build(List<int[]> words, char[] symbolsOfWords, char[] stems) {
    WordTrieBuilder builder = new WordTrieBuilder();
    if (!words.isEmpty()) {
      builder.insert(words, symbolsOfWords, 0, words.size(), 0, WordTrie.ROOT);
    }
    int codeMax = words.stream().flatMapToInt(Arrays::stream).max().orElse(0);
    if (codeMax > WordTrie.LABEL || builder.nodesEnd >= BASES_MAX) {
      throw new IllegalArgumentException("too many different letters or words");
    }
    int length = builder.nodesEnd + WordTrie.LABEL + 1;
    return new WordTrie(
        Arrays.copyOf(builder.cells, length), Arrays.copyOf(builder.symbols, length), stems);
  }

  private void insert(List<int[]> words, char[] given, int from, int to, int depth, int node) {
    int first = from;
    if (words.get(from).length == depth) {
      symbols[node] = given[from];
      first++;
    }
    if (first == to) {
      return;
    }
    int[] starts = new int[to - first + 1];
    int count = 0;
    for (int i = first; i < to; i++) {
      if (i == first || words.get(i)[depth] != words.get(i - 1)[depth]) {
        starts[count++] = i;
      }
    }
    starts[count] = to;
    int base = place(words, starts, count, depth);
    cells[node] |= base << WordTrie.BASE_SHIFT;
    bases.set(base);
    for (int i = 0; i < count; i++) {
      int label = words.get(starts[i])[depth];
      cells[base + label] = label;
    }
    for (int i = 0; i < count; i++) {
      int next = base + words.get(starts[i])[depth];
      insert(words, given, starts[i], starts[i + 1], depth + 1, next);
    }
  }

  private int place(List<int[]> words, int[] starts, int count, int depth) {
    int lowest = words.get(starts[0])[depth];
    int highest = words.get(starts[count - 1])[depth];
    int start = Math.max(1, (count == 1 ? firstFree : Math.max(firstFree, firstRoom)) - lowest);
    int base = start;
    grow(base + highest + 1);
    while (!fits(words, starts, count, depth, base)) {
      base++;
      grow(base + highest + 1);
    }
    nodesEnd = Math.max(nodesEnd, base + highest + 1);
    if (count == 1) {
      firstFree = base + lowest + 1;
    } else if (base - start > TRIES_MAX) {
      firstRoom = base + lowest;
    }
    return base;
  }

  private boolean fits(List<int[]> words, int[] starts, int count, int depth, int base) {
    if (bases.get(base)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int cell = base + words.get(starts[i])[depth];
      if (cell <= WordTrie.ROOT || cells[cell] != 0) {
        return false;
      }
    }
    return true;
  }

  private void grow(int nodes) {
    if (nodes > cells.length) {
      int more = Math.max(cells.length * 2, nodes);
      cells = Arrays.copyOf(cells, more);
      symbols = Arrays.copyOf(symbols, more);
    }
  }
}
