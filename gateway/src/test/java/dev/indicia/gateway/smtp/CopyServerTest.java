package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.SmtpReply;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The server that takes copies and hands nothing on. */
class CopyServerTest {
  private static final CopyOptions COPIES =
      new CopyOptions(
          "journal", List.of(IpNetwork.of("127.0.0.0/8")), Set.of("Journal-1f@mx.b.example"));

  private static TestClient transaction(Bench bench, String sender) throws Exception {
    TestClient client = bench.connect();
    client.reply();
    client.ask("EHLO out.example");
    assertThat(client.ask("MAIL FROM:<" + sender + ">")).startsWith("250");
    return client;
  }

  @Test
  void copy_isTakenWhenTheHandlerHasIt() throws Exception {
    try (Bench bench = new Bench().startCopies(COPIES);
        TestClient client = transaction(bench, "")) {
      assertThat(client.ask("RCPT TO:<journal-1F@MX.b.example>")).startsWith("250 2.1.5");
      assertThat(client.message("Subject: x")).startsWith("250 2.0.0");
      assertThat(bench.judged).hasSize(1);
      assertThat(bench.judged.getFirst().client().frontEnd()).isEqualTo("journal");
      assertThat(bench.judged.getFirst().session().mailFrom()).isEmpty();
      assertThat(bench.hop.heard).as("nothing is sent on").isEmpty();
    }
  }

  @Test
  void copyThatIsNotStored_isAskedForAgain() throws Exception {
    try (Bench bench = new Bench().startCopies(COPIES);
        TestClient client = transaction(bench, "")) {
      bench.handler =
          transaction -> new Disposition.TempFail(new SmtpReply(451, "4.3.1", "disk is full"));
      client.ask("RCPT TO:<journal-1f@mx.b.example>");
      assertThat(client.message("Subject: x")).isEqualTo("451 4.3.1 disk is full");
      bench.handler =
          transaction -> {
            throw new IllegalStateException("a bug");
          };
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<journal-1f@mx.b.example>");
      assertThat(client.message("Subject: x")).startsWith("451 4.3.0");
      assertThat(bench.hop.heard).as("and nobody is told").isEmpty();
    }
  }

  @Test
  void otherRecipients_areRefused_andGuessingEnds() throws Exception {
    try (Bench bench = new Bench().startCopies(COPIES);
        TestClient client = transaction(bench, "x@a.example")) {
      assertThat(client.ask("RCPT TO:<postmaster@mx.b.example>"))
          .isEqualTo("550 5.1.1 no such recipient");
      assertThat(client.ask("DATA")).startsWith("554 5.5.1");
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < 40 && said.indexOf("421 4.7.0") < 0; i++) {
        client.raw("RCPT TO:<journal-" + i + "@mx.b.example>\r\n");
        said.append(client.reply()).append('\n');
      }
      assertThat(said).contains("421 4.7.0 too many errors");
    }
  }

  @Test
  void clientsFromElsewhere_areTurnedAwayForNow() throws Exception {
    CopyOptions elsewhere =
        new CopyOptions("journal", List.of(IpNetwork.of("192.0.2.0/24")), COPIES.recipients());
    try (Bench bench = new Bench().startCopies(elsewhere);
        TestClient client = bench.connect()) {
      assertThat(client.reply()).isEqualTo("421 4.7.1 no mail is taken from your address");
      assertThat(client.reply()).isEmpty();
      assertThat(bench.events)
          .anyMatch(e ->
              e instanceof SmtpEvent.Refused refused
                  && refused.refusal() == SmtpRefusal.CLIENT_UNKNOWN);
    }
  }

  /** Whoever may send copies may not say that they come from elsewhere, nor ask for reports. */
  @Test
  void nothingIsOfferedThatMeansTrustOrReports() throws Exception {
    try (Bench bench = new Bench().startCopies(COPIES);
        TestClient client = bench.connect()) {
      client.reply();
      assertThat(client.ask("EHLO out.example"))
          .contains("8BITMIME", "SMTPUTF8", "SIZE")
          .doesNotContain("DSN", "XCLIENT", "XFORWARD");
      assertThat(client.ask("XCLIENT ADDR=192.0.2.1")).startsWith("550 5.7.1");
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<journal-1f@mx.b.example> NOTIFY=SUCCESS")).startsWith("555");
      client.ask("RCPT TO:<journal-1f@mx.b.example>");
      client.message("Subject: x");
      assertThat(bench.judged.getFirst().session().clientIp()).isEqualTo(IpAddress.of("127.0.0.1"));
    }
  }

  @Test
  void copyThatIsTooLarge_isRefusedBeforeItComes() throws Exception {
    try (Bench bench =
            new Bench().spool(new SpoolLimits(1000, 100, 100, 1000)).startCopies(COPIES);
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO out.example");
      assertThat(client.ask("MAIL FROM:<> SIZE=1001")).startsWith("552 5.3.4");
    }
  }
}
