package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageSplitterTest {
  private static final String SEPARATOR = "From a@a.example Tue May 12 08:00:00 2026\n";
  private static final int MAX = 10_000;

  private static List<String> split(String mbox) {
    return split(mbox, new Random(0));
  }

  /** Splits; the stream gives octets in chunks of random size. Too large is "TOO LARGE". */
  private static List<String> split(String mbox, Random random) {
    InputStream in =
        new ByteArrayInputStream(mbox.getBytes(StandardCharsets.ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(length, 1 + random.nextInt(300)));
          }
        };
    List<String> messages = new ArrayList<>();
    MessageSplitter splitter = new MessageSplitter(in, MAX);
    try {
      for (Content next = splitter.next(); next != null; next = splitter.next()) {
        messages.add(
            next instanceof Content.Octets o
                ? new String(o.octets(), StandardCharsets.ISO_8859_1)
                : "TOO LARGE");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(splitter.position()).isEqualTo(mbox.length());
    return messages;
  }

  @Test
  void randomMessages_comeBack_asMboxrd() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      String eol = random.nextBoolean() ? "\n" : "\r\n";
      List<String> messages = new ArrayList<>();
      StringBuilder mbox = new StringBuilder();
      for (int i = 0; i <= random.nextInt(6); i++) {
        String header = "Subject: " + i + eol + "From: a@a.example" + eol + eol;
        StringBuilder body = new StringBuilder();
        for (int line = random.nextInt(12); line > 0; line--) {
          String[] lines = {"", "text", "From here on", ">From there", SEPARATOR.strip(), "> x"};
          body.append(lines[random.nextInt(lines.length)]).append(eol);
        }
        messages.add(header + body);
        mbox.append(SEPARATOR.replace("\n", eol)).append(header);
        mbox.append(body.toString().replaceAll("(?m)^(>*From )", ">$1")).append(eol);
      }
      assertThat(split(mbox.toString(), random)).as("seed %s", seed).isEqualTo(messages);
    }
  }

  @Test
  void contentLength_winsWhereItLeadsToASeparator() {
    String body = "one\n\n" + SEPARATOR + "not a separator\n";
    String mbox =
        SEPARATOR
            + "Content-Length: "
            + body.length()
            + "\n\n"
            + body
            + "\n"
            + SEPARATOR
            + "a: b\n\nx\n";
    assertThat(split(mbox)).hasSize(2).first().asString().endsWith("not a separator\n");
  }

  @Test
  void contentLength_thatLeadsNowhere_isIgnored() {
    for (String length : List.of("5", "99999999999999999999", "-1", "x", "7 8", "")) {
      String mbox =
          SEPARATOR + "Content-Length: " + length + "\n\none two\n\n" + SEPARATOR + "a: b\n\nx\n";
      assertThat(split(mbox)).as(length).hasSize(2).last().isEqualTo("a: b\n\nx\n");
    }
  }

  @Test
  void textThatBeginsWithFrom_separatesNothing() {
    for (String line :
        List.of("From what I see: nothing", "From 10:30 on we met", "From", "From a b c d e f")) {
      String mbox = SEPARATOR + "a: b\n\n\n" + line + "\nNote: x\n";
      assertThat(split(mbox)).as(line).hasSize(1);
    }
    assertThat(split(SEPARATOR + "a: b\n\nx\nFrom a@a.example Tue May 12 08:00:00 2026\n"))
        .as("no empty line before it")
        .hasSize(1);
  }

  @Test
  void otherSeparators_areKnown() {
    for (String line :
        List.of(
            "From a@b.example",
            "From - Tue May 12 08:00:00 2026",
            "From MAILER-DAEMON Tue May  2 08:00:00 2026",
            "From 123@xxx Tue May 12 08:00:00 +0000 2026",
            "From \"a b\"@c.example Tue, 12 May 2026 08:00:00")) {
      String mbox = SEPARATOR + "a: b\n\nx\n\n" + line + "\nSubject: y\n\nz\n";
      assertThat(split(mbox)).as(line).hasSize(2).last().isEqualTo("Subject: y\n\nz\n");
    }
  }

  @Test
  void tooLargeMessage_isOneResult_andTheNextOnesGoOn() {
    String large = "a: b\n\n" + "0123456789\n\n".repeat(2000);
    String mbox =
        SEPARATOR + "a: b\n\none\n\n" + SEPARATOR + large + "\n" + SEPARATOR + "a: b\n\nthree\n";
    assertThat(split(mbox)).containsExactly("a: b\n\none\n", "TOO LARGE", "a: b\n\nthree\n");
    assertThat(split("a: b\n\n" + "x".repeat(MAX))).containsExactly("TOO LARGE");
    assertThat(split(SEPARATOR + "x".repeat(3 * MAX))).containsExactly("TOO LARGE");
  }

  @Test
  void truncatedMbox_neverFails() {
    String mbox = SEPARATOR + "Content-Length: 4\n\none\n\n" + SEPARATOR + "a: b\n\n>From x\n";
    for (int length = 0; length <= mbox.length(); length++) {
      assertThat(split(mbox.substring(0, length))).isNotNull();
    }
  }
}
