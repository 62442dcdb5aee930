package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@link RealMailSystem} with Debian's Postfix, where it is installed and we are root. */
class PostfixTest extends RealMailSystem {
  private Postfix postfix;

  @Override
  MailSystem start(MailSystem.Plan plan) throws IOException, InterruptedException {
    boolean root = "root".equals(System.getProperty("user.name"));
    Assumptions.assumeTrue(
        root && Files.isExecutable(Postfix.COMMAND),
        "SKIPPED: no real Postfix here (gateway/mta installs it; only root can start it)");
    postfix = new Postfix(plan);
    return postfix;
  }

  @Test
  void clientThatAnotherHostReports_isToldAsItWas() throws Exception {
    try (SmtpTalker client = new SmtpTalker(postfix.port())) {
      SmtpTalker.expect("250", client.say("EHLO relay.example"));
      SmtpTalker.expect(
          "220",
          client.say(
              "XCLIENT ADDR=192.0.2.7 NAME=mail.example.com HELO=mail.example.com LOGIN=alice"));
      SmtpTalker.expect("250", client.say("EHLO mail.example.com"));
      SmtpTalker.expect(
          "250",
          client.message(
              "Subject: x\r\nX-Do: show\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(seen())
        .contains("ip=192.0.2.7", "name=mail.example.com", "auth=alice", "from=alice@example.com");
  }
}
