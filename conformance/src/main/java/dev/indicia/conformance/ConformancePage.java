package dev.indicia.conformance;

import java.util.Locale;
import java.util.Map;

/** The table as a page of the documentation: only what is the same the next time. */
final class ConformancePage {
  /** Where it stands, from the root. */
  static final String FILE = "docs/internals/conformance.md";

  private static final String HEAD =
      """
      # Conformance

      Written by `conformance/run --page`; not to be edited. *Known* cases give something else than the suite expects, for a reason that has a
      name: an id of [deviations](../deviations.md), or a sentence. Referees of DKIM and ARC are dkimpy and Mail::DKIM; where they do not
      agree, a case has no expected result and is left out.

      | suite | cases | pass | known | fail |
      | --- | --- | --- | --- | --- |
      """;

  private final StringBuilder rows = new StringBuilder();
  private final StringBuilder details = new StringBuilder();
  private int cases;
  private int pass;
  private int known;
  private int fail;

  void add(Suite suite, SuiteResult result) {
    row(result.suite(), result.cases(), result.pass(), result.known(), result.failures().size());
    cases += result.cases();
    pass += result.pass();
    known += result.known();
    fail += result.failures().size();
    details.append("\n## ").append(result.suite()).append("\n\n").append(suite.about());
    details.append('\n');
    result.notes().forEach(note -> details.append("\nNote: ").append(note).append(".\n"));
    if (!result.deviations().isEmpty()) {
      details.append("\nKnown:\n\n");
      for (Map.Entry<String, Integer> entry : result.deviations().entrySet()) {
        details.append("- ").append(name(entry.getKey())).append(": ");
        details.append(String.format(Locale.ROOT, "%,d%n", entry.getValue()));
      }
    }
  }

  /** Ids as code, sentences as they are. */
  private static String name(String known) {
    return known.matches("[a-z0-9.-]+") ? "`" + known + "`" : known;
  }

  private void row(String name, int all, int passed, int explained, int failed) {
    rows.append(
        String.format(
            Locale.ROOT, "| %s | %,d | %,d | %,d | %,d |%n", name, all, passed, explained, failed));
  }

  String text() {
    row("**all**", cases, pass, known, fail);
    return HEAD + rows + details;
  }
}
