package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;
  private String zone;
  private String signed;
  private String forged;

  @BeforeEach
  void files() {
    zone = Samples.zone(folder);
    signed = Samples.write(folder, "signed.eml", Samples.signed()).toString();
    forged = Samples.write(folder, "forged.eml", Samples.plain("ann@a.example")).toString();
  }

  private Map<String, Object> one(String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.json()).hasSize(1);
    return run.json().getFirst();
  }

  @Test
  void signedMessage_isGenuineWithItsEvidence() {
    Map<String, Object> result =
        one(
            "check",
            "--json",
            "--dns",
            zone,
            "--client-ip",
            "192.0.2.1",
            "--helo",
            "mx.a.example",
            "--mail-from",
            "<bounce@a.example>",
            "--rcpt-to",
            "bob@b.example",
            signed);
    assertThat(result.get("id")).isEqualTo(signed);
    assertThat(result.get("verdict")).isEqualTo("genuine");
    assertThat(result.get("failing_layer")).isEqualTo("NONE");
    assertThat(JsonTree.at(result, "author", "address")).isEqualTo("ann@a.example");
    assertThat(JsonTree.at(result, "author", "organizational_domain")).isEqualTo("a.example");
    Object authentication = result.get("authentication");
    assertThat(JsonTree.at(authentication, "spf", "result")).isEqualTo("pass");
    assertThat(JsonTree.at(authentication, "spf", "identity")).isEqualTo("mailfrom");
    assertThat(JsonTree.at(authentication, "spf", "helo", "result")).isEqualTo("pass");
    assertThat(JsonTree.at(authentication, "dkim", 0, "result")).isEqualTo("pass");
    assertThat(JsonTree.at(authentication, "dkim", 0, "age_seconds")).isEqualTo(60L);
    assertThat(JsonTree.at(authentication, "dmarc", "dkim_aligned")).isEqualTo(true);
    assertThat(JsonTree.at(authentication, "dmarc", "policy")).isEqualTo("reject");
    assertThat(JsonTree.at(authentication, "iprev", "name")).isEqualTo("mx.a.example");
    assertThat((List<?>) result.get("dns")).hasSizeGreaterThan(4);
  }

  @Test
  void nullReversePath_takesHeloForSpf() {
    Map<String, Object> result =
        one(
            "check",
            "--json",
            "--dns",
            zone,
            "--client-ip",
            "192.0.2.1",
            "--helo",
            "mx.a.example",
            "--mail-from",
            "",
            forged);
    assertThat(JsonTree.at(result, "authentication", "spf", "identity")).isEqualTo("helo");
    assertThat(JsonTree.at(result, "authentication", "spf", "mail_from")).isNull();
  }

  @Test
  void unknownSession_leavesSpfAndIprevNull() {
    Map<String, Object> result = one("check", "--json", "--dns", zone, signed);
    assertThat(JsonTree.at(result, "authentication", "spf")).isNull();
    assertThat(JsonTree.at(result, "authentication", "iprev")).isNull();
    assertThat(result).containsKey("suspected");
    assertThat(result.get("suspected")).isNull();
    assertThat(JsonTree.at(result, "binding", "result")).isEqualTo("unknown");
    assertThat(JsonTree.at(result, "binding", "recipient")).isNull();
    assertThat(JsonTree.at(result, "pathway", "network")).isNull();
    assertThat(JsonTree.at(result, "pathway", "direct")).isEqualTo(false);
  }

  @Test
  void bindingPathwayAndTemplate_areThereWithoutProfiles() {
    Map<String, Object> result =
        one(
            "check",
            "--json",
            "--dns",
            zone,
            "--client-ip",
            "192.0.2.1",
            "--helo",
            "mx.a.example",
            "--mail-from",
            "bounce@a.example",
            "--rcpt-to",
            "Zoe@B.example",
            signed);
    assertThat(JsonTree.at(result, "binding", "result")).isEqualTo("direct");
    assertThat(JsonTree.at(result, "binding", "recipient")).isEqualTo("zoe@b.example");
    assertThat(JsonTree.at(result, "binding", "named")).isEqualTo("bob@b.example");
    assertThat(JsonTree.at(result, "pathway", "sender")).isEqualTo("a.example");
    assertThat(JsonTree.at(result, "pathway", "network")).isEqualTo("192.0.2.0/24");
    assertThat(JsonTree.at(result, "pathway", "host")).isEqualTo("mx.a.example");
    assertThat(JsonTree.at(result, "pathway", "envelope_domain")).isEqualTo("a.example");
    assertThat(JsonTree.at(result, "pathway", "direct")).isEqualTo(true);
    assertThat(JsonTree.at(result, "template", "id")).isNull();
    assertThat(JsonTree.at(result, "template", "known")).isEqualTo(false);
    assertThat(JsonTree.at(result, "template", "slots", 0, "place")).isEqualTo("subject");
    assertThat(String.valueOf(JsonTree.at(result, "template", "slots", 0)))
        .as("what there is nothing of is left out")
        .contains("words=")
        .doesNotContain("mentions", "disguises", "concepts", "claim", "grade", "unusual", "values");
  }

  @Test
  void methods_leaveTheOthersNull() {
    Map<String, Object> result =
        one(
            "check",
            "--json",
            "--dns",
            zone,
            "--methods",
            "dkim",
            "--client-ip",
            "192.0.2.1",
            "--mail-from",
            "a@a.example",
            signed);
    assertThat(JsonTree.at(result, "authentication", "dkim", 0, "result")).isEqualTo("pass");
    assertThat(JsonTree.at(result, "authentication", "dmarc")).isNull();
    assertThat(JsonTree.at(result, "authentication", "spf")).isNull();
  }

  @Test
  void depthAuthentication_readsNoContentAndLearnsNothing() {
    assertThat(names(one("check", "--json", "--dns", zone, "--depth", "authentication", signed)))
        .isEqualTo(names(one("check", "--json", "--dns", zone, signed)));
    for (String more : List.of("--depth=authentication", "--methods=dkim")) {
      Map<String, Object> result = one("check", "--json", "--dns", zone, more, signed);
      assertThat(JsonTree.at(result, "template", "slots")).as(more).isEqualTo(List.of());
    }
    String full = "--depth=full";
    assertThat(
            JsonTree.at(
                one("check", "--json", "--dns", zone, "--methods=dkim", full, signed),
                "template",
                "slots"))
        .isNotEqualTo(List.of());
  }

  private static List<String> names(Map<String, Object> result) {
    return List.copyOf(result.keySet());
  }

  @Test
  void depthAuthentication_withProfilesIsRefused() {
    for (String more : List.of("--depth=authentication", "--methods=dkim")) {
      CommandRun run = CommandRun.of("check", "--profiles", "p", more, signed);
      assertThat(run.code()).as(more).isEqualTo(2);
      assertThat(run.err()).contains("--profiles: by authentication alone nothing is learned");
    }
  }

  @Test
  void failOn_decidesTheExitCode() {
    assertThat(fromOutside("--fail-on", "never", forged).code()).isEqualTo(0);
    for (String level : List.of("suspicious", "accused")) {
      assertThat(fromOutside("--fail-on", level, forged).code()).isEqualTo(1);
      assertThat(fromOutside("--fail-on", level, signed).code()).isEqualTo(0);
    }
  }

  @Test
  void unreadableInput_isAnErrorObjectAndExit3_beforeFailOn() {
    CommandRun run = fromOutside("--json", "--fail-on", "accused", "none.eml", forged);
    assertThat(run.code()).isEqualTo(3);
    assertThat(JsonTree.at(run.json().get(0), "error", "code")).isEqualTo("not-found");
    assertThat(run.json().get(0)).containsOnlyKeys("id", "error");
    assertThat(run.json().get(1).get("verdict")).isEqualTo("impersonated");
    assertThat(run.err()).contains("none.eml: there is no such file");
  }

  @Test
  void oneTemperror_isAResult() {
    String file = Samples.write(folder, "c.eml", Samples.plain("x@c.example")).toString();
    CommandRun run = CommandRun.of("check", "--json", "--dns", zone, file);
    assertThat(run.code()).isEqualTo(0);
    assertThat(JsonTree.at(run.json().get(0), "authentication", "dmarc", "result"))
        .isEqualTo("temperror");
    assertThat(run.json().get(0).get("verdict")).isEqualTo("unproven");
  }

  @Test
  void noServer_isExit4() {
    CommandRun run = CommandRun.of("check", "--json", "--resolver", "127.0.0.1:9", signed);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.json()).hasSize(1);
    assertThat(run.err()).contains("no DNS server answered (127.0.0.1:9)", "--dns FILE");
  }

  @Test
  void noServerAndMissingFile_exit4ComesFirst() {
    assertThat(CommandRun.of("check", "--resolver", "127.0.0.1:9", signed, "none").code())
        .isEqualTo(4);
  }

  @Test
  void trustResults_believesTheHostAndAsksNothing() {
    String recorded =
        "Authentication-Results: mx.b.example; dkim=pass header.d=a.example;"
            + " dmarc=pass header.from=a.example\r\n"
            + Samples.plain("ann@a.example");
    String file = Samples.write(folder, "recorded.eml", recorded).toString();
    Map<String, Object> result = one("check", "--json", "--trust-results", "b.example", file);
    assertThat(JsonTree.at(result, "authentication", "dmarc", "source")).isEqualTo("recorded");
    assertThat(JsonTree.at(result, "authentication", "dmarc", "result")).isEqualTo("pass");
    assertThat((List<?>) result.get("dns")).isEmpty();
    Map<String, Object> other = one("check", "--json", "--trust-results", "z.example", file);
    assertThat(JsonTree.at(other, "authentication", "dmarc")).isNull();
  }

  @Test
  void receivedBy_readsTheSessionOfTheBorder() {
    String traced =
        "Return-Path: <bounce@a.example>\r\n"
            + "Received: from mx.b.example (mx.b.example [10.0.0.1])\r\n"
            + "\tby store.b.example with LMTP; Tue, 12 May 2026 08:10:02 +0000\r\n"
            + "Received: from mx.a.example (mx.a.example [192.0.2.1])\r\n"
            + "\tby mx.b.example with ESMTP id 1 for <bob@b.example>;"
            + " Tue, 12 May 2026 08:10:01 +0000\r\n"
            + "Received: from evil.example (evil.example [198.51.100.9])\r\n"
            + "\tby mx.b.example with ESMTP id 2; Tue, 12 May 2026 08:09:01 +0000\r\n"
            + Samples.plain("ann@a.example");
    String file = Samples.write(folder, "traced.eml", traced).toString();
    Map<String, Object> result =
        one("check", "--json", "--dns", zone, "--received-by", "b.example", file);
    assertThat(JsonTree.at(result, "authentication", "spf", "result")).isEqualTo("pass");
    assertThat(JsonTree.at(result, "authentication", "spf", "domain")).isEqualTo("a.example");
    assertThat(result.get("judged_at")).isEqualTo("2026-05-12T08:10:01Z");
    assertThat(result.get("verdict")).isEqualTo("genuine");
  }

  @Test
  void at_setsTheClock() {
    Map<String, Object> result =
        one("check", "--json", "--dns", zone, "--at", "2026-05-12", signed);
    assertThat(result.get("judged_at")).isEqualTo("2026-05-12T00:00:00Z");
    assertThat(JsonTree.at(result, "authentication", "dkim", 0, "result")).isNotEqualTo("pass");
  }

  @Test
  void discoveryByList_isReported() {
    String list = Samples.write(folder, "list.dat", "example\n").toString();
    Map<String, Object> result =
        one(
            "check",
            "--json",
            "--dns",
            zone,
            "--discovery",
            "psl",
            "--public-suffix-list",
            list,
            signed);
    assertThat(JsonTree.at(result, "authentication", "dmarc", "discovery")).isEqualTo("psl");
  }

  @Test
  void lenient_overlooksAndLists() {
    String broken = Samples.signed().replace("v=1; ", "");
    String file = Samples.write(folder, "broken.eml", broken).toString();
    Map<String, Object> result = one("check", "--json", "--dns", zone, "--lenient", file);
    assertThat((List<?>) JsonTree.at(result, "authentication", "dkim", 0, "deviations"))
        .isNotEmpty();
  }

  @Test
  void order_isTheInputs_whateverTheParallelism() {
    for (int i = 0; i < 300; i++) {
      String body = "x".repeat(i % 7 == 0 ? 200_000 : 10);
      Samples.write(folder, "many/" + i + ".eml", Samples.plain("u@a.example") + body);
    }
    String many = folder.resolve("many").toString();
    List<Object> single =
        CommandRun.of("check", "--json", "--dns", zone, "--jobs", "1", many).ids();
    List<Object> eight = CommandRun.of("check", "--json", "--dns", zone, "--jobs", "8", many).ids();
    assertThat(single).hasSize(300).isEqualTo(eight);
    assertThat(single.stream().map(String::valueOf).sorted().toList()).isEqualTo(single);
  }

  @Test
  void fewMessages_getABlock_manyALineAndASummary() {
    CommandRun few = fromOutside(signed, forged);
    assertThat(few.out()).startsWith("GENUINE  ").contains("\nIMPERSONATED  ", "  DMARC  pass");
    assertThat(few.err()).isEmpty();
    CommandRun many = fromOutside(signed, forged, signed, signed, signed, signed);
    assertThat(many.out().lines()).hasSize(6).allMatch(line -> line.contains("dmarc="));
    assertThat(many.err()).containsPattern("genuine +5\n *impersonated +1\n *messages +6 ");
  }

  @Test
  void explain_printsEvidence() {
    CommandRun run = CommandRun.of("check", "--dns", zone, "--explain", signed);
    assertThat(run.out())
        .contains("signed against additions: from", "by RFC 6376", "DNS    TXT", "v=DMARC1");
  }

  @Test
  void hostileText_cannotReachTheTerminal() {
    String author = "\"\u001b[2J\u001b]0;x\u0007\" <ann@a.example>";
    String file = Samples.write(folder, "hostile.eml", Samples.plain(author)).toString();
    CommandRun run = CommandRun.of("check", "--dns", zone, file);
    assertThat(run.out()).doesNotContain("\u001b", "\u0007");
    assertThat(run.out().lines().flatMapToInt(String::chars)).allMatch(c -> c >= ' ' && c != 0x7f);
  }

  @Test
  void noMessage_isJudged() {
    String file = Samples.write(folder, "picture.png", "\u0089PNG\r\n\u001a\n\u0000").toString();
    CommandRun run = CommandRun.of("check", "--json", "--dns", zone, file);
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.json().get(0).get("verdict")).isEqualTo("unproven");
  }

  @Test
  void interruption_isExit130_andWhatWasDoneIsWhole() throws Exception {
    Interruption interruption = new Interruption();
    byte[] message =
        ("From a@a.example Tue May 12 08:00:00 2026\n" + Samples.plain("a@a.example") + "\r\n")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    InputStream endless =
        new InputStream() {
          private long count;

          @Override
          public int read() {
            throw new AssertionError("read one by one");
          }

          @Override
          public int read(byte[] target, int from, int length) {
            if (++count == 2000) {
              interruption.request();
            }
            int size = Math.min(length, message.length);
            System.arraycopy(message, 0, target, from, size);
            return size;
          }
        };
    CommandRun run = CommandRun.of(endless, interruption, "check", "--json", "--dns", zone, "-");
    assertThat(run.code()).isEqualTo(130);
    assertThat(run.json()).allMatch(o -> o.containsKey("verdict"));
  }

  @Test
  void brokenPipe_endsQuietly() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Indicia.run(
            new String[] {"check", "--json", "--dns", zone, signed, forged},
            new Streams(
                new ByteArrayInputStream(new byte[0]),
                closed,
                err,
                false,
                false,
                false,
                InstantSource.fixed(CommandRun.NOW),
                new Interruption()));
    assertThat(code).isEqualTo(0);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void terminal_getsColoursAndAProgressBarThatIsRemoved() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            out,
            err,
            true,
            true,
            true,
            InstantSource.fixed(CommandRun.NOW),
            new Interruption());
    Indicia.run(new String[] {"check", "--dns", zone, signed}, streams);
    assertThat(out.toString()).contains("\u001b[1;32mGENUINE\u001b[0m");
  }

  /** A check of messages that came from a client of which no SPF record says anything. */
  private CommandRun fromOutside(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("check", "--dns", zone, "--client-ip", "203.0.113.66"));
    all.addAll(List.of("--mail-from", "x@nowhere.example"));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** A link in a QR code is a link, also for the command. */
  @Test
  void linkInAQrCode_isRead() throws Exception {
    BitMatrix code =
        new QRCodeWriter().encode("https://qr.stranger.example/x", BarcodeFormat.QR_CODE, 200, 200);
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200 * 200; i++) {
      image.setRGB(i % 200, i / 200, code.get(i % 200, i / 200) ? 0 : 0xffffff);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    String message =
        "From: ann@a.example\r\nContent-Type: image/png\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(png.toByteArray())
            + "\r\n";
    Map<String, Object> result =
        one("check", "--json", "--dns", zone, Samples.write(folder, "qr.eml", message).toString());
    assertThat(JsonTree.at(result, "template", "slots", 0, "text"))
        .isEqualTo("https://qr.stranger.example/x");
  }
}
