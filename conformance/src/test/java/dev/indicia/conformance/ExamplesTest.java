package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.cli.Indicia;
import dev.indicia.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples say what their page says, and the README's command runs. */
class ExamplesTest {
  @Test
  void examplesPage_showsTheRealOutput() {
    String page = Checkout.text("examples/README.md");
    int start = page.indexOf("```text\n") + "```text\n".length();
    List<String> shown = page.substring(start, page.indexOf("```", start)).lines().toList();
    assertThat(shown).hasSizeGreaterThan(12);
    Path examples = Checkout.root().resolve("examples");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Indicia.run(
            new String[] {
              "check",
              "--dns",
              examples.resolve("zone.txt").toString(),
              examples.resolve("deliveries.jsonl").toString()
            },
            Streams.of(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8)));
    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
    String printed = out.toString(StandardCharsets.UTF_8);
    for (String line : shown) {
      String[] words = line.strip().split("\\s+", -1);
      assertThat(printed).as(line).contains(words[words.length - 1]);
    }
    assertThat(lines(printed)).containsAll(lines(String.join("\n", shown)));
  }

  /** Lines with their white space squeezed, as the width of columns is no contract. */
  private static List<String> lines(String text) {
    return text.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
  }

  @Test
  void readme_namesBothCommands() {
    String readme = Checkout.text("README.md");
    assertThat(readme)
        .contains("./indicia check --dns examples/zone.txt examples/deliveries.jsonl")
        .contains("mvn verify");
  }
}
