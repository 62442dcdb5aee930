package dev.indicia.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of the command inside this JVM. */
record CommandRun(int code, String out, String err) {
  static final Instant NOW = Instant.parse("2026-05-12T08:30:00Z");

  static CommandRun of(String... args) {
    return of(InputStream.nullInputStream(), args);
  }

  static CommandRun reading(String in, String... args) {
    return of(new ByteArrayInputStream(in.getBytes(StandardCharsets.ISO_8859_1)), args);
  }

  static CommandRun of(InputStream in, String... args) {
    return of(in, new Interruption(), args);
  }

  static CommandRun of(InputStream in, Interruption interruption, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Indicia.run(
            args,
            new Streams(in, out, err, false, false, false, InstantSource.fixed(NOW), interruption));
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** {@code serve} with a configuration that it has to refuse. */
  static CommandRun serving(Path folder, String config) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), config);
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(ServeProcess.configuredArguments(folder, file));
    CommandRun run = of(words.toArray(new String[0]));
    if (run.code() != 2) {
      throw new AssertionError("not refused, but " + run);
    }
    return run;
  }

  /** The lines of standard output, each a JSON object. */
  List<Map<String, Object>> json() {
    return out.lines().map(JsonTree::object).toList();
  }

  /** The ids of the results, in order. */
  List<Object> ids() {
    return json().stream().map(o -> o.get("id")).toList();
  }
}
