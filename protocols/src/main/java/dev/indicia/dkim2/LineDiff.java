package dev.indicia.dkim2;

import java.util.Arrays;

/** Which lines of one text are kept in another: alike beginnings and ends first, then the rest. */
final class LineDiff {
  private LineDiff() {}

  /** For each earlier line the later one that it is, or -1. */
  static int[] kept(BodyLines then, BodyLines now, Dkim2Limits limits) {
    int[] kept = new int[then.count()];
    int least = Math.min(then.count(), now.count());
    int head = 0;
    while (head < least && then.isSame(head, now, head)) {
      kept[head] = head;
      head++;
    }
    int shift = now.count() - then.count();
    int tail = then.count();
    while (tail > head && tail + shift > head && then.isSame(tail - 1, now, tail - 1 + shift)) {
      tail--;
      kept[tail] = tail + shift;
    }
    int lines = tail - head + (tail + shift - head);
    if (lines > limits.diffLinesMax()) {
      Arrays.fill(kept, head, tail, -1);
      return kept;
    }
    LineNumbers numbers = new LineNumbers(then, now, lines);
    int[] earlierLines = numbers.of(0, head, tail);
    int[] laterLines = numbers.of(1, head, tail + shift);
    long budget = (long) limits.diffWorkFactor() * (lines + 1024L);
    int[] middle = LineMatch.of(earlierLines, laterLines, numbers.count(), budget);
    for (int i = 0; i < middle.length; i++) {
      kept[head + i] = middle[i] < 0 ? -1 : middle[i] + head;
    }
    return kept;
  }
}
