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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole runs of the command: each folder in {@code conformance/cases} (and {@code cases-private},
 * which is never committed) is a message with its zone and envelope, and what {@code indicia check
 * --json} has to say; or, with a {@code words.json}, the words of another command and the files
 * that they name. With {@code -Dupdate=true} the expectations are written instead.
 */
class GoldenCasesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final int USAGE = 2;

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
    boolean words = Files.exists(folder.resolve("words.json"));
    String found = JSON.writeValueAsString(words ? command(folder) : check(folder)) + "\n";
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
    String zone = folder.resolve("zone.txt").toString();
    Ran ran = Ran.of(List.of("check", "--json", "--dns", zone, line.toString()));
    assertThat(ran.status).describedAs(ran.err).isZero();
    return lasting(JSON.readTree(ran.out));
  }

  /** Exit code and lines of a command; a word that is a file of the case is that file. */
  private static JsonNode command(Path folder) throws IOException {
    List<String> words = new ArrayList<>();
    for (JsonNode word : JSON.readTree(folder.resolve("words.json").toFile())) {
      Path file = folder.resolve(word.asString());
      words.add(Files.exists(file) ? file.toString() : word.asString());
    }
    Ran ran = Ran.of(words);
    assertThat(ran.status).describedAs(ran.err).isNotEqualTo(USAGE);
    ObjectNode found = JSON.createObjectNode().put("exit", ran.status);
    ArrayNode lines = found.putArray("out");
    for (String line : ran.out.replace(folder + "/", "").lines().toList()) {
      if (line.startsWith("{")) {
        lines.add(lasting(JSON.readTree(line)));
      } else {
        lines.add(line);
      }
    }
    return found;
  }

  /** Without the version and the real times of the answers. */
  private static JsonNode lasting(JsonNode printed) {
    ObjectNode found = (ObjectNode) printed;
    found.remove("engine");
    for (JsonNode answer : found.path("dns")) {
      ((ObjectNode) answer).remove("at");
    }
    return found;
  }

  /** A command that ran. */
  private record Ran(int status, String out, String err) {
    static Ran of(List<String> words) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      InputStream in = new ByteArrayInputStream(new byte[0]);
      int status = Indicia.run(words.toArray(new String[0]), Streams.of(in, out, err));
      return new Ran(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
