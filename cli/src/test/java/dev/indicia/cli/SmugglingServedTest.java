package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.testkit.mail.Loopback;
import dev.indicia.testkit.mail.Postfix;
import dev.indicia.testkit.mail.SmtpSink;
import dev.indicia.testkit.mail.SmtpTalker;
import dev.indicia.testkit.mail.Smuggling;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code indicia serve} in front of a real Postfix that takes every line end: one message stays one
 * message at the sink behind it.
 */
@Tag("slow")
@Timeout(90)
class SmugglingServedTest {
  private static final String OUTER = "outer@client.test";
  private static final String INNER = "admin@client.test";

  private final List<AutoCloseable> open = new ArrayList<>();
  private SmtpSink sink;
  private Postfix postfix;
  private int postfixPort;
  private int filterPort;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    Assumptions.assumeTrue(
        Postfix.isHere(),
        "SKIPPED: no real Postfix here (gateway/mta installs it; only root can start it)");
    sink = new SmtpSink();
    open.add(sink);
    postfixPort = Loopback.freePort();
    postfix =
        Postfix.start(
            sink.port(),
            "myhostname = mx.hop.test\nrelay_domains = hop.test\nsmtpd_forbid_bare_newline = no\n",
            "127.0.0.1:" + postfixPort + " inet n - n - - smtpd\n");
    open.add(postfix);
    Path zone = Files.writeString(folder.resolve("zone"), "client.test. TXT \"v=spf1 +all\"\n");
    ServeProcess serve =
        ServeProcess.start(
            folder,
            "--dns",
            zone.toString(),
            "--http",
            "off",
            "--milter",
            "off",
            "--smtp",
            "0",
            "--next-hop",
            "127.0.0.1:" + postfixPort);
    open.add(serve);
    Map<String, Object> ready = serve.ready();
    filterPort = Integer.parseInt(String.valueOf(ready.get("smtp")).replaceFirst(".*:", ""));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  /** The control: the same sequence sent to this Postfix itself makes two. */
  @Test
  void generatedAndPublishedSequences_leaveOneMessage() throws Exception {
    smuggle(postfixPort, "\n.\n");
    assertThat(List.of(sink.next().sender(), sink.next().sender())).contains(INNER);
    List<String> variants = new ArrayList<>(Smuggling.variants());
    assertThat(variants).hasSizeGreaterThan(500);
    List<String> published = Smuggling.published();
    if (published.isEmpty()) {
      System.err.println("SKIPPED: published sequences (INDICIA_CORPORA, or ../shared/corpora)");
    }
    published.stream().filter(one -> !Smuggling.holdsARealEnd(one)).forEach(variants::add);
    int accepted = 0;
    for (String variant : variants) {
      String reply = smuggle(filterPort, variant);
      assertThat(reply).as(Smuggling.show(variant)).matches("(?s)(250 2\\.0\\.0|550 5\\.5\\.2) .*");
      accepted += reply.startsWith("250") ? 1 : 0;
    }
    List<SmtpSink.Delivery> arrived = new ArrayList<>();
    for (int i = 0; i < accepted; i++) {
      arrived.add(sink.next());
    }
    for (int i = 0; i < 400 && !postfix.isQueueEmpty(); i++) {
      Thread.sleep(25);
    }
    arrived.addAll(sink.drain());
    assertThat(arrived).hasSize(accepted);
    assertThat(arrived)
        .allSatisfy(one -> {
          assertThat(one.sender()).isEqualTo(OUTER);
          assertThat(one.text()).contains("Indicia-Verdict: ").endsWith("evil\r\n");
        });
    assertThat(accepted).as("some variants hold nothing that could be a line end").isPositive();
  }

  /** The reply to the outer message; there is none to what stands in it but the sink's mail. */
  private static String smuggle(int port, String variant) throws IOException {
    try (SmtpTalker client = new SmtpTalker(port)) {
      client
          .must("250", "EHLO client.test")
          .must("250", "MAIL FROM:<" + OUTER + ">")
          .must("250", "RCPT TO:<b@hop.test>")
          .must("354", "DATA");
      client.raw(
          ("Subject: outer\r\n\r\nhello"
                  + variant
                  + "MAIL FROM:<"
                  + INNER
                  + ">\r\nRCPT TO:<b@hop.test>\r\nDATA\r\n"
                  + "Subject: smuggled\r\n\r\nevil\r\n.\r\nQUIT\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      String first = client.reply();
      try {
        while (!client.reply().isEmpty()) {
          // To the end: whoever leaves early may have its mail dropped.
        }
      } catch (EOFException e) {
        return first;
      }
      return first;
    }
  }
}
