package dev.indicia.trust.template;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The phrases of three words that a sender uses, and to how many recipients on how many days. A
 * phrase is *known* when that shows it to be the sender's own and not what one customer wrote.
 *
 * <p>Bounded: at {@link #CAPACITY_MAX} entries the least used make room. Not thread-safe.
 */
public final class PhraseTable {
  /** Places at most, of 10 octets each. */
  public static final int CAPACITY_MAX = 4096;

  /** Different recipients after which a phrase is known. */
  static final int RECIPIENTS = 3;

  /** Times after which a phrase is known even if all were on one day. */
  private static final int ONE_DAY_TIMES = 6;

  private static final int CAPACITY_MIN = 32;
  private static final int COUNT_MAX = 255;
  private static final int MARKS = 0xffffff;
  private static final int DAY = 0x7fff;
  private static final int SEVERAL_DAYS = 0x8000;

  /** Entries in use at most: a quarter of the places stays empty. */
  private static final int LIMIT = CAPACITY_MAX / 4 * 3;

  /** Phrases learned from one message at most. */
  public static final int LEARNED_MAX = 2048;

  private int[] keys = new int[CAPACITY_MIN];

  /** Three recipients as octets, lowest first; above them how often it was met, up to 255. */
  private int[] uses = new int[CAPACITY_MIN];

  /**
   * The last day, in days since 1970 (until 2059); with {@link #SEVERAL_DAYS} it is not the first.
   */
  private short[] days = new short[CAPACITY_MIN];

  private int size;

  /** Entries in use. */
  public int size() {
    return size;
  }

  /**
   * Whether the phrase was met with enough recipients, on more than one day or several times, and
   * so often that a template must hold it.
   *
   * @param timesMin how often it must have been met, 1 to 255
   * @param severalDays whether one day does not suffice, however often it was met then
   */
  public boolean isKnown(int phrase, int timesMin, boolean severalDays) {
    int slot = find(phrase);
    return keys[slot] != 0
        && recipients(uses[slot]) >= RECIPIENTS
        && ((days[slot] & SEVERAL_DAYS) != 0
            || (!severalDays && uses[slot] >>> 24 >= ONE_DAY_TIMES))
        && uses[slot] >>> 24 >= timesMin;
  }

  /** Notes the phrase in a message to that recipient. */
  public void learn(int phrase, int recipient, int day) {
    learn(new int[] {phrase}, recipient, day);
  }

  /** Notes the phrases of one message to that recipient; the first {@link #LEARNED_MAX} count. */
  public void learn(int[] phrases, int recipient, int day) {
    int count = Math.min(phrases.length, LEARNED_MAX);
    makeRoom(phrases, count, day);
    long mark = Math.max(1, recipient & 0xff);
    for (int i = 0; i < count; i++) {
      add(phrases[i], 1 << 24 | (int) mark, Math.clamp(day, 0, DAY));
    }
  }

  /** Adds up what is known of the phrase, for which there is room. */
  private void add(int phrase, int use, int met) {
    int slot = find(phrase);
    if (keys[slot] == 0) {
      keys[slot] = nonZero(phrase);
      uses[slot] = use;
      days[slot] = (short) met;
      size++;
      return;
    }
    int times = Math.min(COUNT_MAX, (uses[slot] >>> 24) + (use >>> 24));
    uses[slot] = times << 24 | (int) Marks.united(uses[slot] & MARKS, use & MARKS, RECIPIENTS);
    int several = last(slot) == (met & DAY) ? (days[slot] | met) & SEVERAL_DAYS : SEVERAL_DAYS;
    days[slot] = (short) (Math.max(last(slot), met & DAY) | several);
  }

  /** Forgets a phrase that is not known yet; what many recipients met stays. */
  public void forget(int phrase) {
    int slot = find(phrase);
    if (keys[slot] != 0 && !isKnown(phrase, 1, false)) {
      uses[slot] = 0;
    }
  }

  /** Adds what another table knows of the same sender: the sum, as if all had been learned here. */
  public void merge(PhraseTable other) {
    int[] phrases = new int[other.size];
    int count = 0;
    int day = 0;
    for (int i = 0; i < other.keys.length; i++) {
      if (other.keys[i] != 0) {
        phrases[count++] = other.keys[i];
        day = Math.max(day, other.last(i));
      }
    }
    makeRoom(phrases, count, day);
    for (int i = 0; i < other.keys.length; i++) {
      if (other.keys[i] != 0) {
        add(other.keys[i], other.uses[i], other.days[i]);
      }
    }
  }

  private int last(int slot) {
    return days[slot] & DAY;
  }

  private static int recipients(int use) {
    return Marks.count(use & MARKS, RECIPIENTS);
  }

  private int find(int phrase) {
    return find(nonZero(phrase), keys);
  }

  /** Where the key is among these, or the empty place where it belongs. */
  private static int find(int key, int[] keys) {
    int slot = (int) (((key * 0x9e3779b1L & 0xffffffffL) * keys.length) >>> 32);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 == keys.length ? 0 : slot + 1;
    }
    return slot;
  }

  /** The capacity above that one: 32, 36, 40 ... 64, 72 ... 4096. */
  private static int above(int capacity) {
    return capacity + Integer.highestOneBit(capacity) / 8;
  }

  private static int nonZero(int phrase) {
    return phrase == 0 ? 1 : phrase;
  }

  /**
   * Makes room for those that are new, before any of them is added: what is forgotten must not
   * depend on their order.
   */
  private void makeRoom(int[] phrases, int count, int day) {
    if ((size + count) * 4 <= keys.length * 3) {
      return;
    }
    int added = added(phrases, count);
    int capacity = keys.length;
    while ((size + added) * 4 > capacity * 3 && capacity < CAPACITY_MAX) {
      capacity = above(capacity);
    }
    if (capacity > keys.length) {
      rebuild(capacity, 0, day);
    }
    if (size + added <= LIMIT) {
      return;
    }
    // Full: what one recipient saw goes first, then what was not met for a month, then the rest.
    rebuild(keys.length, 1, day);
    if (size * 2 > keys.length) {
      rebuild(keys.length, 2, day);
    }
    while (size > 0 && size + added(phrases, count) > LIMIT) {
      forgetLeastMet(day);
    }
  }

  /** How many of the phrases have no place yet. */
  private int added(int[] phrases, int count) {
    int[] seen = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
    int added = 0;
    for (int i = 0; i < count; i++) {
      int key = nonZero(phrases[i]);
      if (keys[find(key, keys)] == 0) {
        int slot = find(key, seen);
        added += seen[slot] == 0 ? 1 : 0;
        seen[slot] = key;
      }
    }
    return added;
  }

  /** All were met by many of late: a quarter at least makes room, or no place would be left. */
  private void forgetLeastMet(int day) {
    int[] met = new int[COUNT_MAX + 1];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        met[uses[i] >>> 24]++;
      }
    }
    int least = 0;
    for (int sum = met[0]; sum * 4 < size; sum += met[++least]) {
      // The next count.
    }
    for (int i = 0; i < keys.length; i++) {
      if (uses[i] >>> 24 <= least) {
        uses[i] = 0;
      }
    }
    rebuild(keys.length, 3, day);
  }

  private void rebuild(int capacity, int forget, int day) {
    int[] oldKeys = keys;
    int[] oldUses = uses;
    short[] oldDays = days;
    keys = new int[capacity];
    uses = new int[capacity];
    days = new short[capacity];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] == 0 || isForgotten(oldUses[i], oldDays[i], forget, day)) {
        continue;
      }
      int slot = find(oldKeys[i]);
      keys[slot] = oldKeys[i];
      uses[slot] = oldUses[i];
      days[slot] = oldDays[i];
      size++;
    }
  }

  private static boolean isForgotten(int use, int days, int forget, int day) {
    int idle = day - (days & DAY);
    return switch (forget) {
      case 0 -> false;
      case 1 -> recipients(use) < 2 && idle > 1;
      case 2 -> recipients(use) < RECIPIENTS || idle > 30;
      default -> use == 0;
    };
  }

  /**
   * Writes the table; the same phrases are the same octets. Neighbours of one use are a run, which
   * says it once: all that one message taught is a single one.
   */
  public void write(DataOutput out) throws IOException {
    int[] sorted = new int[size];
    int count = 0;
    for (int key : keys) {
      if (key != 0) {
        sorted[count++] = key;
      }
    }
    Arrays.sort(sorted);
    ByteBuffer octets = ByteBuffer.allocate(Integer.BYTES + 12 * count).putInt(count);
    int end;
    for (int from = 0; from < count; from = end) {
      int slot = find(sorted[from]);
      end = runEnd(sorted, from, slot);
      octets.putShort((short) (end - from)).putInt(uses[slot]).putShort(days[slot]);
      for (int i = from; i < end; i++) {
        octets.putInt(sorted[i]);
      }
    }
    out.write(octets.array(), 0, octets.position());
  }

  /** Where those end that are used as the one in that slot is. */
  private int runEnd(int[] sorted, int from, int slot) {
    int end = from + 1;
    while (end < sorted.length) {
      int other = find(sorted[end]);
      if (uses[other] != uses[slot] || days[other] != days[slot]) {
        break;
      }
      end++;
    }
    return end;
  }

  /** A table as {@link #write} wrote it. */
  public static PhraseTable read(DataInput in) throws IOException {
    PhraseTable table = new PhraseTable();
    int entries = in.readInt();
    if (entries < 0 || entries > LIMIT) {
      throw new IOException("phrases: " + entries + ", at most " + LIMIT);
    }
    int capacity = CAPACITY_MIN;
    while (entries * 4 > capacity * 3) {
      capacity = above(capacity);
    }
    table.keys = new int[capacity];
    table.uses = new int[capacity];
    table.days = new short[capacity];
    int left = entries;
    while (left > 0) {
      int run = in.readUnsignedShort();
      if (run == 0 || run > left) {
        throw new IOException("a run of " + run + " phrases where " + left + " are left");
      }
      int use = in.readInt();
      short met = in.readShort();
      for (int i = 0; i < run; i++) {
        table.put(nonZero(in.readInt()), use, met);
      }
      left -= run;
    }
    return table;
  }

  private void put(int key, int use, short met) {
    int slot = find(key);
    size += keys[slot] == 0 ? 1 : 0;
    keys[slot] = key;
    uses[slot] = use;
    days[slot] = met;
  }
}
