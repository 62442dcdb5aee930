package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every suite, where its data are; one line that says so where they are not. The big ones take a
 * few seconds each, the labelled stream in part.
 */
class ConformanceTest {

  @TestFactory
  List<DynamicTest> suites() throws IOException {
    Path root = Checkout.root();
    Optional<Path> data = Data.corpora(root, System::getenv);
    Optional<Path> notify = Data.notify(root, System::getenv);
    List<DynamicTest> tests = new ArrayList<>();
    if (data.isEmpty()) {
      tests.add(skipped(Data.CORPORA_SKIPPED));
    }
    if (notify.isEmpty()) {
      tests.add(skipped(Data.NOTIFY_SKIPPED));
    }
    Optional<Corpora> corpora = data.map(folder -> new Corpora(folder, Data.scratch(root)));
    List<Peer> peers = Peer.ready(root, System.out);
    for (Suite suite : Suites.of(corpora, notify, peers, false)) {
      tests.add(DynamicTest.dynamicTest(suite.name(), () -> run(suite)));
    }
    return tests;
  }

  private static void run(Suite suite) throws IOException {
    SuiteResult result = suite.run();
    assertThat(result.cases()).isPositive();
    assertThat(result.failures()).isEmpty();
  }

  private static DynamicTest skipped(String line) {
    return DynamicTest.dynamicTest(
        line,
        () -> {
          System.out.println(line);
          org.junit.jupiter.api.Assumptions.abort(line);
        });
  }
}
