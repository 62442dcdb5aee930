package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run does not make classes at run time: each of these mechanisms costs it a tenth. */
final class ColdStartTest {
  private static final List<String> MADE_AT_RUN_TIME =
      List.of(
          // A switch over patterns.
          "java.lang.runtime.SwitchBootstraps",
          // A record's own equals, hashCode or toString.
          "java.lang.runtime.ObjectMethods",
          // A serializable lambda, as in Comparator.comparing.
          "java.util.Comparator$$Lambda");

  @TempDir Path folder;

  @Test
  void oneMessage_loadsNoMakersOfClasses() throws IOException, InterruptedException {
    Path examples = Samples.docs().resolve("../../examples");
    Path log = folder.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Indicia.class.getName(),
                "check",
                "--json",
                "--at",
                "2026-11-02T09:00:00Z",
                "--client-ip",
                "192.0.2.10",
                "--helo",
                "out1.quillon.example",
                "--mail-from",
                "bounce@bounce.quillon.example",
                "--dns",
                examples.resolve("zone.txt").toString(),
                examples.resolve("01-genuine-notification.eml").toString())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("out")).content().contains("\"verdict\":\"genuine\"");
    try (Stream<String> lines = Files.lines(log)) {
      assertThat(lines.filter(line -> MADE_AT_RUN_TIME.stream().anyMatch(line::contains)))
          .isEmpty();
    }
  }
}
