package dev.indicia.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what was measured: one table for people, one JSON object a line for programs. */
final class Report {
  private final PrintStream out;
  private final List<String> header = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private String section = "";

  Report(PrintStream out) {
    this.out = out;
  }

  /** A line above the table. */
  void header(String line) {
    header.add(line);
    out.println(line);
  }

  /** The heading of the rows that follow. */
  void section(String name) {
    section = name;
    out.println("... " + name);
  }

  /** A line below the table, also for a part that was skipped. */
  void note(String note) {
    notes.add(note);
    out.println("    " + note);
  }

  void row(String name, Series series, String unit, Row.@Nullable Goal goal) {
    rows.add(new Row(section, name, series, unit, goal));
  }

  void row(String name, double value, String unit, Row.@Nullable Goal goal) {
    row(name, new Series(new double[] {value}), unit, goal);
  }

  /** Rows whose goal is missed. */
  long missed() {
    return rows.stream().filter(row -> row.judgement().equals("MISSED")).count();
  }

  /** Prints the table. */
  void print() {
    out.println();
    header.forEach(out::println);
    String last = "";
    for (Row row : rows) {
      if (!row.section().equals(last)) {
        last = row.section();
        out.println();
        out.println(
            String.format(
                Locale.ROOT, "%-46s %28s  %-15s %10s", last, "median [min..max]", "", "goal"));
      }
      out.println(
          String.format(
                  Locale.ROOT,
                  "  %-44s %28s  %-15s %10s  %s",
                  row.name(),
                  row.series().values().length == 1
                      ? Series.shown(row.series().median())
                      : row.series().toString(),
                  row.unit(),
                  row.goal() == null ? "" : row.goal().toString(),
                  row.judgement())
              .stripTrailing());
    }
    out.println();
    notes.forEach(note -> out.println("note: " + note));
  }

  /** Appends everything to a file of JSON lines. */
  void write(Path file, String at) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder run = new StringBuilder("{\"run\":" + Row.quoted(at) + ",\"header\":[");
    for (int i = 0; i < header.size(); i++) {
      run.append(i == 0 ? "" : ",").append(Row.quoted(header.get(i)));
    }
    lines.add(run.append("]}").toString());
    rows.forEach(row -> lines.add(row.json()));
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
