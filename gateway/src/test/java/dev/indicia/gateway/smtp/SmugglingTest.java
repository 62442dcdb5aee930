package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.esmtp.LineEnds;
import dev.indicia.testkit.mail.Smuggling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A message that holds something like an end of data and a second transaction behind it stays one
 * message (RFC 5321 §4.1.1.4), and its second transaction is heard by nobody.
 */
class SmugglingTest {
  private static String smuggling(String sequence) {
    return "Subject: outer\r\n\r\nhello"
        + sequence
        + "MAIL FROM:<admin@client.test>\r\nRCPT TO:<victim@hop.test>\r\nDATA\r\n"
        + "Subject: smuggled\r\n\r\nevil\r\n.\r\n";
  }

  @ParameterizedTest
  @EnumSource(LineEnds.class)
  void oneMessage_staysOne(LineEnds lineEnds) throws Exception {
    List<String> variants = Smuggling.variants();
    assertThat(variants).hasSizeGreaterThan(500);
    check(variants, lineEnds, false);
  }

  /** The same with the sequence in a segment of its own, octet by octet. */
  @Test
  void segments_makeNoDifference() throws Exception {
    List<String> variants = Smuggling.variants();
    List<String> some = new ArrayList<>();
    for (int i = 0; i < variants.size(); i += 9) {
      some.add(variants.get(i));
    }
    check(some, LineEnds.REFUSE, true);
    check(some, LineEnds.NORMALIZE, true);
  }

  private static void check(List<String> variants, LineEnds lineEnds, boolean slowly)
      throws Exception {
    try (Bench bench =
        new Bench()
            .start(options ->
                options
                    .withLineEnds(lineEnds)
                    .withLimits(SmtpLimits.DEFAULT.with().errorsMax(10_000).build()))) {
      for (List<String> extensions :
          List.of(List.of("8BITMIME"), List.of("8BITMIME", "CHUNKING"))) {
        bench.hop.extensions = extensions;
        try (TestClient client = bench.connect()) {
          client.reply();
          client.ask("EHLO client.test");
          for (String variant : variants) {
            one(bench, client, variant, lineEnds, slowly);
          }
        }
      }
    }
  }

  private static void one(
      Bench bench, TestClient client, String variant, LineEnds lineEnds, boolean slowly)
      throws Exception {
    bench.hop.heard.clear();
    bench.hop.deliveries.clear();
    assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("250");
    assertThat(client.ask("RCPT TO:<b@hop.test>")).startsWith("250");
    assertThat(client.ask("DATA")).startsWith("354");
    byte[] octets = smuggling(variant).getBytes(StandardCharsets.ISO_8859_1);
    if (slowly) {
      for (byte octet : octets) {
        client.raw(new byte[] {octet});
      }
    } else {
      client.raw(octets);
    }
    String reply = client.reply();
    boolean clean = !("hello" + variant + "M").replace("\r\n", "").matches("(?s).*[\r\n\0].*");
    String name = Smuggling.show(variant) + " " + lineEnds;
    if (clean || lineEnds == LineEnds.NORMALIZE) {
      assertThat(reply).as(name).startsWith("250");
      assertThat(bench.hop.deliveries).as(name).hasSize(1);
      assertThat(bench.hop.deliveries.getFirst().sender()).isEqualTo("a@client.test");
      assertThat(bench.hop.deliveries.getFirst().text()).as(name).endsWith("evil\r\n");
    } else {
      assertThat(reply).as(name).startsWith("550 5.5.2");
      assertThat(bench.hop.deliveries).as(name).isEmpty();
    }
    assertThat(String.join("\n", bench.hop.heard)).as(name).doesNotContain("admin@client.test");
    // There is one reply: nothing of the smuggled transaction was answered.
    assertThat(client.ask("NOOP")).as(name).isEqualTo("250 2.0.0 Ok");
  }

  /** The published sequences, where they are at hand (INDICIA_CORPORA). */
  @Test
  void publishedSequences_stayOneMessageUnlessTheyHoldARealEnd() throws Exception {
    List<String> published = Smuggling.published();
    Assumptions.assumeFalse(
        published.isEmpty(),
        "SKIPPED: no smtp/smuggling/payloads.yaml (INDICIA_CORPORA, or ../shared/corpora)");
    List<String> fakes = published.stream().filter(text -> !Smuggling.holdsARealEnd(text)).toList();
    assertThat(fakes).hasSizeGreaterThanOrEqualTo(9);
    for (LineEnds lineEnds : LineEnds.values()) {
      check(fakes, lineEnds, false);
    }
    // Behind a real end the client is free to go on; only what it says there counts.
    for (String real : published) {
      if (Smuggling.holdsARealEnd(real)) {
        try (Bench bench = new Bench().start();
            TestClient client = bench.connect().envelope()) {
          client.ask("DATA");
          client.raw("Subject: x" + real + "NOOP\r\n");
          assertThat(client.reply()).startsWith(real.startsWith("\0") ? "550 5.5.2" : "250");
          assertThat(client.reply()).startsWith(real.endsWith("\0") ? "500 5.5.2" : "250");
        }
      }
    }
  }
}
