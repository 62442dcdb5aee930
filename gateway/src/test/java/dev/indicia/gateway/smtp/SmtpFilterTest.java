package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A message through the filter and what becomes of it. */
class SmtpFilterTest {
  @Test
  void acceptedMessage_isAtTheHopUnchanged() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient client = bench.connect().envelope()) {
      assertThat(client.message("Subject: x\r\n\r\n..dots\r\n.. more"))
          .isEqualTo("250 2.0.0 queued as 0");
      assertThat(bench.hop.deliveries).hasSize(1);
      assertThat(bench.hop.deliveries.getFirst().text())
          .isEqualTo("Subject: x\r\n\r\n.dots\r\n. more\r\n");
      assertThat(client.ask("QUIT")).isEqualTo("221 2.0.0 Bye");
      assertThat(client.reply()).isEmpty();
    }
  }
}
