package dev.indicia.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one suite gave.
 *
 * @param deviations the ids under which a departure from the expectation is known, with how many
 *     cases each explains
 * @param notes what else is to be known of the count, one sentence each
 * @param measures what was measured, another time otherwise, one sentence each
 */
record SuiteResult(
    String suite,
    int cases,
    int pass,
    int known,
    SortedMap<String, Integer> deviations,
    List<Failure> failures,
    List<String> notes,
    List<String> measures) {

  /**
   * A case that gave something else than expected.
   *
   * @param id of the case within its suite
   */
  record Failure(String id, String detail) {}

  /** Counts cases as they are run. Thread-safe. */
  static final class Tally {
    private final String suite;
    private final SortedMap<String, Integer> deviations = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> measures = new ArrayList<>();
    private int pass;
    private int known;

    Tally(String suite) {
      this.suite = suite;
    }

    synchronized void pass() {
      pass++;
    }

    /** The case departs from the expectation under these ids of deviations or rules. */
    void known(String id) {
      known(List.of(id));
    }

    synchronized void known(List<String> ids) {
      known++;
      for (String id : ids) {
        deviations.merge(id, 1, Integer::sum);
      }
    }

    synchronized void fail(String id, String detail) {
      failures.add(new Failure(id, detail));
    }

    /** A pass when both are equal, else a failure that says so. */
    void check(String id, String expected, String actual) {
      if (expected.equals(actual)) {
        pass();
      } else {
        fail(id, "expected " + expected + ", got " + actual);
      }
    }

    synchronized void note(String sentence) {
      notes.add(sentence);
    }

    synchronized void measured(String sentence) {
      measures.add(sentence);
    }

    synchronized SuiteResult result() {
      return new SuiteResult(
          suite,
          pass + known + failures.size(),
          pass,
          known,
          new TreeMap<>(deviations),
          List.copyOf(failures),
          List.copyOf(notes),
          List.copyOf(measures));
    }
  }

  /** The known deviations as "id 3, id 1". */
  String deviationList() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Integer> entry : deviations.entrySet()) {
      text.append(text.isEmpty() ? "" : ", ").append(entry.getKey()).append(' ');
      text.append(entry.getValue());
    }
    return text.toString();
  }
}
