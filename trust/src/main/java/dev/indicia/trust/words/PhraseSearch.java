package dev.indicia.trust.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One search of one text. */
final class PhraseSearch {
  private static final Concept[] CONCEPTS = Concept.values();

  private final PhraseTable table;
  private final int[] shorter;
  private final int[] lengths;
  private final Units units;
  private final long[] windows = new long[2 * PhraseTable.BEFORE];
  private final String text;
  private @Nullable List<Hit> hits;
  private @Nullable List<Hit> exceptions;

  PhraseSearch(PhraseTable table, SymbolTable symbols, Units units, String text) {
    this.table = table;
    this.shorter = symbols.shorter;
    this.lengths = symbols.lengths;
    this.units = units;
    this.text = text;
  }

  List<Hit> run() {
    int count = units.count();
    for (int unit = 0; unit < count; unit++) {
      int symbol = units.entry(unit) & Units.SYMBOL;
      while (symbol != 0) {
        tryGroups(table.anchors[symbol], unit, symbol);
        symbol = shorter[symbol];
      }
    }
    List<Hit> found = hits;
    if (found == null) {
      return List.of();
    }
    List<Hit> undoing = exceptions;
    if (undoing != null) {
      found.removeIf(hit -> undoing.stream().anyMatch(other -> overlap(hit, other)));
    }
    return found.isEmpty() ? List.of() : merged(found);
  }

  private void tryGroups(int[] groups, int unit, int symbol) {
    int at = 0;
    int ready = 0;
    while (at < groups.length) {
      int window = groups[at];
      int end = at + PhraseTable.GROUP_HEAD + groups[at + 4];
      if (window != PhraseTable.ALONE) {
        if ((ready & 1 << window) == 0) {
          ready |= 1 << window;
          windows[window] = windowBits(window, unit, symbol);
        }
        long bits = windows[window];
        if (((int) bits & groups[at + 1] | (int) (bits >>> 32) & groups[at + 2]) == 0
            || !neighbour(groups[at + 3], window, unit, symbol)) {
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

  /** The bits of all symbols in a window next to the unit; sentences are not looked at. */
  private long windowBits(int window, int unit, int symbol) {
    boolean before = window >= PhraseTable.BEFORE;
    int gap = PhraseTable.WINDOW_GAPS[before ? window - PhraseTable.BEFORE : window];
    int first = before ? Math.max(0, unit - 1 - gap) : unit + lengths[symbol];
    int last = before ? unit - 1 : Math.min(units.count() - 1, first + gap);
    long bits = 0;
    for (int i = first; i <= last; i++) {
      bits |= table.bits[units.entry(i) & Units.SYMBOL];
    }
    return bits;
  }

  private boolean neighbour(int part, int window, int unit, int symbol) {
    return window >= PhraseTable.BEFORE ? before(part, unit) : after(part, unit + lengths[symbol]);
  }

  private boolean after(int part, int unit) {
    int last = Math.min(units.count() - 1, unit + (part >>> PhraseTable.GAP_SHIFT));
    for (int next = unit; next <= last && !units.breaksBefore(next); next++) {
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
    for (int before = unit - 1; before >= lowest && !units.breaksBefore(before + 1); before--) {
      int symbol = units.entry(before) & Units.SYMBOL;
      if (symbol != 0 && table.contains(part & PhraseTable.ELEMENT, symbol)) {
        return true;
      }
    }
    return false;
  }

  private void tryAt(int anchor, int unit, int symbol) {
    int index = anchor & (1 << PhraseTable.ANCHOR_SHIFT) - 1;
    int phrase = anchor >>> PhraseTable.ANCHOR_SHIFT;
    int[] parts = table.parts[phrase];
    int first = index == 0 ? unit : backward(parts, index, unit);
    if (first < 0) {
      return;
    }
    int next = forward(parts, index + 1, unit + lengths[symbol]);
    if (next < 0) {
      return;
    }
    Phrase source = table.phrases[phrase];
    if (source.clauseStart() && (units.entry(first) & Units.CLAUSE) == 0) {
      return;
    }
    int end = units.end(next - 1);
    if (source.question() && !questionAt(end)) {
      return;
    }
    Hit hit = new Hit(source.concept(), units.start(first), end, source.language());
    if (source.exception()) {
      exceptions = with(exceptions, hit);
    } else {
      hits = with(hits, hit);
    }
  }

  private static List<Hit> with(@Nullable List<Hit> list, Hit hit) {
    List<Hit> out = list == null ? new ArrayList<>() : list;
    if (out.isEmpty() || !out.getLast().equals(hit)) {
      out.add(hit);
    }
    return out;
  }

  private static boolean overlap(Hit a, Hit b) {
    return a.concept() == b.concept() && a.start() < b.end() && b.start() < a.end();
  }

  /** The first unit of the parts before this one, which stands at this unit, or -1. */
  private int backward(int[] parts, int index, int unit) {
    if (index == 0) {
      return unit;
    }
    int element = parts[index - 1] & PhraseTable.ELEMENT;
    int lowest = Math.max(0, unit - 1 - (parts[index] >>> PhraseTable.GAP_SHIFT));
    for (int before = unit - 1; before >= lowest && !units.breaksBefore(before + 1); before--) {
      if (table.contains(element, units.entry(before) & Units.SYMBOL)) {
        int first = backward(parts, index - 1, before);
        if (first >= 0) {
          return first;
        }
      }
    }
    return -1;
  }

  /** The unit after the parts from this one on, the first of which may stand here, or -1. */
  private int forward(int[] parts, int index, int unit) {
    if (index == parts.length) {
      return unit;
    }
    int element = parts[index] & PhraseTable.ELEMENT;
    int last = Math.min(units.count() - 1, unit + (parts[index] >>> PhraseTable.GAP_SHIFT));
    for (int next = unit; next <= last && !units.breaksBefore(next); next++) {
      int symbol = units.entry(next) & Units.SYMBOL;
      while (symbol != 0) {
        if (table.contains(element, symbol)) {
          int end = forward(parts, index + 1, next + lengths[symbol]);
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
    for (int i = end; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '?'
          || c == '？'
          || c == '؟'
          || c == ';' && end > 0 && text.charAt(end - 1) >= 0x370) {
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
    found.sort(Comparator.comparingInt(Hit::start).thenComparing(Hit::end, (a, b) -> b - a));
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
