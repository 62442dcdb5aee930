package dev.indicia.trust.profile;

import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Region;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What each slot of a sender has held: how long its values are, and whether there ever was a
 * telephone number, an amount, a link. Bounded; the least met slot makes room. Not thread-safe.
 */
public final class SlotTable {
  /** Slots at most. */
  public static final int SLOTS_MAX = 128;

  private static final int TIMES_MAX = 255;

  /** What is left of eight octets in a long when each is halved. */
  private static final long HALVES = 0x7f7f7f7f7f7f7f7fL;

  /** Upper ends of the classes of length, in words; the last class has none. */
  private static final int[] LENGTHS = {1, 2, 4, 7, 12, 20, 40};

  /** The octet of claims, above those of the kinds of mentions. */
  private static final int CLAIMS = Mention.Kind.values().length;

  private Slot[] slots = new Slot[2];

  /** The key of each slot: looked through for every region of a message. */
  private int[] keys = new int[2];

  private int size;

  /** What one slot has held. Not thread-safe. */
  public static final class Slot {
    private final int key;
    private String label = "";
    private int use;
    private int days;

    /**
     * Values of each class of length: an octet each, from the lowest; none above {@link #times}.
     */
    private long lengths;

    /** Values that mention each kind, likewise, and above them those that make a claim. */
    private long held;

    Slot(int key) {
      this.key = key;
    }

    /** What it is known by. */
    public int key() {
      return key;
    }

    /** The words in front of it. */
    public String label() {
      return label;
    }

    /** Values met, up to 255. */
    public int times() {
      return Usage.times(use);
    }

    /** Different recipients, up to three. */
    public int recipients() {
      return Usage.counterparts(use);
    }

    /** Part of its values that mention such a thing, 0 to 1. */
    public double mentioning(Mention.Kind kind) {
      return part(count(held, kind.ordinal()));
    }

    /** Part of its values that made a claim on the reader (charged, limited, won ...), 0 to 1. */
    public double claiming() {
      return part(count(held, CLAIMS));
    }

    private double part(int count) {
      return times() == 0 ? 0 : Math.min(1, (double) count / times());
    }

    private static int count(long counts, int of) {
      return (int) (counts >>> 8 * of) & 0xff;
    }

    /** Day of the first value, in days since 1970. */
    public int firstDay() {
      return Usage.first(days);
    }

    /** Day of the latest value. */
    public int lastDay() {
      return Usage.last(days);
    }

    /** Words in its values: as long as all but a twentieth of them; 0 when none was met. */
    public int usualWordsMax() {
      int all = 0;
      for (int i = 0; i <= LENGTHS.length; i++) {
        all += count(lengths, i);
      }
      int sum = 0;
      for (int i = 0; i <= LENGTHS.length; i++) {
        sum += count(lengths, i);
        if (sum * 20L >= all * 19L) {
          return i < LENGTHS.length ? LENGTHS[i] : Integer.MAX_VALUE;
        }
      }
      return 0;
    }

    /** The first in the alphabet of the labels it was met with. */
    private String labelWith(String other) {
      return label.isEmpty() || (!other.isEmpty() && other.compareTo(label) < 0) ? other : label;
    }

    private void halve() {
      lengths = lengths >>> 1 & HALVES;
      held = held >>> 1 & HALVES;
      use = (Usage.times(use) / 2) << 24 | (use & 0xffffff);
    }
  }

  /** The slot of that key; null when it was never met. */
  public @Nullable Slot slot(int key) {
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        return slots[i];
      }
    }
    return null;
  }

  /** Slots met. */
  public int size() {
    return size;
  }

  /** One slot, 0 to {@link #size} - 1, in no order. */
  public Slot slotAt(int i) {
    return slots[i];
  }

  public void learn(Region region, boolean claims, int recipient, int day) {
    if (region.slot() == Region.NO_SLOT) {
      return;
    }
    Slot slot = slotFor(region.slot(), day);
    if (Usage.times(slot.use) == TIMES_MAX) {
      slot.halve(); // Old values weigh less and less.
    }
    slot.label = slot.labelWith(region.label());
    slot.use = Usage.with(slot.use, recipient);
    slot.days = Usage.until(slot.days, day);
    slot.lengths += one(lengthClass(region.words()));
    for (Mention.Kind kind : region.mentioned()) {
      slot.held += one(kind.ordinal());
    }
    slot.held += claims ? one(CLAIMS) : 0;
  }

  /** One more in that octet. */
  private static long one(int octet) {
    return 1L << 8 * octet;
  }

  private static int lengthClass(int words) {
    for (int i = 0; i < LENGTHS.length; i++) {
      if (words <= LENGTHS[i]) {
        return i;
      }
    }
    return LENGTHS.length;
  }

  private Slot slotFor(int key, int day) {
    Slot there = slot(key);
    if (there != null) {
      return there;
    }
    Slot slot = new Slot(key);
    slot.days = Usage.days(day, day);
    if (size == slots.length && size < SLOTS_MAX) {
      slots = Arrays.copyOf(slots, Math.min(SLOTS_MAX, size * 2));
      keys = Arrays.copyOf(keys, slots.length);
    }
    int place = size < SLOTS_MAX ? size++ : leastMet();
    slots[place] = slot;
    keys[place] = key;
    return slot;
  }

  private int leastMet() {
    int least = 0;
    for (int i = 1; i < size; i++) {
      int by = Usage.times(slots[i].use) - Usage.times(slots[least].use);
      by = by != 0 ? by : Usage.last(slots[i].days) - Usage.last(slots[least].days);
      if (by < 0 || (by == 0 && slots[i].key < slots[least].key)) {
        least = i;
      }
    }
    return least;
  }

  /** Adds what another table knows of the same sender, which must not be used any more. */
  public void merge(SlotTable other) {
    for (int n = 0; n < other.size; n++) {
      Slot from = other.slots[n];
      Slot to = slotFor(from.key, Usage.first(from.days));
      to.label = to.labelWith(from.label);
      while (Usage.times(to.use) + Usage.times(from.use) > TIMES_MAX) {
        boolean even = Usage.times(to.use) == Usage.times(from.use);
        Slot larger = Usage.times(to.use) < Usage.times(from.use) ? from : to;
        larger.halve();
        if (even) {
          from.halve();
        }
      }
      to.use = Usage.merged(to.use, from.use);
      to.days = Usage.until(to.days, Usage.last(from.days));
      to.lengths += from.lengths;
      to.held += from.held;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(size);
    Slot[] sorted = Arrays.copyOf(slots, size);
    Arrays.sort(sorted, (a, b) -> Integer.compare(a.key, b.key));
    for (Slot slot : sorted) {
      out.writeInt(slot.key);
      out.writeUTF(slot.label);
      out.writeInt(slot.use);
      out.writeInt(slot.days);
      out.writeLong(slot.lengths);
      out.writeLong(slot.held);
    }
  }

  static SlotTable read(DataInput in) throws IOException {
    SlotTable table = new SlotTable();
    int size = in.readUnsignedShort();
    if (size > SLOTS_MAX) {
      throw new IOException("slots: " + size + ", at most " + SLOTS_MAX);
    }
    table.slots = new Slot[Math.max(2, size)];
    table.keys = new int[table.slots.length];
    for (int i = 0; i < size; i++) {
      Slot slot = new Slot(in.readInt());
      slot.label = in.readUTF();
      slot.use = in.readInt();
      slot.days = in.readInt();
      slot.lengths = in.readLong();
      slot.held = in.readLong();
      table.slots[i] = slot;
      table.keys[i] = slot.key;
    }
    table.size = size;
    return table;
  }
}
