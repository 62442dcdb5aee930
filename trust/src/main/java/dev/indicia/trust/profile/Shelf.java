package dev.indicia.trust.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Values by key. Those that were asked for last stand ready; the others rest as compressed octets,
 * in about a quarter of the memory, until they are asked for. What it gives may be changed as long
 * as fewer than the ready ones' number of other keys were asked for since. Not thread-safe.
 */
final class Shelf<T> implements Entries {
  /** Values that stand ready. */
  static final int READY_MAX = 16_384;

  /** Writes a value. */
  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads a value. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  /**
   * What is done with values.
   *
   * @param make an empty one
   * @param merge adds the second to the first
   * @param keptUntil the last day on which it is worth keeping
   * @param deliveries that taught it; 0 where they are not counted
   */
  record Form<T>(
      Supplier<T> make,
      Writer<T> writer,
      Reader<T> reader,
      BiConsumer<T, T> merge,
      ToIntFunction<T> keptUntil,
      ToIntFunction<T> deliveries) {}

  private record Resting(byte[] octets, int length, int keptUntil, int deliveries) {}

  private final Form<T> form;
  private final int readyMax;
  private final Map<String, T> ready = new HashMap<>();

  /** Keys of those that stand ready; the one that was asked for longest ago comes first. */
  private final Map<String, Boolean> asked = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, Resting> resting = new HashMap<>();

  Shelf(Form<T> form) {
    this(form, READY_MAX);
  }

  Shelf(Form<T> form, int readyMax) {
    this.form = form;
    this.readyMax = readyMax;
  }

  /** Whether it is kept as octets at the moment. */
  boolean isResting(String key) {
    return resting.containsKey(key);
  }

  int size() {
    return ready.size() + resting.size();
  }

  /** What rests, without its keys. */
  long restingOctets() {
    return resting.values().stream().mapToLong(value -> value.octets().length).sum();
  }

  /** Deliveries that taught all values. */
  long deliveries() {
    long sum = 0;
    for (T value : ready.values()) {
      sum += form.deliveries().applyAsInt(value);
    }
    for (Resting value : resting.values()) {
      sum += value.deliveries();
    }
    return sum;
  }

  /** The value; null where there is none. */
  @Nullable T get(String key) {
    T value = ready.get(key);
    if (value != null) {
      asked.get(key);
      return value;
    }
    Resting octets = resting.get(key);
    if (octets == null) {
      return null;
    }
    T woken = open(octets);
    put(key, woken);
    return woken;
  }

  /** The value, made when it is not there. */
  T getOrMake(String key) {
    T value = get(key);
    if (value == null) {
      value = form.make().get();
      put(key, value);
    }
    return value;
  }

  void put(String key, T value) {
    resting.remove(key);
    ready.put(key, value);
    asked.put(key, true);
    if (ready.size() > readyMax) {
      String eldest = asked.keySet().iterator().next();
      asked.remove(eldest);
      T laid = ready.remove(eldest);
      if (laid != null) {
        resting.put(eldest, rest(laid));
      }
    }
  }

  /** Adds to what is there. The other value must not be used any more. */
  void merge(String key, T from) {
    T own = get(key);
    if (own == null) {
      put(key, from);
    } else {
      form.merge().accept(own, from);
    }
  }

  /** Says whether there was one. */
  boolean remove(String key) {
    asked.remove(key);
    return ready.remove(key) != null || resting.remove(key) != null;
  }

  /** Removes what is not worth keeping on that day any more; gives the keys. */
  List<String> forget(int today) {
    List<String> old = new ArrayList<>();
    ready.forEach((key, value) -> {
      if (form.keptUntil().applyAsInt(value) < today) {
        old.add(key);
      }
    });
    resting.forEach((key, value) -> {
      if (value.keptUntil() < today) {
        old.add(key);
      }
    });
    old.forEach(this::remove);
    return old;
  }

  /** Every value in the order of the keys; what rests goes on resting. */
  void forEach(BiConsumer<String, T> action) {
    String[] keys = keys();
    Arrays.sort(keys);
    for (String key : keys) {
      T value = peek(key);
      if (value != null) {
        action.accept(key, value);
      }
    }
  }

  /** The value, which does not count as asked for; null where there is none. */
  private @Nullable T peek(String key) {
    Resting octets = resting.get(key);
    return octets == null ? ready.get(key) : open(octets);
  }

  @Override
  public String[] keys() {
    String[] keys = Arrays.copyOf(ready.keySet().toArray(new String[0]), size());
    System.arraycopy(
        resting.keySet().toArray(new String[0]), 0, keys, ready.size(), resting.size());
    return keys;
  }

  @Override
  public boolean holds(String key) {
    return ready.containsKey(key) || resting.containsKey(key);
  }

  @Override
  public void write(String key, DataOutput out) throws IOException {
    Resting octets = resting.get(key);
    T value = ready.get(key);
    if (octets != null) {
      out.write(inflated(octets));
    } else if (value != null) {
      form.writer().write(value, out);
    }
  }

  /**
   * Puts one value.
   *
   * @throws IOException for anything but what was written
   */
  T read(String key, DataInput in) throws IOException {
    T value = form.reader().read(in);
    put(key, value);
    return value;
  }

  private Resting rest(T value) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      form.writer().write(value, new DataOutputStream(out));
      byte[] octets = out.toByteArray();
      return new Resting(
          deflated(octets),
          octets.length,
          form.keptUntil().applyAsInt(value),
          form.deliveries().applyAsInt(value));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
  }

  private T open(Resting octets) {
    try {
      return form.reader().read(new DataInputStream(new ByteArrayInputStream(inflated(octets))));
    } catch (IOException e) {
      throw new UncheckedIOException("not what was written", e);
    }
  }

  /** Compressed; as it is where that is not shorter. */
  private static byte[] deflated(byte[] octets) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(octets);
      deflater.finish();
      byte[] out = new byte[octets.length];
      int length = deflater.deflate(out);
      return deflater.finished() && length < octets.length ? Arrays.copyOf(out, length) : octets;
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(Resting octets) {
    if (octets.octets().length == octets.length()) {
      return octets.octets();
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(octets.octets());
      byte[] out = new byte[octets.length()];
      int length = inflater.inflate(out);
      if (length < out.length) {
        throw new IllegalStateException("not what was compressed");
      }
      return out;
    } catch (DataFormatException e) {
      throw new IllegalStateException("not what was compressed", e);
    } finally {
      inflater.end();
    }
  }
}
