package dev.indicia.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param section the heading it stands under
 * @param goal null for a figure without one
 */
record Row(String section, String name, Series series, String unit, @Nullable Goal goal) {

  /** What a median shall be, at least or at most. */
  record Goal(boolean atLeast, double value) {
    boolean metBy(double median) {
      return atLeast ? median >= value : median <= value;
    }

    @Override
    public String toString() {
      return (atLeast ? ">= " : "<= ") + Series.shown(value);
    }
  }

  static Goal atLeast(double value) {
    return new Goal(true, value);
  }

  static Goal atMost(double value) {
    return new Goal(false, value);
  }

  /** "met", "MISSED", or nothing where there is no goal. */
  String judgement() {
    return goal == null ? "" : goal.metBy(series.median()) ? "met" : "MISSED";
  }

  /** The row as one JSON object. */
  String json() {
    StringBuilder json = new StringBuilder();
    json.append("{\"section\":").append(quoted(section));
    json.append(",\"name\":").append(quoted(name));
    json.append(",\"unit\":").append(quoted(unit));
    json.append(String.format(Locale.ROOT, ",\"median\":%.6g", series.median()));
    json.append(String.format(Locale.ROOT, ",\"min\":%.6g", series.min()));
    json.append(String.format(Locale.ROOT, ",\"max\":%.6g", series.max()));
    json.append(",\"rounds\":").append(series.values().length);
    if (goal != null) {
      json.append(",\"goal\":").append(quoted(goal.toString()));
      json.append(",\"met\":").append(goal.metBy(series.median()));
    }
    return json.append('}').toString();
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
