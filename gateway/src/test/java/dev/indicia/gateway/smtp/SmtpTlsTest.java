package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.LocalCertificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** STARTTLS on both sides (RFC 3207). */
class SmtpTlsTest {
  private static LocalCertificate certificate;

  @BeforeAll
  static void create() throws Exception {
    certificate = LocalCertificate.of("hop.test");
  }

  private static Bench bench(boolean required) throws Exception {
    return new Bench().start(options -> options.withTls(certificate.server(), required));
  }

  @Test
  void message_goesOverTls() throws Exception {
    try (Bench bench = bench(false);
        TestClient client = bench.connect()) {
      client.reply();
      assertThat(client.ask("EHLO plain.test")).contains("STARTTLS");
      assertThat(client.ask("STARTTLS")).startsWith("220 2.0.0");
      client.secure(certificate.client());
      // Nothing of before is left (RFC 3207 §4.2).
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("503 5.5.1");
      assertThat(client.ask("EHLO secret.test")).doesNotContain("STARTTLS");
      assertThat(client.ask("STARTTLS")).startsWith("503 5.5.1 TLS is active");
      client.ask("MAIL FROM:<a@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("Subject: x")).startsWith("250");
      assertThat(bench.judged.getFirst().client().tls()).startsWith("TLSv1.3 TLS_");
      assertThat(bench.judged.getFirst().session().helo()).isEqualTo("secret.test");
      assertThat(client.ask("QUIT")).startsWith("221");
    }
  }

  /** CVE-2011-0411: what somebody in between appends in clear text never counts as said in TLS. */
  @Test
  void commandsBehindStartTls_areNotTheClients() throws Exception {
    try (Bench bench = bench(false);
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      client.raw("STARTTLS\r\nEHLO evil.test\r\nMAIL FROM:<evil@client.test>\r\n");
      assertThat(client.reply()).startsWith("554 5.7.0 octets behind STARTTLS");
      assertThat(client.reply()).isEmpty();
      assertThat(bench.hop.heard).isEmpty();
    }
  }

  @Test
  void requiredTls_isRequired() throws Exception {
    try (Bench bench = bench(true);
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("530 5.7.0");
      assertThat(client.ask("STARTTLS")).startsWith("220");
      client.secure(certificate.client());
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
    }
  }

  @Test
  void noTls_isNotOffered() throws Exception {
    try (Bench bench = new Bench().start();
        TestClient client = bench.connect()) {
      client.reply();
      assertThat(client.ask("EHLO client.test")).doesNotContain("STARTTLS");
      assertThat(client.ask("STARTTLS")).startsWith("502 5.5.1");
    }
  }

  @Test
  void plainTextInsteadOfAHandshake_endsTheConnection() throws Exception {
    try (Bench bench = bench(false);
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      client.ask("STARTTLS");
      client.raw("MAIL FROM:<a@client.test>\r\n");
      Bench.await(() -> bench.filter().status().connections() == 0);
      assertThat(bench.hop.heard).isEmpty();
    }
  }

  private static Bench toTlsHop(NextHop.Tls tls, String name) throws Exception {
    Bench bench = new Bench();
    bench.hop.tls = certificate.server();
    bench.hop.extensions = List.of("STARTTLS", "8BITMIME");
    return bench.start(o -> o, hop -> hop.withTls(tls, certificate.client(), name));
  }

  @Test
  void nextHop_isSpokenToOverTls() throws Exception {
    try (Bench bench = toTlsHop(NextHop.Tls.REQUIRED, "hop.test");
        TestClient client = bench.connect().envelope()) {
      assertThat(client.message("Subject: x")).startsWith("250");
      assertThat(bench.hop.heard)
          .containsSubsequence("EHLO filter.test", "STARTTLS", "EHLO filter.test", "DATA");
    }
  }

  @Test
  void nextHopWithAnotherName_isNotTrusted() throws Exception {
    try (Bench bench = toTlsHop(NextHop.Tls.REQUIRED, "other.test");
        TestClient client = bench.connect()) {
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.7.5");
    }
  }

  @Test
  void nextHopWithoutTls_isRefusedWhereItIsRequired() throws Exception {
    try (Bench bench = toTlsHop(NextHop.Tls.REQUIRED, "hop.test");
        TestClient client = bench.connect()) {
      bench.hop.extensions = List.of("8BITMIME");
      client.reply();
      client.ask("EHLO client.test");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.7.5");
    }
    try (Bench bench = toTlsHop(NextHop.Tls.OPPORTUNISTIC, null)) {
      bench.hop.extensions = List.of("8BITMIME");
      try (TestClient client = bench.connect().envelope()) {
        assertThat(client.message("Subject: x")).startsWith("250");
      }
    }
  }

  @Test
  void repliesBehindTheHopsStartTls_areNotTheHops() throws Exception {
    try (Bench bench = toTlsHop(NextHop.Tls.OPPORTUNISTIC, null)) {
      bench.hop.answer("STARTTLS", "220 go\n250-evil\n250 CHUNKING");
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.7.5");
      }
    }
  }
}
