package dev.indicia.trust.identity;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * From text to numbers, many to one: open addressing over 64-bit hashes. Texts themselves are not
 * kept, so whoever asks compares what it gets. Filled first, then frozen.
 */
final class KeyTable {
  /** Values shown for one key; names made to collide cost no more than this. */
  private static final int SEEN_MAX = 256;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] hashes = new long[64];
  private int[] values = new int[64];
  private int count;
  private int mask;

  /** The hash of a range of the text without the character at {@code skipped}. */
  static long hash(int salt, CharSequence text, int from, int to, int skipped) {
    long hash = (salt + 1L) * MULTIPLIER;
    for (int i = from; i < to; i++) {
      if (i != skipped) {
        hash = (hash ^ text.charAt(i)) * MULTIPLIER;
        hash ^= hash >>> 29;
      }
    }
    return hash == 0 ? 1 : hash;
  }

  static long hash(int salt, CharSequence text) {
    return hash(salt, text, 0, text.length(), -1);
  }

  void add(long hash, int value) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    hashes[count] = hash;
    values[count++] = value;
  }

  /** Makes it ready to be asked; nothing is added afterwards. */
  void freeze() {
    int capacity = Integer.highestOneBit(Math.max(4, count + count / 2)) * 2;
    long[] keys = new long[capacity];
    int[] numbers = new int[capacity];
    mask = capacity - 1;
    for (int i = 0; i < count; i++) {
      int at = slot(hashes[i]);
      while (keys[at] != 0) {
        at = at + 1 & mask;
      }
      keys[at] = hashes[i];
      numbers[at] = values[i];
    }
    hashes = keys;
    values = numbers;
  }

  /** Calls with each value of the hash until one says false. */
  void each(long hash, IntPredicate visitor) {
    int seen = 0;
    for (int at = slot(hash); hashes[at] != 0; at = at + 1 & mask) {
      if (hashes[at] == hash && (!visitor.test(values[at]) || ++seen == SEEN_MAX)) {
        return;
      }
    }
  }

  private int slot(long hash) {
    return (int) (hash ^ hash >>> 32) & mask;
  }
}
