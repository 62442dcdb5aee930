package dev.indicia.trust.identity;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * From text to numbers, many to one: sorted 40-bit hashes with a directory of where each begins.
 * Texts themselves are not kept, so whoever asks compares what it gets. Filled first, then frozen.
 */
final class KeyTable {
  /** Numbers must be below this. */
  static final int VALUES_MAX = 1 << 24;

  /** Values shown for one key; names made to collide cost no more than this. */
  private static final int SEEN_MAX = 128;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long VALUE_MASK = VALUES_MAX - 1;

  /** Hash above, value below. */
  private long[] rows = new long[64];

  /** For each beginning of a hash, the first row that has it or a larger one. */
  private int[] directory = new int[0];

  private int count;
  private int shift;

  /** The hash of a range of the text without the character at {@code skipped}. */
  static long hash(int salt, String text, int from, int to, int skipped) {
    return salted(salt, body(text, from, to, skipped));
  }

  static long hash(int salt, String text) {
    return hash(salt, text, 0, text.length(), -1);
  }

  /** The part of a hash that does not depend on what the text is used for. */
  static long body(String text, int from, int to, int skipped) {
    long hash = MULTIPLIER;
    for (int i = from; i < to; i++) {
      if (i != skipped) {
        hash = (hash ^ text.charAt(i)) * MULTIPLIER;
        hash ^= hash >>> 29;
      }
    }
    return hash;
  }

  /** The hash of a body for one use. */
  static long salted(int salt, long body) {
    long hash = (body ^ salt) * MULTIPLIER;
    hash = (hash ^ hash >>> 31) * MULTIPLIER;
    // Sorted as a signed number, so the sign stays clear.
    return hash & Long.MAX_VALUE & ~VALUE_MASK;
  }

  void add(long hash, int value) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count * 2);
    }
    rows[count++] = hash | value;
  }

  /** Makes it ready to be asked; nothing is added afterwards. */
  void freeze() {
    rows = Arrays.copyOf(rows, count);
    Arrays.sort(rows);
    int bits = Math.max(1, 31 - Integer.numberOfLeadingZeros(count | 1));
    shift = 63 - bits;
    directory = new int[(1 << bits) + 1];
    int row = 0;
    for (int start = 0; start < directory.length; start++) {
      while (row < count && rows[row] >>> shift < start) {
        row++;
      }
      directory[start] = row;
    }
  }

  /** Calls with each value of the hash until one says false. */
  void each(long hash, IntPredicate visitor) {
    int start = (int) (hash >>> shift);
    int end = directory[start + 1];
    int seen = 0;
    for (int row = directory[start]; row < end; row++) {
      long found = rows[row] & ~VALUE_MASK;
      if (found > hash) {
        return;
      }
      if (found == hash && (!visitor.test((int) (rows[row] & VALUE_MASK)) || ++seen == SEEN_MAX)) {
        return;
      }
    }
  }
}
