package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.Postfix;
import dev.indicia.testkit.mail.SmtpTalker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@link RealMailSystem} with Debian's Postfix, where it is installed and we are root. */
class PostfixTest extends RealMailSystem {
  @Override
  MailSystem start(Plan plan) throws IOException {
    Assumptions.assumeTrue(
        Postfix.isHere(),
        "SKIPPED: no real Postfix here (gateway/mta installs it; only root can start it)");
    return Postfix.start(
        plan.sinkPort(),
        """
        myhostname = mx.example.net
        relay_domains = example.net
        smtpd_milters = inet:127.0.0.1:%d
        milter_default_action = tempfail
        milter_protocol = 6
        milter_content_timeout = 3s
        """
            .formatted(plan.milterPort()),
        """
        127.0.0.1:%d inet n - n - - smtpd
        127.0.0.1:%d inet n - n - - smtpd
          -o smtpd_milters=unix:%s
        127.0.0.1:%d inet n - n - - smtpd
          -o milter_protocol=2
        """
            .formatted(plan.port(), plan.unixPort(), plan.unixMilter(), plan.oldPort()));
  }

  @Test
  void oldVersion_editsAsWell() throws Exception {
    SmtpTalker.expect(
        "250",
        deliver(
            plan.oldPort(),
            told("insert 0 X-A: 1", "delete 2 Authentication-Results", "replace 1 Subject: x")));
    assertThat(arrived())
        .containsExactly(
            "X-A: 1",
            "Received",
            "Authentication-Results: mx.example.net; spf=pass",
            "From: alice@example.com",
            "Subject: x",
            "AUTHENTICATION-RESULTS: mx.example.net; dkim=pass",
            "Date: Fri, 27 Nov 2026 10:00:00 +0000",
            "Message-ID: <1@example.com>");
  }

  @Test
  void clientThatAnotherHostReports_isToldAsItWas() throws Exception {
    try (SmtpTalker client = new SmtpTalker(plan.port())) {
      client
          .must("250", "EHLO relay.example")
          .must(
              "220",
              "XCLIENT ADDR=192.0.2.7 NAME=mail.example.com HELO=mail.example.com LOGIN=alice")
          .must("250", "EHLO mail.example.com");
      SmtpTalker.expect(
          "250",
          message(
              client, "Subject: x\r\nX-Do: show\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(seen())
        .contains("ip=192.0.2.7", "name=mail.example.com", "auth=alice", "from=alice@example.com");
  }
}
