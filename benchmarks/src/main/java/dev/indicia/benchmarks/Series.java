package dev.indicia.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** One figure measured once a round. */
record Series(double[] values) {

  /** The middle value, the upper one of two. */
  double median() {
    return sorted()[values.length / 2];
  }

  double min() {
    return sorted()[0];
  }

  double max() {
    return sorted()[values.length - 1];
  }

  /** This by the other, round by round. */
  Series per(Series other) {
    double[] ratios = new double[Math.min(values.length, other.values.length)];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / other.values[i];
    }
    return new Series(ratios);
  }

  /** A constant by this, round by round: a rate out of a time. */
  Series rate(double constant) {
    return new Series(Arrays.stream(values).map(v -> constant / v).toArray());
  }

  Series times(double factor) {
    return new Series(Arrays.stream(values).map(v -> v * factor).toArray());
  }

  private double[] sorted() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Three digits that matter. */
  static String shown(double value) {
    double size = Math.abs(value);
    String format = size >= 1000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    return shown(median()) + " [" + shown(min()) + ".." + shown(max()) + "]";
  }

  // Records compare arrays by identity; nobody compares series.
  @Override
  public boolean equals(Object other) {
    return other instanceof Series series && Arrays.equals(values, series.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
