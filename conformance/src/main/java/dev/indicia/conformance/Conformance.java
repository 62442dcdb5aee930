package dev.indicia.conformance;

import dev.indicia.conformance.SuiteResult.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The command that runs the suites and prints the table. Exit status: 0 when every case passes or
 * is a known deviation, 1 when one fails, 2 for a wrong option or unreadable data.
 */
public final class Conformance {
  private static final String USAGE =
      """
      usage: conformance/run [--json] [--page] [--full] [--suite PART]... [--failures N] [CORPORA_DIR]
        CORPORA_DIR   the test data; else INDICIA_CORPORA, else ../shared/corpora
        --json        one JSON object a suite, and one a failed case
        --page        also writes docs/internals/conformance.md, when nothing was left out
        --full        all of the stream of INDICIA_NOTIFY (else ../shared/notify), not a part
        --suite PART  only suites whose name contains PART
        --failures N  failed cases shown for each suite (default 10)\
      """;

  private final PrintStream out;
  private final JsonMapper mapper = new JsonMapper();
  private boolean json;
  private boolean full;
  private boolean page;
  private int failuresShown = 10;
  private Optional<Path> directory = Optional.empty();
  private final List<String> parts = new ArrayList<>();

  private Conformance(PrintStream out) {
    this.out = out;
  }

  /** Runs and ends the JVM with the exit status. */
  public static void main(String[] args) {
    Path root = Path.of(System.getProperty("conformance.root", ""));
    if (List.of(args).contains("--help")) {
      System.out.println(USAGE);
      System.exit(0);
    }
    Conformance conformance = new Conformance(System.out);
    String wrong = conformance.parse(args);
    if (wrong != null) {
      System.err.println(wrong);
      System.err.println(USAGE);
      System.exit(2);
    }
    try {
      System.exit(conformance.run(root, System::getenv) ? 0 : 1);
    } catch (IOException e) {
      System.err.println("conformance: " + e.getMessage());
      System.exit(2);
    }
  }

  private @Nullable String parse(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--json" -> json = true;
        case "--full" -> full = true;
        case "--page" -> page = true;
        case "--suite", "--failures" -> {
          if (i + 1 == args.length) {
            return args[i] + " needs a value";
          }
          if (args[i].equals("--suite")) {
            parts.add(args[++i]);
          } else if (args[++i].matches("[0-9]{1,6}")) {
            failuresShown = Integer.parseInt(args[i]);
          } else {
            return "--failures needs a number, not " + args[i];
          }
        }
        default -> {
          if (args[i].startsWith("-") || directory.isPresent()) {
            return "unknown argument " + args[i];
          }
          directory = Optional.of(Path.of(args[i]));
          if (!Files.isDirectory(directory.get())) {
            return "not a folder: " + args[i];
          }
        }
      }
    }
    return null;
  }

  /**
   * Runs the suites.
   *
   * @return whether no case failed
   */
  private boolean run(Path root, UnaryOperator<String> environment) throws IOException {
    Optional<Path> data = directory.isPresent() ? directory : Data.corpora(root, environment);
    Optional<Path> notify = Data.notify(root, environment);
    PrintStream remarks = json ? System.err : out;
    if (data.isEmpty()) {
      remarks.println(Data.CORPORA_SKIPPED);
    }
    if (notify.isEmpty()) {
      remarks.println(Data.NOTIFY_SKIPPED);
    }
    List<Peer> peers = Peer.ready(root, remarks);
    if (!json) {
      out.printf("%-26s %6s %6s %6s %5s %7s%n", "suite", "cases", "pass", "known", "fail", "s");
    }
    ConformancePage written = new ConformancePage();
    boolean passed = true;
    Optional<Corpora> corpora = data.map(folder -> new Corpora(folder, Data.scratch(root)));
    for (Suite suite : Suites.of(corpora, notify, peers, full)) {
      if (!parts.isEmpty() && parts.stream().noneMatch(suite.name()::contains)) {
        continue;
      }
      long start = System.nanoTime();
      SuiteResult result = suite.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      passed &= result.failures().isEmpty();
      written.add(suite, result);
      if (json) {
        printJson(result, seconds);
      } else {
        print(result, seconds);
      }
    }
    if (page) {
      boolean whole = data.isPresent() && notify.isPresent() && peers.size() == Peer.COUNT;
      if (!whole || !parts.isEmpty()) {
        throw new IOException("the page is of all suites and peers, and some are left out here");
      }
      Files.writeString(root.resolve(ConformancePage.FILE), written.text());
    }
    return passed;
  }

  private void print(SuiteResult result, double seconds) {
    out.printf(
        Locale.ROOT,
        "%-26s %6d %6d %6d %5d %7.1f%n",
        result.suite(),
        result.cases(),
        result.pass(),
        result.known(),
        result.failures().size(),
        seconds);
    if (!result.deviations().isEmpty()) {
      out.println("    known: " + result.deviationList());
    }
    result.notes().forEach(note -> out.println("    " + note));
    result.measures().forEach(measure -> out.println("    " + measure));
    List<Failure> failures = result.failures();
    failures.stream()
        .limit(failuresShown)
        .forEach(failure -> out.println("    FAIL " + failure.id() + ": " + failure.detail()));
    if (failures.size() > failuresShown) {
      out.println("    ... and " + (failures.size() - failuresShown) + " more");
    }
  }

  private void printJson(SuiteResult result, double seconds) {
    ObjectNode suite = mapper.createObjectNode();
    suite.put("suite", result.suite());
    suite.put("cases", result.cases());
    suite.put("pass", result.pass());
    suite.put("known", result.known());
    ObjectNode deviations = suite.putObject("deviations");
    for (Map.Entry<String, Integer> entry : result.deviations().entrySet()) {
      deviations.put(entry.getKey(), entry.getValue());
    }
    suite.put("fail", result.failures().size());
    suite.put("seconds", seconds);
    out.println(mapper.writeValueAsString(suite));
    for (Failure failure : result.failures()) {
      ObjectNode line = mapper.createObjectNode();
      line.put("suite", result.suite());
      line.put("case", failure.id());
      line.put("detail", failure.detail());
      out.println(mapper.writeValueAsString(line));
    }
  }
}
