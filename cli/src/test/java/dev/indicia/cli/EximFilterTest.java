package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.testkit.mail.Exim;
import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.SmtpTalker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@link ServedMail} with the filter before Exim, as docs/guides/other-mail-systems.md says. */
class EximFilterTest extends ServedMail {
  private final String prefix = System.getenv("INDICIA_EXIM");
  private final int inner = newPort();
  private int port;

  private static Guide guide() throws IOException {
    return Guide.of("other-mail-systems.md", "Exim");
  }

  @Override
  void assumeHere() {
    Assumptions.assumeTrue(
        prefix != null && Files.isDirectory(Path.of(prefix)),
        "SKIPPED: no real Exim here (gateway/mta unpacks it)");
  }

  @Override
  List<String> commandLine() throws IOException {
    return commandLine(
        guide(), Map.of("127.0.0.1:10026", "127.0.0.1:" + inner, "192.0.2.25:25", "127.0.0.1:0"));
  }

  @Override
  MailSystem start(ServeProcess running) throws IOException {
    port = Integer.parseInt(String.valueOf(running.ready().get("smtp")).replaceFirst(".*:", ""));
    return Exim.start(
        Path.of(prefix),
        sinkPort(),
        inner,
        guide()
            .block(
                "# exim.conf, main section",
                Map.of(
                    "127.0.0.1.10026",
                    "127.0.0.1." + inner,
                    "= a.example",
                    "= harbor.example : fernhill.example")));
  }

  @Test
  @Order(10)
  void foreignRecipients_areRefused_thoughTheFilterIsOfThisHost() throws Exception {
    try (SmtpTalker client = SentMail.plain("").begin(port)) {
      assertThat(client.say("RCPT TO:<somebody@elsewhere.test>"))
          .startsWith("550")
          .contains("relay not permitted");
    }
  }

  @Override
  int port() {
    return port;
  }

  /** With a login that is told by XCLIENT. */
  @Override
  int submissionPort() {
    return port;
  }

  @Override
  boolean hasSubmissionListener() {
    return false;
  }

  @Override
  boolean speaksForClients() {
    return true;
  }

  @Override
  boolean passes(SentMail mail) {
    return mail.isWellFormed();
  }

  @Override
  boolean holds() {
    return false;
  }

  @Override
  void release() {
    throw new UnsupportedOperationException();
  }

  @Override
  String underWay() {
    return "250";
  }

  /** The filter is the server that clients see: nobody answers. */
  @Override
  String withoutGateway() {
    return "";
  }
}
