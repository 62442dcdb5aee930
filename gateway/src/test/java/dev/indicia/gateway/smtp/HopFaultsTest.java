package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A next hop that misbehaves in each way; the client always hears what is true. */
class HopFaultsTest {
  private static Bench bench() throws Exception {
    Bench bench = new Bench();
    return bench;
  }

  private static SmtpOptions quick(SmtpOptions options) {
    return options.withTimes(
        SmtpTimeLimits.DEFAULT.with().hopReplyMillis(300).hopFinalMillis(300).build());
  }

  private static List<SmtpRefusal> refusals(Bench bench) {
    return bench.events.stream()
        .filter(SmtpEvent.Refused.class::isInstance)
        .map(event -> ((SmtpEvent.Refused) event).refusal())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "greeting|!close|451 4.4.2|HOP_CLOSED",
        "greeting|!half|451 4.4.2|HOP_CLOSED",
        "greeting|!silent|451 4.4.2|HOP_TIMEOUT",
        "greeting|554 5.7.1 go away|451 4.3.2|HOP_UNAVAILABLE",
        "greeting|421 4.3.2 busy|451 4.3.2|HOP_UNAVAILABLE",
        "greeting|hello there|451 4.5.0|HOP_PROTOCOL",
        "EHLO|!close|451 4.4.2|HOP_CLOSED",
        "EHLO|!silent|451 4.4.2|HOP_TIMEOUT",
        "EHLO|450 4.3.0 not now|451 4.3.2|HOP_UNAVAILABLE",
        "MAIL|!close|451 4.4.2|HOP_CLOSED",
        "MAIL|!reset|451 4.4.2|HOP_CLOSED",
        "MAIL|!silent|451 4.4.2|HOP_TIMEOUT",
        "MAIL|354 what|451 4.5.0|HOP_PROTOCOL",
        "MAIL|999 what|451 4.5.0|HOP_PROTOCOL",
        "MAIL|421 4.3.2 leaving|451 4.3.2|HOP_UNAVAILABLE",
      })
  void failureBeforeASender_isSaidAtMail(
      String event, String answer, String reply, SmtpRefusal refusal) throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer(event, answer);
      bench.start(HopFaultsTest::quick);
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith(reply);
        assertThat(refusals(bench)).containsExactly(refusal);
        // The session lives on, and so may the next hop.
        bench.hop.answers.clear();
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
        assertThat(client.ask("RCPT TO:<b@hop.test>")).startsWith("250");
        assertThat(client.message("Subject: x")).startsWith("250");
      }
      assertThat(bench.hop.deliveries).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT|!silent|451 4.4.2|HOP_TIMEOUT",
        "RCPT|rubbish|451 4.5.0|HOP_PROTOCOL",
        "RCPT|@99 !close|451 4.4.2|HOP_CLOSED",
      })
  void failureAtARecipient_isSaidThere(
      String event, String answer, String reply, SmtpRefusal refusal) throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer(event, answer);
      bench.start(HopFaultsTest::quick);
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
        assertThat(client.ask("RCPT TO:<b@hop.test>")).startsWith(reply);
        assertThat(refusals(bench)).containsExactly(refusal);
        assertThat(client.ask("DATA")).startsWith("554 5.5.1");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATA|451 4.3.0 not now|451 4.3.0 not now",
        "DATA|554 5.3.0 never|554 5.3.0 never",
        "DATA|250 what|451 4.5.0",
        "DATA|!silent|451 4.4.2",
        "DATA|@2 !close|451 4.4.2",
        "end|452 4.3.1 disk full|452 4.3.1 disk full",
        "end|552 5.3.4 too much|552 5.3.4 too much",
        "end|421 4.3.2 leaving|451 4.3.2",
        "end|!close|451 4.4.2",
        "end|!reset|451 4.4.2",
        "end|!half|451 4.4.2",
        "end|!silent|451 4.4.2",
        "end|rubbish|451 4.4.2",
        "end|354 more|451 4.4.2",
        "body|@2 !close|451 4.4.2",
      })
  void failureWithTheMessage_isTheMessagesReply(String event, String answer, String reply)
      throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer(event, answer);
      bench.start(HopFaultsTest::quick);
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).startsWith(reply);
        assertThat(bench.hop.deliveries).isEmpty();
        // Nothing of it is left: the next message is one of its own.
        bench.hop.answers.clear();
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
        assertThat(client.ask("RCPT TO:<c@hop.test>")).startsWith("250");
        assertThat(client.message("Subject: y")).startsWith("250");
      }
      assertThat(bench.hop.deliveries).hasSize(1);
      assertThat(bench.hop.deliveries.getFirst().recipients()).containsExactly("c@hop.test");
      assertThat(bench.hop.deliveries.getFirst().text()).isEqualTo("Subject: y\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"body|!close", "body|!reset", "body|552 5.3.4 enough", "body|!silent"})
  void closingMidMessage_isAFailure(String event, String answer) throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer(event, answer);
      bench.start(options ->
          options.withTimes(
              SmtpTimeLimits.DEFAULT
                  .with()
                  .hopReplyMillis(300)
                  .hopFinalMillis(300)
                  .writeMillis(500)
                  .build()));
      try (TestClient client = bench.connect().envelope()) {
        String reply = client.message("Subject: x\r\n\r\n" + "line\r\n".repeat(3_000_000 / 6));
        assertThat(reply).matches("(?s)(451 4.4.2|552 5.3.4).*");
      }
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void nextHopDown_isSaidAtMailAndTriedAgain() throws Exception {
    try (Bench bench = bench().start()) {
      bench.hop.kill();
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.4.1");
        bench.hop.revive();
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
      }
      assertThat(refusals(bench)).containsExactly(SmtpRefusal.HOP_UNREACHABLE);
    }
  }

  /** Idle connections are closed by servers; the client need not know. */
  @ParameterizedTest
  @ValueSource(strings = {"before MAIL", "before RCPT", "before DATA", "behind DATA"})
  void lostBeforeTheMessage_isOpenedAgain(String when) throws Exception {
    try (Bench bench = bench().start();
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      if (when.equals("before MAIL")) {
        client.ask("MAIL FROM:<z@client.test>");
        client.ask("RSET");
        bench.hop.killConnections();
      }
      assertThat(client.ask("MAIL FROM:<a@client.test> BODY=8BITMIME")).startsWith("250");
      if (when.equals("before RCPT")) {
        bench.hop.killConnections();
      }
      assertThat(client.ask("RCPT TO:<b@hop.test>")).startsWith("250");
      assertThat(client.ask("RCPT TO:<c@hop.test>")).startsWith("250");
      if (when.equals("before DATA")) {
        bench.hop.killConnections();
      }
      assertThat(client.ask("DATA")).startsWith("354");
      if (when.equals("behind DATA")) {
        bench.hop.killConnections();
      }
      client.raw("Subject: x\r\n.\r\n");
      assertThat(client.reply()).startsWith("250");
      assertThat(bench.hop.deliveries).hasSize(1);
      assertThat(bench.hop.deliveries.getFirst().recipients())
          .containsExactly("b@hop.test", "c@hop.test");
      assertThat(bench.hop.connections).isEqualTo(2);
      // Before MAIL the dead connection may simply be noticed.
      assertThat(bench.events.stream().filter(SmtpEvent.Reopened.class::isInstance).count())
          .isBetween(when.equals("before MAIL") ? 0L : 1L, 1L);
    }
  }

  @Test
  void reopenedHopThatTakesLess_failsTheMessage() throws Exception {
    try (Bench bench = bench().start();
        TestClient client = bench.connect().envelope()) {
      client.ask("DATA");
      bench.hop.killConnections();
      bench.hop.answer("RCPT TO:<b@", "550 5.1.1 gone");
      client.raw("Subject: x\r\n.\r\n");
      assertThat(client.reply()).startsWith("451 4.3.0 next hop takes a recipient no more");
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  /** The one case where SMTP cannot know: it is for now, and never sent twice by us. */
  @Test
  void replyLost_isAFailureForNowAndNotSentAgainByUs() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer("end", "!keep !close");
      bench.start();
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).startsWith("451 4.4.2 next hop did not confirm");
      }
      assertThat(bench.hop.deliveries).hasSize(1);
      assertThat(bench.hop.connections).isEqualTo(1);
      assertThat(refusals(bench)).contains(SmtpRefusal.HOP_UNCERTAIN);
    }
  }

  @Test
  void slowHop_isWaitedFor() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer("end", "!slow 700 250 2.0.0 at last").answer("MAIL", "!slow 300 250 ok");
      bench.start();
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).isEqualTo("250 2.0.0 at last");
      }
      assertThat(bench.hop.deliveries).hasSize(1);
    }
  }

  @Test
  void hopsReplies_haveBounds() throws Exception {
    try (Bench bench = bench()) {
      bench
          .hop
          .answer("MAIL", "250-x\n".repeat(200) + "250 x")
          .answer("RCPT", "250 " + "x".repeat(9000));
      bench.start();
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.5.0");
        bench.hop.answers.remove("MAIL");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
        assertThat(client.ask("RCPT TO:<b@hop.test>")).startsWith("451 4.");
      }
    }
  }

  @Test
  void everyRecipientRefused_hasNoData() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.answer("RCPT", "550 5.1.1 no");
      bench.start();
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.ask("DATA")).startsWith("554 5.5.1 no valid recipients");
      }
      assertThat(bench.hop.heard).doesNotContain("DATA");
    }
  }

  @Test
  void eightBits_goOnlyWhereTheyAreTaken() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.extensions = List.of("PIPELINING");
      bench.start();
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x\r\n\r\n\u00e9")).startsWith("554 5.6.3");
        assertThat(client.ask("MAIL FROM:<a@client.test> SMTPUTF8")).startsWith("250");
        assertThat(client.ask("RCPT TO:<b@hop.test>")).startsWith("250");
        assertThat(client.message("Subject: \u00e9")).startsWith("554 5.6.9");
        // The next client is not offered what the next hop has not.
        try (TestClient second = bench.connect()) {
          second.reply();
          assertThat(second.ask("EHLO client.test")).doesNotContain("8BITMIME", "SMTPUTF8", "DSN");
          assertThat(second.ask("MAIL FROM:<a@client.test> BODY=8BITMIME")).startsWith("555");
        }
      }
      assertThat(bench.hop.deliveries).isEmpty();
    }
  }

  @Test
  void chunking_isUsedWhereOffered() throws Exception {
    try (Bench bench = bench()) {
      bench.hop.extensions = List.of("CHUNKING", "8BITMIME");
      bench.start();
      String message = "Subject: x\r\n\r\n" + "..dots\r\n".repeat(50_000);
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message(message.replace("\r\n.", "\r\n..") + "..")).startsWith("250");
      }
      assertThat(bench.hop.deliveries.getFirst().text()).isEqualTo(message + ".\r\n");
      assertThat(bench.hop.heard).doesNotContain("DATA").anyMatch(line -> line.startsWith("BDAT"));
    }
  }
}
