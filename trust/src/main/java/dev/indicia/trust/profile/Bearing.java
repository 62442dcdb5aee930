package dev.indicia.trust.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The three recipients who were the first to get proven mail under a name, with the days. The same
 * whatever the order in which they are noted and merged. Not thread-safe.
 */
final class Bearing {
  private static final int PLACES = 3;
  private static final int EMPTY = Integer.MAX_VALUE;

  /** Day in the upper 24 bits, the recipient's mark in the lower eight; ascending. */
  private final int[] first = {EMPTY, EMPTY, EMPTY};

  /** Notes a recipient. */
  void see(int recipient, int day) {
    put(day << 8 | Math.floorMod(recipient, 255) + 1);
  }

  private void put(int entry) {
    int later = entry;
    for (int i = 0; i < PLACES; i++) {
      if ((first[i] & 0xff) == (entry & 0xff) && first[i] != EMPTY) {
        first[i] = Math.min(first[i], entry);
        Arrays.sort(first);
        return;
      }
    }
    for (int i = 0; i < PLACES; i++) {
      if (later < first[i]) {
        int there = first[i];
        first[i] = later;
        later = there;
      }
    }
  }

  /** The day of the third one; -1 before. */
  int day() {
    return first[PLACES - 1] == EMPTY ? -1 : first[PLACES - 1] >>> 8;
  }

  void merge(Bearing other) {
    for (int entry : other.first) {
      if (entry != EMPTY) {
        put(entry);
      }
    }
  }

  void write(DataOutput out) throws IOException {
    for (int entry : first) {
      out.writeInt(entry);
    }
  }

  void read(DataInput in) throws IOException {
    for (int i = 0; i < PLACES; i++) {
      first[i] = in.readInt();
    }
    Arrays.sort(first);
  }
}
