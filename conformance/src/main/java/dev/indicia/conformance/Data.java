package dev.indicia.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where the data of the suites are, if they are anywhere. */
final class Data {
  static final String CORPORA_SKIPPED =
      "SKIPPED the public suites: no test data (INDICIA_CORPORA, or ../shared/corpora)";
  static final String NOTIFY_SKIPPED =
      "SKIPPED the labelled stream: no data (INDICIA_NOTIFY, or ../shared/notify)";

  private Data() {}

  /** The folder with the public test data. */
  static Optional<Path> corpora(Path root, UnaryOperator<String> environment) throws IOException {
    return Corpora.find(
        named(environment, "INDICIA_CORPORA"),
        root,
        "shared/corpora/corpora.tar.xz",
        scratch(root).resolve("public"));
  }

  /** The folder with the labelled stream. */
  static Optional<Path> notify(Path root, UnaryOperator<String> environment) throws IOException {
    return Corpora.find(
        named(environment, "INDICIA_NOTIFY"),
        root,
        "shared/notify/public.tar.xz",
        scratch(root).resolve("notify"));
  }

  /** Where archives are unpacked. */
  static Path scratch(Path root) {
    return root.resolve("target/corpora");
  }

  private static Optional<Path> named(UnaryOperator<String> environment, String variable) {
    String value = environment.apply(variable);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }
}
