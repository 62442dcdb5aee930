package dev.indicia.trust.profile;

import dev.indicia.trust.template.Marks;

/**
 * How widely something was used, in two ints: up to three different counterparts (as marks of eight
 * bits), how often, and the first and last day. Counts never weigh alone: one counterpart who comes
 * a thousand times stays one.
 */
final class Usage {
  private static final int TIMES_MAX = 255;
  private static final int PLACES = 3;
  private static final int MARKS = 0xffffff;

  private Usage() {}

  /** {@code use} after one more use by the counterpart. */
  static int with(int use, int counterpart) {
    int times = Math.min(TIMES_MAX, times(use) + 1);
    return times << 24 | (int) Marks.with(use & MARKS, mark(counterpart), PLACES);
  }

  /** Both together. */
  static int merged(int one, int other) {
    int times = Math.min(TIMES_MAX, times(one) + times(other));
    return times << 24 | (int) Marks.united(one & MARKS, other & MARKS, PLACES);
  }

  private static int mark(int counterpart) {
    return Math.floorMod(counterpart, 255) + 1;
  }

  /** Different counterparts, up to three. */
  static int counterparts(int use) {
    return Marks.count(use & MARKS, PLACES);
  }

  /** Whether the counterpart is one of those marked; others may share its mark. */
  static boolean has(int use, int counterpart) {
    return Marks.has(use & MARKS, mark(counterpart), PLACES);
  }

  /** How often, up to 255. */
  static int times(int use) {
    return use >>> 24;
  }

  /** First and last day in one int. */
  static int days(int first, int last) {
    return first << 16 | (last & 0xffff);
  }

  static int first(int days) {
    return days >>> 16;
  }

  static int last(int days) {
    return days & 0xffff;
  }

  /** {@code days} reaching to that day too. */
  static int until(int days, int day) {
    return days(Math.min(first(days), day), Math.max(last(days), day));
  }
}
