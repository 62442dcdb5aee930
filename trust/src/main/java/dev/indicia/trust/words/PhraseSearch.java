package dev.indicia.trust.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches one text after the other, in the same room. Not thread-safe. */
public final class PhraseSearch {
  private static final Concept[] CONCEPTS = Concept.values();

  /** By start, the longer first. A class: the first lambda of a JVM takes it 10 ms. */
  private static final Comparator<Hit> BY_START =
      new Comparator<>() {
        @Override
        public int compare(Hit a, Hit b) {
          int byStart = Integer.compare(a.start(), b.start());
          return byStart != 0 ? byStart : Integer.compare(b.end(), a.end());
        }
      };

  private final PhraseTable table;
  private final char[] shorter;
  private final char[] lengths;
  private final int[] anchors;
  private final Units units;
  private final long[] windows = new long[2 * PhraseTable.BEFORE];
  private @Nullable List<Hit> hits;
  private @Nullable List<Hit> exceptions;

  PhraseSearch(Automaton automaton) {
    this.table = automaton.table();
    this.shorter = automaton.shorter();
    this.lengths = automaton.lengths();
    this.anchors = table.anchors();
    this.units = new Units(automaton);
  }

  /** As {@link Lexicon#find}. */
  public List<Hit> find(CharSequence text) {
    hits = null;
    exceptions = null;
    units.read(text.toString());
    // No phrase goes past the end of a sentence.
    while (units.nextSentence()) {
      if (units.anySymbol()) {
        searchSentence();
      }
    }
    List<Hit> found = hits;
    if (found == null) {
      return List.of();
    }
    List<Hit> left = without(found, exceptions);
    return left.isEmpty() ? List.of() : merged(left);
  }

  private void searchSentence() {
    int count = units.count();
    for (int unit = 0; unit < count; unit++) {
      int symbol = units.entry(unit) & Units.SYMBOL;
      while (symbol != 0) {
        int row = table.anchorRows()[symbol];
        tryGroups(table.anchorStarts()[row], table.anchorStarts()[row + 1], unit, symbol);
        symbol = shorter[symbol];
      }
    }
  }

  private static List<Hit> without(List<Hit> found, @Nullable List<Hit> undoing) {
    if (undoing == null) {
      return found;
    }
    List<Hit> left = new ArrayList<>(found.size());
    for (Hit hit : found) {
      boolean undone = false;
      for (int i = 0; i < undoing.size() && !undone; i++) {
        undone = overlap(hit, undoing.get(i));
      }
      if (!undone) {
        left.add(hit);
      }
    }
    return left;
  }

  private void tryGroups(int from, int to, int unit, int symbol) {
    int[] groups = anchors;
    int at = from;
    int ready = 0;
    while (at < to) {
      int window = groups[at] >> PhraseTable.WINDOW_SHIFT;
      int end = at + PhraseTable.GROUP_HEAD + groups[at + 3];
      if (window != PhraseTable.ALONE) {
        if ((ready & 1 << window) == 0) {
          ready |= 1 << window;
          windows[window] = windowBits(window, unit, symbol);
        }
        long bits = windows[window];
        if (((int) bits & groups[at + 1] | (int) (bits >>> 32) & groups[at + 2]) == 0
            || !neighbour(groups[at] & PhraseTable.PART, window, unit, symbol)) {
          at = end;
          continue;
        }
      }
      for (int i = at + PhraseTable.GROUP_HEAD; i < end; i++) {
        tryAt(groups[i], unit, symbol);
      }
      at = end;
    }
  }

  /** The bits of all symbols in a window next to the unit. */
  private long windowBits(int window, int unit, int symbol) {
    boolean before = window >= PhraseTable.BEFORE;
    int gap = PhraseTable.WINDOW_GAPS[before ? window - PhraseTable.BEFORE : window];
    int first = before ? Math.max(0, unit - 1 - gap) : unit + lengths[symbol];
    int last = before ? unit - 1 : Math.min(units.count() - 1, first + gap);
    long bits = 0;
    for (int i = first; i <= last; i++) {
      bits |= units.bits(i);
    }
    return bits;
  }

  private boolean neighbour(int part, int window, int unit, int symbol) {
    return window >= PhraseTable.BEFORE ? before(part, unit) : after(part, unit + lengths[symbol]);
  }

  private boolean after(int part, int unit) {
    int last = Math.min(units.count() - 1, unit + (part >>> PhraseTable.GAP_SHIFT));
    for (int next = unit; next <= last; next++) {
      for (int symbol = units.entry(next) & Units.SYMBOL; symbol != 0; symbol = shorter[symbol]) {
        if (table.contains(part & PhraseTable.ELEMENT, symbol)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean before(int part, int unit) {
    int lowest = Math.max(0, unit - 1 - (part >>> PhraseTable.GAP_SHIFT));
    for (int before = unit - 1; before >= lowest; before--) {
      int symbol = units.entry(before) & Units.SYMBOL;
      if (symbol != 0 && table.contains(part & PhraseTable.ELEMENT, symbol)) {
        return true;
      }
    }
    return false;
  }

  private void tryAt(int anchor, int unit, int symbol) {
    int phrase = anchor >>> PhraseTable.ANCHOR_SHIFT;
    int firstPart = table.phraseStarts()[phrase];
    int part = firstPart + (anchor & (1 << PhraseTable.ANCHOR_SHIFT) - 1);
    int first = backward(firstPart, part, unit);
    if (first < 0) {
      return;
    }
    int next = forward(table.phraseStarts()[phrase + 1], part + 1, unit + lengths[symbol]);
    if (next < 0) {
      return;
    }
    int mark = table.marks()[phrase];
    if ((mark & PhraseTable.CLAUSE_START) != 0 && (units.entry(first) & Units.CLAUSE) == 0) {
      return;
    }
    int end = units.end(next - 1);
    if ((mark & PhraseTable.QUESTION) != 0 && !questionAt(end)) {
      return;
    }
    Concept concept = CONCEPTS[mark & PhraseTable.CONCEPT];
    Hit hit = new Hit(concept, units.start(first), end, table.language(mark));
    if ((mark & PhraseTable.EXCEPTION) != 0) {
      exceptions = with(exceptions, hit);
    } else {
      hits = with(hits, hit);
    }
  }

  private static List<Hit> with(@Nullable List<Hit> list, Hit hit) {
    List<Hit> out = list == null ? new ArrayList<>() : list;
    if (out.isEmpty() || !same(out.getLast(), hit)) {
      out.add(hit);
    }
    return out;
  }

  private static boolean same(Hit a, Hit b) {
    return a.concept() == b.concept()
        && a.start() == b.start()
        && a.end() == b.end()
        && a.language().equals(b.language());
  }

  private static boolean overlap(Hit a, Hit b) {
    return a.concept() == b.concept() && a.start() < b.end() && b.start() < a.end();
  }

  /** The first unit of the parts before this one, which stands at this unit, or -1. */
  private int backward(int firstPart, int part, int unit) {
    if (part == firstPart) {
      return unit;
    }
    int element = table.partAt(part - 1) & PhraseTable.ELEMENT;
    int lowest = Math.max(0, unit - 1 - (table.partAt(part) >>> PhraseTable.GAP_SHIFT));
    for (int before = unit - 1; before >= lowest; before--) {
      if (table.contains(element, units.entry(before) & Units.SYMBOL)) {
        int first = backward(firstPart, part - 1, before);
        if (first >= 0) {
          return first;
        }
      }
    }
    return -1;
  }

  /** The unit after the parts from this one on, the first of which may stand here, or -1. */
  private int forward(int partsEnd, int part, int unit) {
    if (part == partsEnd) {
      return unit;
    }
    int element = table.partAt(part) & PhraseTable.ELEMENT;
    int last = Math.min(units.count() - 1, unit + (table.partAt(part) >>> PhraseTable.GAP_SHIFT));
    for (int next = unit; next <= last; next++) {
      int symbol = units.entry(next) & Units.SYMBOL;
      while (symbol != 0) {
        if (table.contains(element, symbol)) {
          int end = forward(partsEnd, part + 1, next + lengths[symbol]);
          if (end >= 0) {
            return end;
          }
        }
        symbol = shorter[symbol];
      }
    }
    return -1;
  }

  private boolean questionAt(int end) {
    for (int i = end; i < units.length(); i++) {
      char c = units.charAt(i);
      if (c == '?'
          || c == '？'
          || c == '؟'
          || c == ';' && end > 0 && units.charAt(end - 1) >= 0x370) {
        return true;
      }
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '"' && c != ')') {
        return false;
      }
    }
    return false;
  }

  /** Ordered by start; overlapping hits of one concept become one. */
  private static List<Hit> merged(List<Hit> found) {
    found.sort(BY_START);
    List<Hit> out = new ArrayList<>(found.size());
    int[] lastOf = new int[CONCEPTS.length];
    for (Hit hit : found) {
      int last = lastOf[hit.concept().ordinal()] - 1;
      if (last >= 0 && hit.start() < out.get(last).end()) {
        Hit before = out.get(last);
        int end = Math.max(before.end(), hit.end());
        out.set(last, new Hit(hit.concept(), before.start(), end, before.language()));
      } else {
        out.add(hit);
        lastOf[hit.concept().ordinal()] = out.size();
      }
    }
    return List.copyOf(out);
  }
}
