package dev.indicia.idn;

import java.util.Arrays;

/**
 * Unicode Normalization Form C, UAX #15, for code points that are valid in UTS #46; others pass
 * unchanged. Not {@code java.text.Normalizer}: its version of Unicode is that of the running JDK.
 */
final class Nfc {
  // Hangul syllables are composed by arithmetic, The Unicode Standard §3.12
  private static final int S_BASE = 0xAC00;
  private static final int L_BASE = 0x1100;
  private static final int V_BASE = 0x1161;
  private static final int T_BASE = 0x11A7; // one before the first trailing consonant
  private static final int L_COUNT = 19;
  private static final int V_COUNT = 21;
  private static final int T_COUNT = 28;
  private static final int S_COUNT = L_COUNT * V_COUNT * T_COUNT;

  private Nfc() {}

  /** Returns the text in NFC, as a new sequence. */
  static CodePoints normalize(CodePoints text, IdnTable table) {
    CodePoints decomposed = new CodePoints(text.size());
    for (int i = 0; i < text.size(); i++) {
      decompose(text.get(i), decomposed, table);
    }
    int[] classes = new int[decomposed.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = table.properties(decomposed.get(i)).combiningClass();
    }
    reorder(decomposed, classes);
    return compose(decomposed, classes, table);
  }

  private static void decompose(int codePoint, CodePoints out, IdnTable table) {
    int index = codePoint - S_BASE;
    if (index < 0 || index >= S_COUNT) {
      table.decompose(codePoint, out);
      return;
    }
    out.add(L_BASE + index / (V_COUNT * T_COUNT));
    out.add(V_BASE + index / T_COUNT % V_COUNT);
    if (index % T_COUNT != 0) {
      out.add(T_BASE + index % T_COUNT);
    }
  }

  /** Canonical Ordering: sorts each run of non-starters by class, keeping equals in order. */
  private static void reorder(CodePoints text, int[] classes) {
    int start = 0;
    while (start < classes.length) {
      int end = start;
      while (end < classes.length && classes[end] != 0) {
        end++;
      }
      if (end - start > 1) {
        sortRun(text, classes, start, end);
      }
      start = end + 1;
    }
  }

  private static void sortRun(CodePoints text, int[] classes, int start, int end) {
    long[] keys = new long[end - start]; // class, position, code point: sorting is stable
    for (int i = start; i < end; i++) {
      keys[i - start] = (long) classes[i] << 48 | (long) i << 21 | text.get(i);
    }
    Arrays.sort(keys);
    for (int i = start; i < end; i++) {
      text.set(i, (int) keys[i - start] & 0x1FFFFF);
      classes[i] = (int) (keys[i - start] >> 48);
    }
  }

  /** Canonical Composition: joins each code point to the last starter unless it is blocked. */
  private static CodePoints compose(CodePoints text, int[] classes, IdnTable table) {
    CodePoints out = new CodePoints(text.size());
    int starter = -1;
    int lastClass = 0;
    for (int i = 0; i < text.size(); i++) {
      int codePoint = text.get(i);
      boolean adjacent = starter == out.size() - 1;
      if (starter >= 0 && (adjacent || lastClass < classes[i])) {
        int composite = composePair(out.get(starter), codePoint, table);
        if (composite >= 0) {
          out.set(starter, composite);
          continue;
        }
      }
      if (classes[i] == 0) {
        starter = out.size();
      }
      lastClass = classes[i];
      out.add(codePoint);
    }
    return out;
  }

  private static int composePair(int first, int second, IdnTable table) {
    int l = first - L_BASE;
    int v = second - V_BASE;
    if (l >= 0 && l < L_COUNT && v >= 0 && v < V_COUNT) {
      return S_BASE + (l * V_COUNT + v) * T_COUNT;
    }
    int s = first - S_BASE;
    int t = second - T_BASE;
    if (s >= 0 && s < S_COUNT && s % T_COUNT == 0 && t > 0 && t < T_COUNT) {
      return first + t;
    }
    return table.compose(first, second);
  }
}
