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

/** Makes the rows of {@link PhraseTable}. */
final class PhraseTableBuilder {
  /** By {@link Phrase.Part#gapBefore}. */
  private static final int[] WORD_GAP = {0, 3, 8};

  private static final int[] IDEOGRAPH_GAP = {0, 12, 24};

  private final int[][] parts;
  private final Elements elements;

  /** For each element the bits of its symbols. */
  private final long[] signatures;

  private PhraseTableBuilder(List<Phrase> phrases, SymbolTable symbols) {
    elements = new Elements(symbols);
    parts = new int[phrases.size()][];
    for (int p = 0; p < parts.length; p++) {
      parts[p] = compile(phrases.get(p), elements);
    }
    if (elements.sets.size() > PhraseTable.ELEMENT) {
      throw new IllegalArgumentException("too many different alternatives");
    }
    signatures = new long[elements.sets.size()];
    for (int e = 0; e < signatures.length; e++) {
      for (int symbol : elements.sets.get(e)) {
        signatures[e] |= PhraseTable.bit(symbol);
      }
    }
  }

  static PhraseTable build(List<Phrase> phrases, SymbolTable symbols) {
    PhraseTableBuilder builder = new PhraseTableBuilder(phrases, symbols);
    List<String> languages = phrases.stream().map(Phrase::language).distinct().toList();
    if (languages.size() > PhraseTable.LANGUAGES_MAX) {
      throw new IllegalArgumentException("too many languages");
    }
    char[] marks = new char[phrases.size()];
    for (int p = 0; p < marks.length; p++) {
      marks[p] = (char) mark(phrases.get(p), languages);
    }
    Map<Integer, Integer> numbersOfParts = new LinkedHashMap<>();
    Rows phraseParts = new Rows();
    for (int[] row : builder.parts) {
      phraseParts.add(
          Arrays.stream(row)
              .map(part -> numbersOfParts.computeIfAbsent(part, k -> numbersOfParts.size()))
              .toArray());
    }
    Rows elements = new Rows();
    builder.elements.sets.forEach(elements::add);
    Rows anchors = new Rows();
    char[] anchorRows = builder.anchors(symbols.size(), anchors);
    return new PhraseTable(
        languages,
        marks,
        numbersOfParts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        phraseParts.starts(),
        phraseParts.chars(),
        elements.starts(),
        elements.chars(),
        anchorRows,
        anchors.starts(),
        anchors.cells());
  }

  private static int mark(Phrase phrase, List<String> languages) {
    int concept = phrase.concept().ordinal();
    if (concept > PhraseTable.CONCEPT) {
      throw new AssertionError("a mark has no room for " + phrase.concept());
    }
    return concept
        | languages.indexOf(phrase.language()) << PhraseTable.LANGUAGE_SHIFT
        | (phrase.clauseStart() ? PhraseTable.CLAUSE_START : 0)
        | (phrase.question() ? PhraseTable.QUESTION : 0)
        | (phrase.exception() ? PhraseTable.EXCEPTION : 0);
  }

  /** Rows of different lengths, one after the other. */
  private static final class Rows {
    private final IntStream.Builder starts = IntStream.builder();
    private final IntStream.Builder cells = IntStream.builder();
    private int rows;
    private int end;

    int add(int[] row) {
      starts.add(end);
      end += row.length;
      Arrays.stream(row).forEach(cells::add);
      return rows++;
    }

    int[] starts() {
      return IntStream.concat(starts.build(), IntStream.of(end)).toArray();
    }

    int[] cells() {
      return cells.build().toArray();
    }

    char[] chars() {
      char[] out = new char[end];
      int count = 0;
      for (int cell : cells()) {
        if (cell > Character.MAX_VALUE) {
          throw new IllegalArgumentException("too many different phrases");
        }
        out[count++] = (char) cell;
      }
      return out;
    }
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

  private static int[] compile(Phrase phrase, Elements elements) {
    int[] out = new int[phrase.parts().size()];
    boolean before = false;
    for (int i = 0; i < out.length; i++) {
      Phrase.Part part = phrase.parts().get(i);
      int element = elements.number(part.words());
      boolean ideographic = elements.ideographic.get(element);
      int gap = (ideographic || before ? IDEOGRAPH_GAP : WORD_GAP)[part.gapBefore()];
      out[i] = element | gap << PhraseTable.GAP_SHIFT;
      before = ideographic;
    }
    return out;
  }

  /**
   * Adds the rows, equal ones once. A phrase is tried where its rarest part stands, or its first if
   * it has ideographs.
   *
   * @return the row of each symbol
   */
  private char[] anchors(int symbolCount, Rows rows) {
    long[] costs = costs(symbolCount);
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < symbolCount; i++) {
      lists.add(new ArrayList<>());
    }
    for (int p = 0; p < parts.length; p++) {
      int at = ideographic(parts[p]) ? 0 : rarest(parts[p], costs);
      for (int symbol : elements.sets.get(parts[p][at] & PhraseTable.ELEMENT)) {
        lists.get(symbol).add(p << PhraseTable.ANCHOR_SHIFT | at);
      }
    }
    Map<List<Integer>, Integer> known = new HashMap<>();
    char[] out = new char[symbolCount];
    for (int i = 0; i < symbolCount; i++) {
      List<Integer> list = lists.get(i);
      out[i] = (char) (int) known.computeIfAbsent(list, k -> rows.add(grouped(k, costs)));
    }
    return out;
  }

  private boolean ideographic(int[] row) {
    return Arrays.stream(row)
        .anyMatch(part -> elements.ideographic.get(part & PhraseTable.ELEMENT));
  }

  /** For each element how often phrases use its symbols: common words stand in many phrases. */
  private long[] costs(int symbolCount) {
    int[] usesOfElement = new int[elements.sets.size()];
    for (int[] row : parts) {
      for (int part : row) {
        usesOfElement[part & PhraseTable.ELEMENT]++;
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
      int[] row = parts[anchor >>> PhraseTable.ANCHOR_SHIFT];
      int at = anchor & (1 << PhraseTable.ANCHOR_SHIFT) - 1;
      long before = at == 0 ? Long.MAX_VALUE : cost(row[at - 1], row[at], costs);
      long after = at == row.length - 1 ? Long.MAX_VALUE : cost(row[at + 1], row[at + 1], costs);
      long key = PhraseTable.ALONE;
      if (before < after) {
        int gap = row[at] >>> PhraseTable.GAP_SHIFT;
        key =
            key(
                row[at - 1] & PhraseTable.ELEMENT | gap << PhraseTable.GAP_SHIFT,
                window(gap) + PhraseTable.BEFORE);
      } else if (after < Long.MAX_VALUE) {
        key = key(row[at + 1], window(row[at + 1] >>> PhraseTable.GAP_SHIFT));
      }
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(anchor);
    }
    IntStream.Builder out = IntStream.builder();
    groups.forEach((key, list) -> {
      int part = (int) (key >>> 4);
      long signature = key == PhraseTable.ALONE ? 0 : signatures[part & PhraseTable.ELEMENT];
      int window = key == PhraseTable.ALONE ? PhraseTable.ALONE : (int) (key & 15);
      out.add(part | window << PhraseTable.WINDOW_SHIFT);
      out.add((int) signature);
      out.add((int) (signature >>> 32));
      out.add(list.size());
      list.forEach(out::add);
    });
    return out.build().toArray();
  }

  private static long key(int part, int window) {
    return (long) part << 4 | window;
  }

  private static int window(int gap) {
    return Arrays.binarySearch(PhraseTable.WINDOW_GAPS, gap);
  }

  private static long cost(int part, int gapped, long[] costs) {
    return costs[part & PhraseTable.ELEMENT] * (1 + (gapped >>> PhraseTable.GAP_SHIFT));
  }

  private static int rarest(int[] row, long[] costs) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (costs[row[i] & PhraseTable.ELEMENT] < costs[row[best] & PhraseTable.ELEMENT]) {
        best = i;
      }
    }
    return best;
  }
}
