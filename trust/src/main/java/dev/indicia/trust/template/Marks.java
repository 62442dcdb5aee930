package dev.indicia.trust.template;

/**
 * A few marks of eight bits that stand for a set of things, in one number: the smallest of the set,
 * ascending from the lowest octet; 0 is an empty place. Whatever the order in which things are
 * added and sets are united, the same set gives the same number, and its size is exact up to the
 * number of places. Pure.
 */
public final class Marks {
  private Marks() {}

  /**
   * The set with one more mark.
   *
   * @param mark 1 to 255
   * @param places 1 to 8
   */
  public static long with(long marks, int mark, int places) {
    long all = marks;
    long rest = mark;
    for (int shift = 0; shift < 8 * places; shift += 8) {
      long there = all >>> shift & 0xff;
      if (there == rest) {
        return all;
      }
      if (there == 0) {
        return all | rest << shift;
      }
      if (there > rest) {
        all ^= (there ^ rest) << shift;
        rest = there;
      }
    }
    return all;
  }

  /** Both sets. */
  public static long united(long one, long other, int places) {
    long all = one;
    for (int shift = 0; shift < 8 * places && (other >>> shift & 0xff) != 0; shift += 8) {
      all = with(all, (int) (other >>> shift & 0xff), places);
    }
    return all;
  }

  /** Places in use. */
  public static int count(long marks, int places) {
    int count = 0;
    while (count < places && (marks >>> 8 * count & 0xff) != 0) {
      count++;
    }
    return count;
  }

  /** Whether the mark is among those kept. */
  public static boolean has(long marks, int mark, int places) {
    for (int shift = 0; shift < 8 * places; shift += 8) {
      if ((marks >>> shift & 0xff) == mark) {
        return true;
      }
    }
    return false;
  }
}
