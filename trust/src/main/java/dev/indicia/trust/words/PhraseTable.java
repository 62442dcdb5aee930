package dev.indicia.trust.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The phrases as rows of numbers, and for each symbol the phrases to try where it stands. */
final class PhraseTable {
  /** Bits of a part that hold its element: a set of symbols. */
  static final int ELEMENT = 0xFFFFF;

  /** Above them the units that may stand before it. */
  static final int GAP_SHIFT = 20;

  /** Below them the index of the part in the phrase, in an anchor. */
  static final int ANCHOR_SHIFT = 5;

  /** By {@link Phrase.Part#gapBefore}. */
  private static final int[] WORD_GAP = {0, 3, 8};

  static final int ALONE = -1;
  static final int BEFORE = 5;

  /** All gaps there are. */
  static final int[] WINDOW_GAPS = {0, 3, 8, 12, 24};

  /** How many numbers a group has before its phrases. */
  static final int GROUP_HEAD = 5;

  private static final int[] IDEOGRAPH_GAP = {0, 12, 24};

  final Phrase[] phrases;
  final int[][] parts;

  /**
   * For each symbol, groups of phrases that need the same neighbour. A group is the neighbour's
   * window ({@link #ALONE} or an index of {@link #WINDOW_GAPS}, plus {@link #BEFORE} if it stands
   * before), its element's signature in two halves, its part, how many phrases, and for each of
   * them the phrase and the index of the part that the symbol is.
   */
  final int[][] anchors;

  /** The only symbol of an element, or -1. */
  private final int[] only;

  /** Pairs of element and symbol, open addressing. */
  private final long[] pairs;

  private final int mask;

  /**
   * For each symbol one bit, and those of the shorter symbols that it begins with: a window whose
   * bits have none in common with an element's has none of its symbols.
   */
  final long[] bits;

  /** For each element the bits of its symbols. */
  private final long[] signatures;

  PhraseTable(List<Phrase> list, SymbolTable symbols) {
    phrases = list.toArray(Phrase[]::new);
    parts = new int[phrases.length][];
    Elements elements = new Elements(symbols);
    boolean[] ideographic = new boolean[phrases.length];
    for (int p = 0; p < phrases.length; p++) {
      parts[p] = compile(phrases[p], elements);
      for (int part : parts[p]) {
        ideographic[p] |= elements.ideographic.get(part & ELEMENT);
      }
    }
    if (elements.sets.size() > ELEMENT) {
      throw new IllegalArgumentException("too many different alternatives");
    }
    only = new int[elements.sets.size()];
    int pairCount = 0;
    for (int e = 0; e < only.length; e++) {
      int[] set = elements.sets.get(e);
      only[e] = set.length == 1 ? set[0] : -1;
      pairCount += set.length;
    }
    mask = Integer.highestOneBit(Math.max(16, pairCount * 3)) * 2 - 1;
    pairs = new long[mask + 1];
    for (int e = 0; e < only.length; e++) {
      for (int symbol : elements.sets.get(e)) {
        put(pair(e, symbol));
      }
    }
    bits = new long[symbols.size()];
    for (int s = 1; s < bits.length; s++) {
      for (int symbol = s; symbol != 0; symbol = symbols.shorter[symbol]) {
        bits[s] |= bit(symbol);
      }
    }
    signatures = new long[only.length];
    for (int e = 0; e < only.length; e++) {
      for (int symbol : elements.sets.get(e)) {
        signatures[e] |= bit(symbol);
      }
    }
    anchors = anchors(symbols.size(), elements, ideographic);
  }

  private static long bit(int symbol) {
    return 1L << (symbol * 0x9E3779B97F4A7C15L >>> 58);
  }

  /** The sets of symbols that phrases have in common, numbered. */
  private static final class Elements {
    final List<int[]> sets = new ArrayList<>();
    final BitSet ideographic = new BitSet();
    private final SymbolTable symbols;
    private final Map<List<Integer>, Integer> numbers = new HashMap<>();

    /** Phrases of one line share their parts, which makes most look-ups cheap. */
    private final IdentityHashMap<Set<String>, Integer> known = new IdentityHashMap<>();

    Elements(SymbolTable symbols) {
      this.symbols = symbols;
    }

    int number(Set<String> words) {
      Integer number = known.get(words);
      if (number == null) {
        number = newNumber(words);
        known.put(words, number);
      }
      return number;
    }

    private int newNumber(Set<String> words) {
      List<Integer> set =
          words.stream().flatMap(w -> symbols.members(w).stream()).distinct().sorted().toList();
      Integer number = numbers.get(set);
      if (number == null) {
        number = sets.size();
        numbers.put(set, number);
        sets.add(set.stream().mapToInt(Integer::intValue).toArray());
        ideographic.set(number, words.stream().anyMatch(symbols::ideographic));
      }
      return number;
    }
  }

  boolean contains(int element, int symbol) {
    int single = only[element];
    if (single >= 0) {
      return single == symbol;
    }
    long pair = pair(element, symbol);
    for (int i = slot(pair); pairs[i] != 0; i = (i + 1) & mask) {
      if (pairs[i] == pair) {
        return true;
      }
    }
    return false;
  }

  private static long pair(int element, int symbol) {
    return (long) element << 16 | symbol;
  }

  private int slot(long pair) {
    long mixed = pair * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }

  private void put(long pair) {
    int i = slot(pair);
    while (pairs[i] != 0) {
      i = (i + 1) & mask;
    }
    pairs[i] = pair;
  }

  private static int[] compile(Phrase phrase, Elements elements) {
    int[] out = new int[phrase.parts().size()];
    boolean before = false;
    for (int i = 0; i < out.length; i++) {
      Phrase.Part part = phrase.parts().get(i);
      int element = elements.number(part.words());
      boolean ideographic = elements.ideographic.get(element);
      int gap = (ideographic || before ? IDEOGRAPH_GAP : WORD_GAP)[part.gapBefore()];
      out[i] = element | gap << GAP_SHIFT;
      before = ideographic;
    }
    return out;
  }

  /** A phrase is tried where its rarest part stands, or its first if it has ideographs. */
  private int[][] anchors(int symbolCount, Elements elements, boolean[] ideographic) {
    long[] costs = costs(symbolCount, elements);
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < symbolCount; i++) {
      lists.add(new ArrayList<>());
    }
    for (int p = 0; p < parts.length; p++) {
      int at = ideographic[p] ? 0 : rarest(parts[p], costs);
      for (int symbol : elements.sets.get(parts[p][at] & ELEMENT)) {
        lists.get(symbol).add(p << ANCHOR_SHIFT | at);
      }
    }
    int[][] out = new int[symbolCount][];
    for (int i = 0; i < out.length; i++) {
      out[i] = grouped(lists.get(i), costs);
    }
    return out;
  }

  /** For each element how often phrases use its symbols: common words stand in many phrases. */
  private long[] costs(int symbolCount, Elements elements) {
    int[] usesOfElement = new int[elements.sets.size()];
    for (int[] row : parts) {
      for (int part : row) {
        usesOfElement[part & ELEMENT]++;
      }
    }
    long[] usesOfSymbol = new long[symbolCount];
    for (int e = 0; e < usesOfElement.length; e++) {
      for (int symbol : elements.sets.get(e)) {
        usesOfSymbol[symbol] += usesOfElement[e];
      }
    }
    long[] costs = new long[usesOfElement.length];
    for (int e = 0; e < costs.length; e++) {
      for (int symbol : elements.sets.get(e)) {
        costs[e] += usesOfSymbol[symbol];
      }
    }
    return costs;
  }

  private int[] grouped(List<Integer> anchorsOfSymbol, long[] costs) {
    Map<Long, List<Integer>> groups = new LinkedHashMap<>();
    for (int anchor : anchorsOfSymbol) {
      int[] row = parts[anchor >>> ANCHOR_SHIFT];
      int at = anchor & (1 << ANCHOR_SHIFT) - 1;
      long before = at == 0 ? Long.MAX_VALUE : cost(row[at - 1], row[at], costs);
      long after = at == row.length - 1 ? Long.MAX_VALUE : cost(row[at + 1], row[at + 1], costs);
      long key = ALONE;
      if (before < after) {
        int gap = row[at] >>> GAP_SHIFT;
        key = key(row[at - 1] & ELEMENT | gap << GAP_SHIFT, window(gap) + BEFORE);
      } else if (after < Long.MAX_VALUE) {
        key = key(row[at + 1], window(row[at + 1] >>> GAP_SHIFT));
      }
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(anchor);
    }
    IntStream.Builder out = IntStream.builder();
    groups.forEach((key, list) -> {
      int part = (int) (key >>> 4);
      long signature = key == ALONE ? 0 : signatures[part & ELEMENT];
      out.add(key == ALONE ? ALONE : (int) (key & 15));
      out.add((int) signature);
      out.add((int) (signature >>> 32));
      out.add(part);
      out.add(list.size());
      list.forEach(out::add);
    });
    return out.build().toArray();
  }

  private static long key(int part, int window) {
    return (long) part << 4 | window;
  }

  private static int window(int gap) {
    return Arrays.binarySearch(WINDOW_GAPS, gap);
  }

  private static long cost(int part, int gapped, long[] costs) {
    return costs[part & ELEMENT] * (1 + (gapped >>> GAP_SHIFT));
  }

  private static int rarest(int[] row, long[] costs) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (costs[row[i] & ELEMENT] < costs[row[best] & ELEMENT]) {
        best = i;
      }
    }
    return best;
  }
}
