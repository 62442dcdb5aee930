package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.SmtpReply;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole sessions as text: sessions/README.md has the notation. */
class SessionScriptsTest {
  static Stream<Path> scripts() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(SessionScriptsTest.class.getResource("sessions")).toURI());
    List<Path> scripts;
    try (Stream<Path> files = Files.list(folder)) {
      scripts = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(scripts).hasSizeGreaterThanOrEqualTo(8);
    return scripts.stream();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void session_goesAsWritten(Path script) throws IOException {
    try (Bench bench = new Bench()) {
      List<String> heard = new ArrayList<>();
      StringBuilder conversation = new StringBuilder();
      StringBuilder wanted = new StringBuilder();
      bench.start();
      try (TestClient client = bench.connect()) {
        int lines = 0;
        for (String line : Files.readAllLines(script)) {
          if (line.startsWith("#")) {
            continue;
          }
          lines++;
          String rest = line.length() > 3 ? line.substring(3) : "";
          switch (line.substring(0, 2)) {
            case "C:" -> client.raw(rest + "\r\n");
            case "H:" -> heard.add(rest);
            case "S:" -> {
              wanted.append(rest).append('\n');
              if (rest.length() < 4 || rest.charAt(3) != '-') {
                conversation.append(client.reply()).append('\n');
                assertThat(conversation.toString()).isEqualTo(wanted.toString());
              }
            }
            default -> setUp(bench, line);
          }
        }
        assertThat(lines).isPositive();
      }
      if (!heard.isEmpty()) {
        Bench.await(() -> bench.hop.heard.size() >= heard.size());
        assertThat(bench.hop.heard).isEqualTo(heard);
      }
    }
  }

  private static void setUp(Bench bench, String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "hop" -> {
        String[] pair = words[1].split(" = ", 2);
        bench.hop.answer(pair[0], pair[1].replace("\\n", "\n"));
      }
      case "extensions" -> bench.hop.extensions = List.of(words[1].split(",", -1));
      case "verdict" ->
          bench.handler =
              transaction ->
                  switch (words[1]) {
                    case "reject" ->
                        new Disposition.Reject(new SmtpReply(550, "5.7.1", "not wanted"));
                    case "tempfail" ->
                        new Disposition.TempFail(new SmtpReply(451, "4.7.1", "not now"));
                    default ->
                        new Disposition.Accept(List.of(new Edit.InsertField(0, "X-Test", " y")));
                  };
      default -> throw new AssertionError("in the script: " + line);
    }
  }
}
