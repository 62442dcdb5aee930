package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.cli.Indicia;
import dev.indicia.cli.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples say what their page says, and the README's command runs. */
class ExamplesTest {
  private static final Path EXAMPLES = Checkout.root().resolve("examples");

  /** What customers call themselves. */
  private static final List<String> NAMES =
      List.of(
          "Blue Barn",
          "Otter Books",
          "Green Cafe",
          "Stone Mill",
          "Nine Pins",
          "Fern Garden",
          "Hill Farm");

  @Test
  void examplesPage_showsTheRealOutput() {
    String page = Checkout.text("examples/README.md");
    int start = page.indexOf("```text\n") + "```text\n".length();
    List<String> shown = page.substring(start, page.indexOf("```", start)).lines().toList();
    assertThat(shown).hasSizeGreaterThan(12);
    String printed =
        check(
            "--dns",
            EXAMPLES.resolve("zone.txt").toString(),
            EXAMPLES.resolve("deliveries.jsonl").toString());
    for (String line : shown) {
      String[] words = line.strip().split("\\s+", -1);
      assertThat(printed).as(line).contains(words[words.length - 1]);
    }
    assertThat(lines(printed)).containsAll(lines(String.join("\n", shown)));
  }

  /** 02 is borrowed also against what is known of its sender, and 01 is not. */
  @Test
  void borrowedExample_isBorrowedOnceItsSenderIsKnown(@TempDir Path folder) throws IOException {
    String genuine =
        Files.readString(EXAMPLES.resolve("01-genuine-notification.eml"), StandardCharsets.UTF_8);
    // Without the signature, which holds for one recipient only: SPF proves it as well.
    String unsigned = genuine.substring(genuine.indexOf("\nFrom: ") + 1);
    StringBuilder deliveries = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      String recipient = "user" + i + "@b" + i % 4 + ".test";
      String message =
          unsigned
              .replace("Meadow Bakery", NAMES.get(i % NAMES.size()) + " " + (char) ('A' + i % 26))
              .replace("nina@harbor.example", recipient)
              .replace("418 207", 100 + i * 7 + " " + (900 - i * 11));
      Files.writeString(folder.resolve(i + ".eml"), message, StandardCharsets.UTF_8);
      deliveries.append(
          String.format(
              Locale.ROOT,
              "{\"id\":\"learned-%1$d\",\"received_at\":\"2026-09-%2$02dT09:00:00Z\","
                  + "\"client_ip\":\"192.0.2.10\",\"helo\":\"out1.quillon.example\","
                  + "\"mail_from\":\"bounce@bounce.quillon.example\",\"rcpt_to\":\"%3$s\","
                  + "\"message\":\"%1$d.eml\"}\n",
              i,
              1 + i / 2,
              recipient));
    }
    Path learned = folder.resolve("learned.jsonl");
    Files.writeString(learned, deliveries, StandardCharsets.UTF_8);
    String printed =
        check(
            "--profiles",
            folder.resolve("profiles").toString(),
            "--dns",
            EXAMPLES.resolve("zone.txt").toString(),
            learned.toString(),
            EXAMPLES.resolve("deliveries.jsonl").toString());
    assertThat(printed.lines().filter(line -> line.contains("learned-")))
        .hasSize(40)
        .allMatch(line -> line.startsWith("GENUINE"));
    assertThat(printed.lines())
        .anyMatch(line -> line.startsWith("GENUINE") && line.contains("01-genuine"))
        .anyMatch(line -> line.startsWith("BORROWED") && line.contains("02-borrowed"));
  }

  private static String check(String... args) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(args));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Indicia.run(
            all.toArray(String[]::new),
            Streams.of(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8)));
    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
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
