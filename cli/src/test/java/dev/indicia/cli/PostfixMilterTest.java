package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.testkit.mail.MailSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@link ServedMail} with Postfix and the milter. */
class PostfixMilterTest extends PostfixServed {
  private static Guide guide() throws IOException {
    return Guide.of("postfix.md", "As a milter");
  }

  @Override
  List<String> commandLine() throws IOException {
    return commandLine(guide(), NO_CHANGE, "--milter", "0");
  }

  @Override
  MailSystem start(ServeProcess running) throws IOException {
    return start(
        guide()
            .block(MAIN, Map.of("127.0.0.1:8461", String.valueOf(running.ready().get("milter")))),
        listener()
            + " n - y - - smtpd\n"
            + guide().block(MASTER, Map.of("submission inet", submission())));
  }

  @Override
  String underWay() {
    return "250";
  }

  /** The guide's milter_default_action lets mail through. */
  @Override
  String withoutGateway() {
    return "250";
  }

  @Test
  @Order(50)
  void swaks_asInTheGuide_seesThatItWorks() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/swaks")), "SKIPPED: swaks is not installed");
    List<String> command = new ArrayList<>(List.of("/usr/bin/swaks", "--port", "" + port()));
    command.addAll(guide().command("swaks", Map.of("bob@a.example", "bob@harbor.example")));
    Process swaks = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(swaks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(swaks.waitFor()).as(said).isZero();
    assertThat(arrived()).contains("Indicia-Verdict: ", "From: ann@b.example");
  }
}
