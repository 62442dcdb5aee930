package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.esmtp.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LMTP to the next hop (RFC 2033): a reply for each recipient, one for the client. */
class LmtpTest {
  private static Bench bench() throws Exception {
    Bench bench = new Bench();
    bench.hop.lmtp = true;
    return bench;
  }

  private static String deliver(Bench bench) throws Exception {
    try (TestClient client = bench.connect().envelope()) {
      client.ask("RCPT TO:<c@hop.test>");
      return client.message("Subject: x");
    }
  }

  @Test
  void allAccepted_isTheFirstReply() throws Exception {
    try (Bench bench = bench().start()) {
      assertThat(deliver(bench)).startsWith("250 2.0.0 queued");
      assertThat(bench.hop.heard).startsWith("LHLO filter.test");
      assertThat(bench.hop.deliveries.getFirst().recipients())
          .containsExactly("b@hop.test", "c@hop.test");
    }
  }

  @Test
  void oneForNow_isForNow() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer("end c@hop.test", "452 4.2.2 mailbox full");
      bench.start();
      assertThat(deliver(bench))
          .isEqualTo("452-4.2.2 mailbox full\n452 4.2.2 delivered to 1 of 2 recipients");
    }
  }

  @Test
  void oneForGood_isForGoodAndSaysWhoHasIt() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer("end b@hop.test", "550 5.2.1 mailbox disabled");
      bench.start();
      assertThat(deliver(bench))
          .isEqualTo("550-5.2.1 mailbox disabled\n550 5.2.1 delivered to 1 of 2 recipients");
    }
  }

  @Test
  void allRefused_isTheMildest() {
    assertThat(LmtpOutcome.of(List.of(Reply.of(550, "5.0.0 a"), Reply.of(451, "4.0.0 b"))))
        .isEqualTo(Reply.of(451, "4.0.0 b"));
    assertThat(LmtpOutcome.of(List.of(Reply.of(550, "5.0.0 a"), Reply.of(551, "5.0.0 b"))))
        .isEqualTo(Reply.of(550, "5.0.0 a"));
  }

  @Test
  void lostBetweenReplies_isForNow() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer("end c@hop.test", "!close");
      bench.start();
      assertThat(deliver(bench)).startsWith("451 4.4.2 next hop did not confirm");
    }
  }

  @Test
  void oneRecipientATransaction_keepsRepliesApart() throws Exception {
    try (Bench bench = bench().start(o -> o, NextHop::withOneRecipient);
        TestClient client = bench.connect().envelope()) {
      assertThat(client.ask("RCPT TO:<c@hop.test>")).startsWith("452 4.5.3");
      assertThat(client.message("Subject: x")).startsWith("250");
      assertThat(bench.hop.deliveries.getFirst().recipients()).containsExactly("b@hop.test");
    }
  }
}
