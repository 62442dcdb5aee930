package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.testkit.mail.SmtpSink;
import dev.indicia.testkit.mail.SmtpTalker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve.filter.hop}: how mail is handed on, with one filter as the next hop of another. */
class NextHopServeTest {
  private static final byte[] MESSAGE =
      "From: a@a.example\r\nSubject: hello\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @BeforeEach
  void certificate() throws Exception {
    LocalPem.write(folder);
  }

  private ServeProcess filter(String name, int hop, String block) throws IOException {
    Path config =
        Files.writeString(folder.resolve(name + ".yaml"), "serve:\n  filter: " + block + "\n");
    return ServeProcess.configured(
        folder, config, "--smtp", "127.0.0.1:0", "--next-hop", "127.0.0.1:" + hop);
  }

  private static int port(ServeProcess serve) {
    return Integer.parseInt(String.valueOf(serve.ready().get("smtp")).replaceFirst(".*:", ""));
  }

  private static String sent(ServeProcess serve) throws IOException {
    try (SmtpTalker client = new SmtpTalker(port(serve))) {
      client.must("250", "EHLO mx.test");
      String sender = client.say("MAIL FROM:<a@a.example>");
      if (!sender.startsWith("250")) {
        return sender;
      }
      client.must("250", "RCPT TO:<b@b.example>");
      return client.data(MESSAGE);
    }
  }

  @Test
  void mailGoesOnOverTls_whenTheCertificateIsThatOfTheHop() throws Exception {
    try (SmtpSink sink = new SmtpSink();
        ServeProcess inner =
            filter(
                "inner",
                sink.port(),
                "{certificate: certificate.pem, key: key.pem, require_tls: true}");
        ServeProcess trusting =
            filter(
                "trusting",
                port(inner),
                "{hop: {tls: required, ca: certificate.pem, name: localhost, client: xclient}}");
        ServeProcess plain = filter("plain", port(inner), "{hop: {client: nothing}}");
        ServeProcess other =
            filter(
                "other",
                port(inner),
                "{hop: {tls: required, ca: certificate.pem, name: mx.b.example}}")) {
      assertThat(sent(trusting)).startsWith("250 ");
      assertThat(sink.next().recipients()).containsExactly("b@b.example");
      assertThat(sent(plain)).as("the next hop takes nothing without TLS").startsWith("530");
      assertThat(sent(other)).as("another name").startsWith("4");
      assertThat(sink.isEmpty()).isTrue();
    }
  }

  @Test
  void whatTheHopCannotDo_isSaidAtTheBegin() throws Exception {
    for (var wrong :
        List.of(
            List.of("{hop: {one_recipient: true}}", "for LMTP alone"),
            List.of("{hop: {tls: required, ca: key.pem}}", "key.pem: is no certificate in PEM"))) {
      try (ServeProcess serve = filter("wrong", 9, wrong.getFirst())) {
        assertThat(serve.readyLine()).as(wrong.getFirst()).isEmpty();
        assertThat(serve.waitFor()).isEqualTo(2);
        assertThat(serve.err()).contains(wrong.getLast());
      }
    }
  }
}
