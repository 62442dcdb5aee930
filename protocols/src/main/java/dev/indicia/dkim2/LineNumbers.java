package dev.indicia.dkim2;

import java.util.Arrays;

/**
 * Gives equal lines equal numbers. Lines are compared octet by octet; a table slot is searched only
 * so far, so that lines made to collide cost no more than others: they count as unlike all others.
 * One thread.
 */
final class LineNumbers {
  private static final int PROBES_MAX = 16;

  private final BodyLines[] texts;
  private final int[] slots;
  private final int mask;
  private final int[] textOf;
  private final int[] lineOf;
  private final long[] hashOf;
  private int count;

  /**
   * For two texts.
   *
   * @param lines how many lines will be numbered at most
   */
  LineNumbers(BodyLines first, BodyLines second, int lines) {
    this.texts = new BodyLines[] {first, second};
    int size = Integer.highestOneBit(Math.max(8, lines)) << 2;
    this.slots = new int[size];
    this.mask = size - 1;
    this.textOf = new int[lines];
    this.lineOf = new int[lines];
    this.hashOf = new long[lines];
    Arrays.fill(slots, -1);
  }

  /** How many numbers were given; each is below. */
  int count() {
    return count;
  }

  /** The numbers of some lines of the first text, 0, or the second, 1. */
  int[] of(int text, int from, int to) {
    int[] numbers = new int[to - from];
    for (int i = from; i < to; i++) {
      numbers[i - from] = number(text, i);
    }
    return numbers;
  }

  private int number(int text, int line) {
    BodyLines lines = texts[text];
    int from = lines.start(line);
    int to = lines.end(line);
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (lines.octets()[i] & 0xff)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    int slot = (int) hash & mask;
    for (int probe = 0; probe < PROBES_MAX; probe++) {
      int known = slots[slot];
      if (known < 0) {
        slots[slot] = count;
        break;
      }
      if (hashOf[known] == hash && equals(known, lines.octets(), from, to)) {
        return known;
      }
      slot = slot + 1 & mask;
    }
    textOf[count] = text;
    lineOf[count] = line;
    hashOf[count] = hash;
    return count++;
  }

  private boolean equals(int known, byte[] octets, int from, int to) {
    BodyLines other = texts[textOf[known]];
    int line = lineOf[known];
    return Arrays.equals(other.octets(), other.start(line), other.end(line), octets, from, to);
  }
}
