package dev.indicia.trust.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  static final int ALONE = 0;
  static final int BEFORE = 1;
  static final int AFTER = 2;

  private static final int[] IDEOGRAPH_GAP = {0, 12, 24};

  final Phrase[] phrases;
  final int[][] parts;

  /**
   * For each symbol, groups of phrases that need the same neighbour: the part next to the symbol, its
   * side ({@link #BEFORE}, {@link #AFTER} or {@link #ALONE}), how many phrases, and for each the
   * phrase and the index of the part that the symbol is.
   */
  final int[][] anchors;

  /** The only symbol of an element, or -1. */
  private final int[] only;

  /** Pairs of element and symbol, open addressing. */
  private final long[] pairs;

  private final int mask;

  PhraseTable(List<Phrase> list, SymbolTable symbols) {
    phrases = list.toArray(Phrase[]::new);
    parts = new int[phrases.length][];
    Map<Set<Integer>, Integer> elements = new HashMap<>();
    List<Set<Integer>> sets = new ArrayList<>();
    for (int p = 0; p < phrases.length; p++) {
      parts[p] = compile(phrases[p], symbols, elements, sets);
    }
    if (sets.size() > ELEMENT) {
      throw new IllegalArgumentException("too many different alternatives");
    }
    only = new int[sets.size()];
    int pairCount = 0;
    for (int e = 0; e < only.length; e++) {
      Set<Integer> set = sets.get(e);
      only[e] = set.size() == 1 ? set.iterator().next() : -1;
      pairCount += set.size();
    }
    mask = Integer.highestOneBit(Math.max(16, pairCount * 3)) * 2 - 1;
    pairs = new long[mask + 1];
    for (int e = 0; e < only.length; e++) {
      for (int symbol : sets.get(e)) {
        put(pair(e, symbol));
      }
    }
    anchors = anchors(symbols, sets);
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

  private static int[] compile(
      Phrase phrase,
      SymbolTable symbols,
      Map<Set<Integer>, Integer> elements,
      List<Set<Integer>> sets) {
    int[] out = new int[phrase.parts().size()];
    boolean before = false;
    for (int i = 0; i < out.length; i++) {
      Phrase.Part part = phrase.parts().get(i);
      Set<Integer> set = new TreeSet<>();
      boolean ideographic = false;
      for (String word : part.words()) {
        set.addAll(symbols.members(word));
        ideographic |= symbols.ideographic(word);
      }
      int element =
          elements.computeIfAbsent(
              set,
              s -> {
                sets.add(s);
                return sets.size() - 1;
              });
      int gap = (ideographic || before ? IDEOGRAPH_GAP : WORD_GAP)[part.gapBefore()];
      out[i] = element | gap << GAP_SHIFT;
      before = ideographic;
    }
    return out;
  }

  /** A phrase is tried where its rarest part stands, or its first if it has ideographs. */
  private int[][] anchors(SymbolTable symbols, List<Set<Integer>> sets) {
    int[] uses = new int[symbols.size()];
    for (int[] row : parts) {
      for (int part : row) {
        sets.get(part & ELEMENT).forEach(symbol -> uses[symbol]++);
      }
    }
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      lists.add(new ArrayList<>());
    }
    for (int p = 0; p < parts.length; p++) {
      int at = ideographic(phrases[p], symbols) ? 0 : rarest(parts[p], sets, uses);
      for (int symbol : sets.get(parts[p][at] & ELEMENT)) {
        lists.get(symbol).add(p << ANCHOR_SHIFT | at);
      }
    }
    int[][] out = new int[symbols.size()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = grouped(lists.get(i), sets, uses);
    }
    return out;
  }

  private int[] grouped(List<Integer> anchorsOfSymbol, List<Set<Integer>> sets, int[] uses) {
    Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
    for (int anchor : anchorsOfSymbol) {
      int[] row = parts[anchor >>> ANCHOR_SHIFT];
      int at = anchor & (1 << ANCHOR_SHIFT) - 1;
      long before = at == 0 ? Long.MAX_VALUE : neighbourCost(row[at - 1], row[at], sets, uses);
      long after =
          at == row.length - 1
              ? Long.MAX_VALUE
              : neighbourCost(row[at + 1], row[at + 1], sets, uses);
      List<Integer> key = List.of(0, ALONE);
      if (before < after) {
        int gap = row[at] >>> GAP_SHIFT;
        key = List.of(row[at - 1] & ELEMENT | gap << GAP_SHIFT, BEFORE);
      } else if (after < Long.MAX_VALUE) {
        key = List.of(row[at + 1], AFTER);
      }
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(anchor);
    }
    List<Integer> out = new ArrayList<>();
    groups.forEach(
        (key, list) -> {
          out.addAll(key);
          out.add(list.size());
          out.addAll(list);
        });
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long neighbourCost(int part, int gapped, List<Set<Integer>> sets, int[] uses) {
    long sum = 0;
    for (int symbol : sets.get(part & ELEMENT)) {
      sum += uses[symbol];
    }
    return sum * (1 + (gapped >>> GAP_SHIFT));
  }

  private static boolean ideographic(Phrase phrase, SymbolTable symbols) {
    return phrase.parts().stream()
        .anyMatch(part -> part.words().stream().anyMatch(symbols::ideographic));
  }

  private static int rarest(int[] row, List<Set<Integer>> sets, int[] uses) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < row.length; i++) {
      long sum = 0;
      for (int symbol : sets.get(row[i] & ELEMENT)) {
        sum += uses[symbol];
      }
      if (sum < least) {
        least = sum;
        best = i;
      }
    }
    return best;
  }
}
