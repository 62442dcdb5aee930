package dev.indicia.trust.template;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one sender: messages that share most of their phrases are one family, so that
 * each language and each version has its own. Bounded; the least met one makes room. Not
 * thread-safe.
 */
public final class Families {
  /** Templates kept for one sender at most. */
  public static final int FAMILIES_MAX = 24;

  /** Hash functions of the sketch by which the share of common phrases is estimated. */
  private static final int SKETCH = 32;

  /** Estimated share of common phrases from which messages are of one family. */
  private static final double LIKENESS = 0.3;

  /** A place of a sketch where no phrase competed. */
  private static final char EMPTY = 0xffff;

  /** Bits of a hash that a sketch leaves out. */
  private static final int HASH_BITS_LEFT_OUT = 11;

  /** Octets of a skeleton, in UTF-8; kept so, as half of a string would be zeros. */
  private static final int SKELETON_OCTETS_MAX = 240;

  private static final byte[] NO_SKELETON = {};
  private static final String MORE = "…";

  private final List<Family> families = new ArrayList<>(1);

  /** One template. */
  public static final class Family {
    private final char[] sketch;
    private int count;
    private int firstDay;
    private int lastDay;
    private byte[] skeleton = NO_SKELETON;

    private Family(char[] sketch, int day) {
      this.sketch = sketch;
      this.firstDay = day;
      this.lastDay = day;
    }

    /** What it is called by: stable as long as it is kept. */
    public String id() {
      long id = 1469598103934665603L;
      for (int i = 0; i < 16; i++) {
        id = (id ^ sketch[i]) * 1099511628211L;
      }
      return "t" + Long.toUnsignedString(id, 36);
    }

    /** Messages met. */
    public int count() {
      return count;
    }

    /** Day of the first message, in days since 1970. */
    public int firstDay() {
      return firstDay;
    }

    /** Day of the latest message. */
    public int lastDay() {
      return lastDay;
    }

    /** The constant words, with "‹ ›" for each slot; cut. */
    public String skeleton() {
      return new String(skeleton, StandardCharsets.UTF_8);
    }
  }

  /** The templates, in no order. */
  public List<Family> all() {
    return List.copyOf(families);
  }

  /** The family of the message; null when it is like none. */
  public @Nullable Family of(Wording wording) {
    return nearest(wording.sketch());
  }

  private @Nullable Family nearest(char[] sketch) {
    Family nearest = null;
    double most = LIKENESS;
    for (Family family : families) {
      int common = 0;
      int used = 0;
      for (int i = 0; i < SKETCH; i++) {
        boolean empty = sketch[i] == EMPTY;
        used += empty && family.sketch[i] == EMPTY ? 0 : 1;
        common += !empty && family.sketch[i] == sketch[i] ? 1 : 0;
      }
      double likeness = used == 0 ? 0 : (double) common / used;
      boolean first =
          nearest == null || likeness > most || Arrays.compare(family.sketch, nearest.sketch) < 0;
      if (likeness >= most && likeness > LIKENESS && first) {
        most = likeness;
        nearest = family;
      }
    }
    return nearest;
  }

  /** Notes one message. */
  public void learn(Reading reading, int day) {
    Family met = new Family(reading.wording().sketch(), day);
    met.count = 1;
    add(met, reading);
  }

  /** Adds messages of one template; the reading, where given, tells its words. */
  private void add(Family from, @Nullable Reading reading) {
    Family to = nearest(from.sketch);
    if (to == null) {
      if (families.size() == FAMILIES_MAX) {
        families.remove(least());
      }
      to = new Family(from.sketch, from.firstDay);
      families.add(to);
    }
    boolean renewed =
        Integer.highestOneBit(to.count) != Integer.highestOneBit(to.count + from.count);
    if (renewed || to.skeleton.length == 0) {
      to.skeleton = reading == null ? from.skeleton : octets(reading.skeleton(SKELETON_OCTETS_MAX));
    }
    to.count += from.count;
    to.firstDay = Math.min(to.firstDay, from.firstDay);
    to.lastDay = Math.max(to.lastDay, from.lastDay);
  }

  /** In UTF-8, cut between two characters. */
  private static byte[] octets(String skeleton) {
    byte[] all = skeleton.getBytes(StandardCharsets.UTF_8);
    if (all.length <= SKELETON_OCTETS_MAX) {
      return all;
    }
    byte[] more = MORE.getBytes(StandardCharsets.UTF_8);
    int end = SKELETON_OCTETS_MAX - more.length;
    while ((all[end] & 0xc0) == 0x80) {
      end--;
    }
    byte[] cut = Arrays.copyOf(all, end + more.length);
    System.arraycopy(more, 0, cut, end, more.length);
    return cut;
  }

  private Family least() {
    Family least = families.getFirst();
    for (Family family : families) {
      int by = family.count - least.count;
      by = by != 0 ? by : family.lastDay - least.lastDay;
      if (by < 0 || (by == 0 && Arrays.compare(family.sketch, least.sketch) < 0)) {
        least = family;
      }
    }
    return least;
  }

  /** The least hashes of a message's phrases, one for each of {@link #SKETCH} shares of them. */
  static char[] sketch(int[] phrases) {
    int[] least = new int[SKETCH];
    Arrays.fill(least, Integer.MAX_VALUE);
    for (int phrase : phrases) {
      int hash = phrase * 0x9e3779b1;
      hash ^= hash >>> 15;
      // One permutation: the hash chooses its place and competes there.
      int place = hash >>> 27;
      least[place] = Math.min(least[place], hash & 0x7ffffff);
    }
    char[] sketch = new char[SKETCH];
    for (int i = 0; i < SKETCH; i++) {
      sketch[i] = (char) Math.min(EMPTY, least[i] >>> HASH_BITS_LEFT_OUT);
    }
    return sketch;
  }

  /** Adds what is known elsewhere of the same sender. */
  public void merge(Families other) {
    for (Family from : other.sorted()) {
      add(from, null);
    }
  }

  private List<Family> sorted() {
    return families.stream().sorted((a, b) -> Arrays.compare(a.sketch, b.sketch)).toList();
  }

  public void write(DataOutput out) throws IOException {
    out.writeByte(families.size());
    for (Family family : sorted()) {
      for (char value : family.sketch) {
        out.writeChar(value);
      }
      out.writeInt(family.count);
      out.writeInt(family.firstDay);
      out.writeInt(family.lastDay);
      out.writeByte(family.skeleton.length);
      out.write(family.skeleton);
    }
  }

  public static Families read(DataInput in) throws IOException {
    Families families = new Families();
    int size = in.readUnsignedByte();
    if (size > FAMILIES_MAX) {
      throw new IOException("templates: " + size + ", at most " + FAMILIES_MAX);
    }
    for (int i = 0; i < size; i++) {
      char[] sketch = new char[SKETCH];
      for (int n = 0; n < SKETCH; n++) {
        sketch[n] = in.readChar();
      }
      Family family = new Family(sketch, 0);
      family.count = in.readInt();
      family.firstDay = in.readInt();
      family.lastDay = in.readInt();
      family.skeleton = new byte[in.readUnsignedByte()];
      in.readFully(family.skeleton);
      families.families.add(family);
    }
    return families;
  }
}
