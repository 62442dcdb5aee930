package dev.indicia.dkim2;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Which lines of one text are kept in another, in order: a patience diff with small gaps solved
 * exactly. Lines are numbers; equal lines have equal numbers. Memory is linear, work is bounded:
 * where the budget ends, what is left counts as changed, which is always right and only longer.
 */
final class LineMatch {
  /** Gaps of so many pairs at most are solved exactly. */
  private static final int PAIRS_MAX = 1 << 16;

  private final int[] earlier;
  private final int[] later;
  private final int[] kept;
  private final Deque<int[]> gaps = new ArrayDeque<>();
  private final int[] seenEarlier;
  private final int[] seenLater;
  private final int[] place;
  private long budget;

  private LineMatch(int[] earlier, int[] later, int numbers, long budget) {
    this.earlier = earlier;
    this.later = later;
    this.kept = new int[earlier.length];
    this.seenEarlier = new int[numbers];
    this.seenLater = new int[numbers];
    this.place = new int[numbers];
    this.budget = budget;
    Arrays.fill(kept, -1);
  }

  /**
   * For each line of the earlier text the index of the later line that it is, or -1; ascending.
   *
   * @param numbers above every line's number
   * @param budget comparisons allowed
   */
  static int[] of(int[] earlier, int[] later, int numbers, long budget) {
    LineMatch match = new LineMatch(earlier, later, numbers, budget);
    match.gaps.push(new int[] {0, earlier.length, 0, later.length});
    while (!match.gaps.isEmpty() && match.budget > 0) {
      int[] gap = match.gaps.pop();
      match.solve(gap[0], gap[1], gap[2], gap[3]);
    }
    return match.kept;
  }

  private void solve(int earlierFrom, int earlierTo, int laterFrom, int laterTo) {
    int from = earlierFrom;
    int other = laterFrom;
    int to = earlierTo;
    int otherTo = laterTo;
    budget -= to - from + (otherTo - other);
    while (from < to && other < otherTo && earlier[from] == later[other]) {
      kept[from++] = other++;
    }
    while (from < to && other < otherTo && earlier[to - 1] == later[otherTo - 1]) {
      kept[--to] = --otherTo;
    }
    if (from == to || other == otherTo) {
      return;
    }
    if ((long) (to - from) * (otherTo - other) <= PAIRS_MAX) {
      exact(from, to, other, otherTo);
    } else {
      anchors(from, to, other, otherTo);
    }
  }

  /** The longest common subsequence of a small gap. */
  private void exact(int from, int to, int other, int otherTo) {
    int rows = to - from;
    int columns = otherTo - other;
    budget -= (long) rows * columns;
    int width = columns + 1;
    int[] longest = new int[(rows + 1) * width];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        longest[i * width + j] =
            earlier[from + i] == later[other + j]
                ? longest[(i + 1) * width + j + 1] + 1
                : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows && j < columns) {
      if (earlier[from + i] == later[other + j]) {
        kept[from + i++] = other + j++;
      } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** Lines that stand once in each text hold it together; the longest ascending row of them. */
  private void anchors(int from, int to, int other, int otherTo) {
    budget -= 2L * (to - from + (otherTo - other));
    for (int i = from; i < to; i++) {
      seenEarlier[earlier[i]]++;
    }
    for (int j = other; j < otherTo; j++) {
      seenLater[later[j]]++;
      place[later[j]] = j;
    }
    int[] rows = new int[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (seenEarlier[earlier[i]] == 1 && seenLater[earlier[i]] == 1) {
        rows[count++] = i;
      }
    }
    int[] row = ascending(rows, count);
    for (int i = from; i < to; i++) {
      seenEarlier[earlier[i]] = 0;
    }
    for (int j = other; j < otherTo; j++) {
      seenLater[later[j]] = 0;
    }
    int last = from;
    int otherLast = other;
    for (int anchor : row) {
      int found = place[earlier[anchor]];
      kept[anchor] = found;
      gaps.push(new int[] {last, anchor, otherLast, found});
      last = anchor + 1;
      otherLast = found + 1;
    }
    if (row.length > 0) {
      gaps.push(new int[] {last, to, otherLast, otherTo});
    }
  }

  /** The longest subsequence of the first rows whose places ascend. */
  private int[] ascending(int[] rows, int count) {
    int[] tops = new int[count];
    int[] previous = new int[count];
    int piles = 0;
    for (int i = 0; i < count; i++) {
      int found = place[earlier[rows[i]]];
      int low = 0;
      int high = piles;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (place[earlier[rows[tops[middle]]]] < found) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      previous[i] = low == 0 ? -1 : tops[low - 1];
      tops[low] = i;
      piles = Math.max(piles, low + 1);
    }
    int[] row = new int[piles];
    int at = piles == 0 ? -1 : tops[piles - 1];
    for (int i = piles - 1; i >= 0; i--) {
      row[i] = rows[at];
      at = previous[at];
    }
    return row;
  }
}
