package dev.indicia.trust.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A bounded set of values with their use. When it is full, the value used by the fewest
 * counterparts, then the longest unused, makes room. Not thread-safe.
 */
public final class UsageTable {
  private static final int VALUE_LENGTH_MAX = 120;

  private final int valuesMax;
  private String[] values = new String[4];
  private int[] uses = new int[4];
  private int[] days = new int[4];
  private int size;

  /** An empty table of so many values at most. */
  UsageTable(int valuesMax) {
    this.valuesMax = valuesMax;
  }

  /** One value and its use. */
  public record Entry(String value, int counterparts, int times, int firstDay, int lastDay) {}

  /** Values in the table. */
  public int size() {
    return size;
  }

  /** One entry, 0 to {@link #size} - 1, in no order. */
  public Entry entry(int i) {
    return new Entry(
        values[i],
        Usage.counterparts(uses[i]),
        Usage.times(uses[i]),
        Usage.first(days[i]),
        Usage.last(days[i]));
  }

  /** Different counterparts that used the value, up to three. */
  int counterparts(String value) {
    int i = find(value);
    return i < 0 ? 0 : Usage.counterparts(uses[i]);
  }

  /** Different counterparts that used the value, up to three; 0 for a value not met. */
  public int entries(String value) {
    return counterparts(value);
  }

  /** How often the value was used, up to 255. */
  public int uses(String value) {
    return times(value);
  }

  /** How often the value was used, up to 255. */
  int times(String value) {
    int i = find(value);
    return i < 0 ? 0 : Usage.times(uses[i]);
  }

  /** Days from the first to the last use; -1 for a value that was never used. */
  int daysUsed(String value) {
    int i = find(value);
    return i < 0 ? -1 : Usage.last(days[i]) - Usage.first(days[i]);
  }

  /** The day of the first use; -1 for none. */
  int firstDay(String value) {
    int i = find(value);
    return i < 0 ? -1 : Usage.first(days[i]);
  }

  /** The day of the latest use of any value; 0 for none. */
  int lastDay() {
    int last = 0;
    for (int i = 0; i < size; i++) {
      last = Math.max(last, Usage.last(days[i]));
    }
    return last;
  }

  /** Whether the value was used by another than that counterpart. */
  boolean hasOther(String value, int counterpart) {
    int i = find(value);
    return i >= 0 && (Usage.counterparts(uses[i]) > 1 || !Usage.has(uses[i], counterpart));
  }

  void use(String value, int counterpart, int day) {
    int i = slotFor(value, day);
    uses[i] = Usage.with(uses[i], counterpart);
  }

  private int slotFor(String value, int day) {
    String key = cut(value);
    int i = find(key);
    if (i < 0) {
      i = size < valuesMax ? size++ : weakest();
      if (i == values.length) {
        int capacity = Math.min(valuesMax, values.length * 2);
        values = Arrays.copyOf(values, capacity);
        uses = Arrays.copyOf(uses, capacity);
        days = Arrays.copyOf(days, capacity);
      }
      values[i] = key;
      uses[i] = 0;
      days[i] = Usage.days(day, day);
    }
    days[i] = Usage.until(days[i], day);
    return i;
  }

  private static String cut(String value) {
    return value.length() <= VALUE_LENGTH_MAX ? value : value.substring(0, VALUE_LENGTH_MAX);
  }

  private int weakest() {
    int weakest = 0;
    for (int i = 1; i < size; i++) {
      int by = Usage.counterparts(uses[i]) - Usage.counterparts(uses[weakest]);
      by = by != 0 ? by : Usage.last(days[i]) - Usage.last(days[weakest]);
      if (by < 0 || (by == 0 && values[i].compareTo(values[weakest]) < 0)) {
        weakest = i;
      }
    }
    return weakest;
  }

  private int find(String value) {
    String key = cut(value);
    for (int i = 0; i < size; i++) {
      if (values[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  void merge(UsageTable other) {
    for (int n = 0; n < other.size; n++) {
      int i = slotFor(other.values[n], Usage.first(other.days[n]));
      days[i] = Usage.until(days[i], Usage.last(other.days[n]));
      uses[i] = Usage.merged(uses[i], other.uses[n]);
    }
  }

  /** Places in the order of their values, so that the same table is the same octets. */
  private int[] ascending() {
    return IntStream.range(0, size)
        .boxed()
        .sorted((a, b) -> values[a].compareTo(values[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(size);
    for (int i : ascending()) {
      out.writeUTF(values[i]);
      out.writeInt(uses[i]);
      out.writeInt(days[i]);
    }
  }

  static UsageTable read(DataInput in, int valuesMax) throws IOException {
    UsageTable table = new UsageTable(valuesMax);
    int size = in.readUnsignedShort();
    if (size > valuesMax) {
      throw new IOException("values: " + size + ", at most " + valuesMax);
    }
    int capacity = Math.max(1, size);
    table.values = new String[capacity];
    table.uses = new int[capacity];
    table.days = new int[capacity];
    for (int i = 0; i < size; i++) {
      table.values[i] = in.readUTF();
      table.uses[i] = in.readInt();
      table.days[i] = in.readInt();
    }
    table.size = size;
    return table;
  }
}
