package dev.indicia.trust.words;

import java.util.Arrays;
import java.util.List;

/**
 * Words over an alphabet of small codes, as a double array: from a node, the letter with code c
 * leads to node {@code base + c} if that node's check names the node it came from. Immutable.
 */
final class WordTrie {
  static final int ROOT = 1;

  /** After so many tries, room further down is given up, which keeps building fast. */
  private static final int TRIES_MAX = 64;

  /** At 4n the base of node n, at 4n+1 its check, at 4n+2 the value that ends there, 0 for none. */
  private int[] cells = new int[1 << 15];

  private int firstFree = 2;

  /** Where to look first for room for several letters at once. */
  private int firstRoom = 2;

  private int nodesEnd = ROOT + 1;

  /**
   * Builds it.
   *
   * @param words codes of each word, in the order of {@link Arrays#compare(int[], int[])}, none
   *     twice
   * @param valuesOfWords one value above 0 for each word
   */
  WordTrie(List<int[]> words, int[] valuesOfWords) {
    if (!words.isEmpty()) {
      insert(words, valuesOfWords, 0, words.size(), 0, ROOT);
    }
    int codeMax = words.stream().flatMapToInt(Arrays::stream).max().orElse(0);
    cells = Arrays.copyOf(cells, 4 * (nodesEnd + codeMax + 1));
  }

  /** The next node, or 0. */
  int step(int node, int code) {
    int next = cells[4 * node] + code;
    return cells[4 * next + 1] == node ? next : 0;
  }

  /** The value of the word that ends at this node, or 0. */
  int value(int node) {
    return cells[4 * node + 2];
  }

  /** The cells for a loop that steps on its own: next is {@code cells[4n] + code}. */
  int[] cells() {
    return cells;
  }

  private void insert(List<int[]> words, int[] given, int from, int to, int depth, int node) {
    int first = from;
    if (words.get(from).length == depth) {
      cells[4 * node + 2] = given[from];
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
    cells[4 * node] = base;
    for (int i = 0; i < count; i++) {
      cells[4 * (base + words.get(starts[i])[depth]) + 1] = node;
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
    for (int i = 0; i < count; i++) {
      int cell = base + words.get(starts[i])[depth];
      if (cell <= ROOT || cells[4 * cell + 1] != 0) {
        return false;
      }
    }
    return true;
  }

  private void grow(int nodes) {
    if (4 * nodes + 4 > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cells.length * 2, 4 * nodes + 4));
    }
  }
}
