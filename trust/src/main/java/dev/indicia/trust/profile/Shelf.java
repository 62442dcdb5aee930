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
import java.util.SortedSet;
import java.util.TreeSet;
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
final class Shelf<T> {
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
  private final LinkedHashMap<String, T> ready = new LinkedHashMap<>(16, 0.75f, true);
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
    if (ready.size() > readyMax) {
      Map.Entry<String, T> eldest = ready.entrySet().iterator().next();
      ready.remove(eldest.getKey());
      resting.put(eldest.getKey(), rest(eldest.getValue()));
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
    // Copies: looking a value up would make it the one that was asked for last.
    Map<String, T> awake = new HashMap<>(ready);
    Map<String, Resting> asleep = new HashMap<>(resting);
    for (String key : keys()) {
      T value = awake.get(key);
      Resting octets = asleep.get(key);
      if (value != null) {
        action.accept(key, value);
      } else if (octets != null) {
        action.accept(key, open(octets));
      }
    }
  }

  private SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>(ready.keySet());
    keys.addAll(resting.keySet());
    return keys;
  }

  /** Writes everything; the same values always give the same octets. */
  void write(DataOutput out) throws IOException {
    out.writeInt(size());
    Map<String, T> awake = new HashMap<>(ready);
    for (String key : keys()) {
      out.writeUTF(key);
      T value = awake.get(key);
      Resting octets = resting.get(key);
      if (value != null) {
        form.writer().write(value, out);
      } else if (octets != null) {
        out.write(inflated(octets));
      }
    }
  }

  /**
   * Puts what {@link #write} wrote.
   *
   * @param each is shown every value
   * @throws IOException for anything else
   */
  void read(DataInput in, int entriesMax, BiConsumer<String, T> each) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > entriesMax) {
      throw new IOException("entries: " + size + ", at most " + entriesMax);
    }
    for (int i = 0; i < size; i++) {
      String key = in.readUTF();
      T value = form.reader().read(in);
      put(key, value);
      each.accept(key, value);
    }
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
