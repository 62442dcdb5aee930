package dev.indicia.gateway.watch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Counters, gauges and histograms, as the Prometheus text format writes them. The values of labels
 * come from the program, never from mail, so that the number of series is bounded. Thread-safe.
 */
public final class Metrics {
  /** Upper bounds of the histogram's buckets, in seconds. */
  private static final double[] BUCKETS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final ConcurrentHashMap<String, Family> families = new ConcurrentHashMap<>();

  private static final class Family {
    final String type;
    final String help;
    final ConcurrentSkipListMap<String, LongAdder> counters = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<String, DoubleSupplier> gauges = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<String, Histogram> histograms = new ConcurrentSkipListMap<>();

    Family(String type, String help) {
      this.type = type;
      this.help = help;
    }
  }

  private static final class Histogram {
    final LongAdder[] counts = new LongAdder[BUCKETS.length + 1];
    final LongAdder nanos = new LongAdder();

    Histogram() {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = new LongAdder();
      }
    }
  }

  private Family family(String name, String type, String help) {
    return families.computeIfAbsent(name, n -> new Family(type, help));
  }

  /** Adds one to the counter with these labels, given as name and value in turn. */
  public void count(String name, String help, String... labels) {
    add(1, name, help, labels);
  }

  /** Adds to the counter with these labels. */
  public void add(long number, String name, String help, String... labels) {
    family(name, "counter", help)
        .counters
        .computeIfAbsent(labels(labels), l -> new LongAdder())
        .add(number);
  }

  /** Notes a time in the histogram with these labels. */
  public void time(long nanos, String name, String help, String... labels) {
    Histogram histogram =
        family(name, "histogram", help)
            .histograms
            .computeIfAbsent(labels(labels), l -> new Histogram());
    double seconds = nanos / 1e9;
    int bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]) {
      bucket++;
    }
    histogram.counts[bucket].increment();
    histogram.nanos.add(nanos);
  }

  /** A number that is asked for whenever the metrics are. */
  public void gauge(String name, String help, DoubleSupplier value, String... labels) {
    family(name, "gauge", help).gauges.put(labels(labels), value);
  }

  /** As a gauge, for a number that only grows and that another part counts. */
  public void counter(String name, String help, DoubleSupplier value, String... labels) {
    family(name, "counter", help).gauges.put(labels(labels), value);
  }

  private static String labels(String... labels) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < labels.length; i += 2) {
      out.append(out.isEmpty() ? "" : ",").append(labels[i]).append("=\"");
      for (char c : labels[i + 1].toCharArray()) {
        switch (c) {
          case '\\' -> out.append("\\\\");
          case '"' -> out.append("\\\"");
          case '\n' -> out.append("\\n");
          default -> out.append(c);
        }
      }
      out.append('"');
    }
    return out.toString();
  }

  /** Everything, in the Prometheus text format 0.0.4, by name. */
  public String text() {
    StringBuilder out = new StringBuilder(8192);
    for (Map.Entry<String, Family> entry : new TreeMap<>(families).entrySet()) {
      String name = entry.getKey();
      Family family = entry.getValue();
      out.append("# HELP ").append(name).append(' ').append(family.help).append('\n');
      out.append("# TYPE ").append(name).append(' ').append(family.type).append('\n');
      family.counters.forEach((labels, count) -> line(out, name, labels, (double) count.sum()));
      family.gauges.forEach((labels, value) -> line(out, name, labels, value.getAsDouble()));
      family.histograms.forEach((labels, histogram) -> lines(out, name, labels, histogram));
    }
    return out.toString();
  }

  private static void lines(StringBuilder out, String name, String labels, Histogram histogram) {
    String before = labels.isEmpty() ? "" : labels + ",";
    long sum = 0;
    for (int i = 0; i < BUCKETS.length; i++) {
      sum += histogram.counts[i].sum();
      line(out, name + "_bucket", before + "le=\"" + BUCKETS[i] + "\"", (double) sum);
    }
    sum += histogram.counts[BUCKETS.length].sum();
    line(out, name + "_bucket", before + "le=\"+Inf\"", (double) sum);
    line(out, name + "_sum", labels, histogram.nanos.sum() / 1e9);
    line(out, name + "_count", labels, (double) sum);
  }

  private static void line(StringBuilder out, String name, String labels, double value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ');
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else if (Double.isInfinite(value)) {
      out.append(value > 0 ? "+Inf" : "-Inf");
    } else {
      out.append(value);
    }
    out.append('\n');
  }
}
