package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import java.io.EOFException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file under sessions/ is a session with a real server: lines with {@code >} are sent, lines
 * with {@code <} are what has to come back, {@code !} is that the filter closes, and why. {@code
 * -Dupdate=true} writes what comes back in the place of what should.
 */
class GoldenSessionsTest {
  @TempDir Path directory;

  static Stream<Path> sessions() throws IOException, URISyntaxException {
    URL folder = GoldenSessionsTest.class.getResource("sessions");
    assertThat(folder).isNotNull();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).hasSizeGreaterThan(7);
      return sorted.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void session_isAnsweredAsWritten(Path file) throws Exception {
    List<String> written = Files.readAllLines(file);
    List<String> played = play(written);
    if (Boolean.getBoolean("update")) {
      Files.write(
          Path.of("src/test/resources/dev/indicia/gateway/milter/sessions")
              .resolve(file.getFileName()),
          played);
    }
    assertThat(played).isEqualTo(written);
  }

  private List<String> play(List<String> script) throws Exception {
    Events events = new Events();
    Spool spool = new Spool(directory, SpoolLimits.DEFAULT);
    MilterOptions options = MilterOptions.DEFAULT;
    List<String> played = new ArrayList<>();
    try (MilterServer server =
            MilterServer.start(
                List.of(new MilterAddress.Tcp("127.0.0.1", 0)),
                new ScriptedHandler(),
                spool,
                options,
                events);
        MilterClient client = MilterClient.connect(server.addresses().getFirst())) {
      for (int i = 0; i < script.size(); i++) {
        String line = script.get(i);
        if (line.startsWith("> ")) {
          client.send(Scripts.command(line.substring(2)));
          played.add(line);
        } else if (line.startsWith("<") || line.startsWith("!")) {
          try {
            played.add("< " + Scripts.line(client.receive()));
          } catch (EOFException e) {
            MilterReason reason = events.awaitClosed().reason();
            played.add(reason == null ? "! closed" : "! " + reason.code());
          }
        } else {
          played.add(line);
        }
      }
    }
    assertThat(spool.memoryOctets()).as("given back").isZero();
    return played;
  }
}
