package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.cli.Indicia;
import dev.indicia.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole runs of the command: each folder in {@code conformance/cases} (and {@code cases-private},
 * which is never committed) is a message with its zone and envelope, and what {@code indicia check
 * --json} has to say. With {@code -Dupdate=true} the expectations are written instead.
 */
class GoldenCasesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @TempDir Path scratch;

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String folder : List.of("cases", "cases-private")) {
      Path place = Checkout.root().resolve("conformance").resolve(folder);
      if (!Files.isDirectory(place)) {
        continue;
      }
      try (Stream<Path> cases = Files.list(place)) {
        cases
            .filter(Files::isDirectory)
            .sorted()
            .forEach(each ->
                tests.add(DynamicTest.dynamicTest(each.getFileName().toString(), () -> run(each))));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(12);
    return tests;
  }

  private void run(Path folder) throws IOException {
    assertThat(Files.readString(folder.resolve("WHY.md"))).contains("RFC ").contains("§");
    String found = JSON.writeValueAsString(check(folder)) + "\n";
    Path expected = folder.resolve("expected.json");
    if (Boolean.getBoolean("update")) {
      Files.writeString(expected, found);
    }
    assertThat(found).isEqualTo(Files.readString(expected));
  }

  /** What the command prints for the case, without what changes from run to run. */
  private JsonNode check(Path folder) throws IOException {
    JsonNode delivery = JSON.readTree(folder.resolve("delivery.json").toFile());
    Path place = Files.createDirectories(scratch.resolve(folder.getFileName()));
    String message = delivery.get("message").asString();
    Files.copy(folder.resolve(message), place.resolve(message));
    Path line = place.resolve("delivery.jsonl");
    Files.writeString(line, new JsonMapper().writeValueAsString(delivery) + "\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(new byte[0]);
    String zone = folder.resolve("zone.txt").toString();
    int status =
        Indicia.run(
            new String[] {"check", "--json", "--dns", zone, line.toString()},
            Streams.of(in, out, err));
    assertThat(status).describedAs(err.toString(StandardCharsets.UTF_8)).isZero();
    ObjectNode found = (ObjectNode) JSON.readTree(out.toByteArray());
    // The version and the real times of the answers.
    found.remove("engine");
    for (JsonNode answer : found.path("dns")) {
      ((ObjectNode) answer).remove("at");
    }
    return found;
  }
}
