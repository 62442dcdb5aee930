package dev.indicia.trust.profile;

/**
 * How widely something was used, in two ints: up to three different counterparts (as marks of eight
 * bits), how often, and the first and last day. Counts never weigh alone: one counterpart who comes
 * a thousand times stays one.
 */
final class Usage {
  private static final int TIMES_MAX = 255;

  private Usage() {}

  /** {@code use} after one more use by the counterpart. */
  static int with(int use, int counterpart) {
    int mark = mark(counterpart);
    int times = Math.min(TIMES_MAX, times(use) + 1);
    int marks = use & 0xffffff;
    for (int shift = 0; shift < 24; shift += 8) {
      int there = marks >>> shift & 0xff;
      if (there == mark) {
        break;
      }
      if (there == 0) {
        marks |= mark << shift;
        break;
      }
    }
    return times << 24 | marks;
  }

  /** Both together. */
  static int merged(int one, int other) {
    int use = one;
    for (int shift = 0; shift < 24; shift += 8) {
      int mark = other >>> shift & 0xff;
      if (mark != 0) {
        use = with(use, mark - 1);
      }
    }
    return Math.min(TIMES_MAX, times(one) + times(other)) << 24 | (use & 0xffffff);
  }

  private static int mark(int counterpart) {
    return Math.floorMod(counterpart, 255) + 1;
  }

  /** Different counterparts, up to three. */
  static int counterparts(int use) {
    return ((use & 0xff) != 0 ? 1 : 0)
        + ((use & 0xff00) != 0 ? 1 : 0)
        + ((use & 0xff0000) != 0 ? 1 : 0);
  }

  /** Whether the counterpart is one of those marked; others may share its mark. */
  static boolean has(int use, int counterpart) {
    int mark = mark(counterpart);
    return (use & 0xff) == mark || (use >>> 8 & 0xff) == mark || (use >>> 16 & 0xff) == mark;
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
