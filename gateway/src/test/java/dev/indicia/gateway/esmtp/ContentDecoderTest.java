package dev.indicia.gateway.esmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One message stays one, whatever stands in it and whatever pieces it comes in. */
class ContentDecoderTest {
  /** What was made of the octets. */
  private record Decoded(String text, int taken, boolean ended, SmtpRefusal defect) {}

  @Test
  void dots_areUnstuffedAtTheBeginningOfALineOnly() {
    assertThat(data("..a\r\n...\r\nb..c\r\n.\r\nQUIT").text()).isEqualTo(".a\r\n..\r\nb..c\r\n");
    assertThat(data(".\r\n").text()).isEmpty();
    // RFC 5321 §4.5.2: a dot and more on the line: the dot goes.
    assertThat(data(".a\r\n.\r\n").text()).isEqualTo("a\r\n");
  }

  @Test
  void endOfData_isCrlfDotCrlfAndNothingElse() {
    Decoded decoded = data("a\r\n.\r\nMAIL FROM:<x@y.test>\r\n");
    assertThat(decoded.ended()).isTrue();
    assertThat(decoded.taken()).isEqualTo(6);
    assertThat(decoded.defect()).isNull();
  }

  /** Everything of up to seven octets of the alphabet of smuggling. */
  @Test
  void everyShortSequence_endsWhereTheRuleSays() {
    byte[] alphabet = {'\r', '\n', '.', 0, 'a'};
    int sequences = 0;
    for (int length = 0; length <= 7; length++) {
      int[] at = new int[length];
      boolean more = true;
      while (more) {
        StringBuilder text = new StringBuilder("x");
        for (int index : at) {
          text.append((char) alphabet[index]);
        }
        sequences++;
        check(text.toString());
        more = next(at, alphabet.length);
      }
    }
    assertThat(sequences).isEqualTo(97656);
  }

  private static boolean next(int[] at, int base) {
    for (int i = 0; i < at.length; i++) {
      if (++at[i] < base) {
        return true;
      }
      at[i] = 0;
    }
    return false;
  }

  /** The rule as a search in text, another way than the state machine's. */
  private static void check(String text) {
    int end = text.indexOf("\r\n.\r\n");
    Decoded refusing = data(text);
    Decoded normalizing = data(text, LineEnds.NORMALIZE);
    String content = end < 0 ? text : text.substring(0, end + 2);
    assertThat(refusing.ended()).isEqualTo(end >= 0);
    assertThat(normalizing.ended()).isEqualTo(end >= 0);
    assertThat(refusing.taken()).isEqualTo(end < 0 ? text.length() : end + 5);
    if (end >= 0) {
      boolean odd = content.replace("\r\n", "").matches("(?s).*[\r\n\0].*");
      assertThat(refusing.defect() != null).as(content).isEqualTo(odd);
      assertThat(normalizing.defect()).isNull();
      if (!odd) {
        assertThat(refusing.text())
            .isEqualTo(("\r\n" + content).replace("\r\n.", "\r\n").substring(2));
        assertThat(normalizing.text()).isEqualTo(refusing.text());
      }
      assertThat(normalizing.text().replace("\r\n", "")).doesNotContainPattern("[\r\n\0]");
      assertThat(normalizing.text()).endsWith("\r\n");
      // What goes out again has one end.
      String sent = stuffed(normalizing.text());
      assertThat(sent.indexOf("\r\n.\r\n")).isEqualTo(sent.length() - 5);
    }
  }

  @Test
  void normalized_keepsLinesAndReplacesTheRest() {
    assertThat(data("a\nb\rc\0d\r\n.\r\n", LineEnds.NORMALIZE).text()).isEqualTo("a\r\nb c d\r\n");
    assertThat(data("a\n.\nb\r\n.\r\n", LineEnds.NORMALIZE).text()).isEqualTo("a\r\n.\r\nb\r\n");
    assertThat(data("a\r.\r\r\n.\r\n", LineEnds.NORMALIZE).text()).isEqualTo("a . \r\n");
  }

  @Test
  void firstDefect_isNamed() {
    assertThat(data("a\nb\r\n.\r\n").defect()).isEqualTo(SmtpRefusal.BARE_LF);
    assertThat(data("a\rb\r\n.\r\n").defect()).isEqualTo(SmtpRefusal.BARE_CR);
    assertThat(data("a\0b\r\n.\r\n").defect()).isEqualTo(SmtpRefusal.NUL);
    assertThat(data(".\rx\r\n.\r\n").defect()).isEqualTo(SmtpRefusal.BARE_CR);
  }

  @Test
  void longLine_isRefusedWithItsEndFound() {
    Decoded ok = run(ContentDecoderTest::decoder, "x".repeat(98) + "\r\n.\r\n", new int[0]);
    assertThat(ok.defect()).isNull();
    Decoded over = run(ContentDecoderTest::decoder, "x".repeat(99) + "\r\n.\r\nQ", new int[0]);
    assertThat(over.defect()).isEqualTo(SmtpRefusal.TEXT_LINE_TOO_LONG);
    assertThat(over.taken()).isEqualTo(104);
  }

  private static ContentDecoder decoder(ContentDecoder.Sink sink) {
    return ContentDecoder.data(LineEnds.REFUSE, 100, sink);
  }

  @Test
  void chunks_knowNoDotsAndEndWithCrlf() throws IOException {
    assertThat(chunks("a\r\n.\r\nb\r\n")).isEqualTo("a\r\n.\r\nb\r\n");
    assertThat(chunks("a")).isEqualTo("a\r\n");
    assertThat(chunks("")).isEmpty();
    assertThat(chunks("a\r")).isEqualTo("a \r\n");
  }

  @Test
  void anySplit_givesTheSame() {
    SplittableRandom random = new SplittableRandom(11);
    char[] alphabet = {'\r', '\n', '.', 0, 'a', '\r', '\n'};
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.append(random.nextInt(3) == 0 ? "\r\n" : alphabet[random.nextInt(alphabet.length)]);
      }
      text.append("\r\n.\r\nrest");
      LineEnds lineEnds = LineEnds.values()[random.nextInt(2)];
      Decoded whole =
          run(sink -> ContentDecoder.data(lineEnds, 1000, sink), text.toString(), new int[0]);
      int[] cuts = random.ints(8, 0, text.length() + 1).sorted().toArray();
      Decoded pieces =
          run(sink -> ContentDecoder.data(lineEnds, 1000, sink), text.toString(), cuts);
      assertThat(pieces).as("round " + round).isEqualTo(whole);
    }
  }

  @Test
  void stuffing_isUndoneByUnstuffing() {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(".".repeat(random.nextInt(3)))
            .append("a".repeat(random.nextInt(2)))
            .append("\r\n");
      }
      assertThat(data(stuffed(text.toString())).text()).isEqualTo(text.toString());
    }
  }

  private static String chunks(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ContentDecoder decoder = ContentDecoder.chunks(LineEnds.NORMALIZE, 1000, out::write);
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decoder.decode(octets, 0, octets.length)).isEqualTo(octets.length);
    decoder.finish();
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static String stuffed(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      DotStuffing stuffing = new DotStuffing(out::write);
      byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
      stuffing.write(octets, 0, octets.length);
      stuffing.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return "\r\n" + out.toString(StandardCharsets.ISO_8859_1);
  }

  private static Decoded data(String text) {
    return data(text, LineEnds.REFUSE);
  }

  private static Decoded data(String text, LineEnds lineEnds) {
    if (text.startsWith("\r\n")) {
      text = text.substring(2);
    }
    return run(sink -> ContentDecoder.data(lineEnds, 1000, sink), text, new int[0]);
  }

  private interface Maker {
    ContentDecoder make(ContentDecoder.Sink sink);
  }

  private static Decoded run(Maker maker, String text, int[] cuts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ContentDecoder decoder = maker.make(out::write);
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    List<Integer> ends = new ArrayList<>();
    for (int cut : cuts) {
      ends.add(cut);
    }
    ends.add(octets.length);
    int at = 0;
    try {
      for (int end : ends) {
        if (!decoder.ended()) {
          at += decoder.decode(octets, at, end - at);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Decoded(
        out.toString(StandardCharsets.ISO_8859_1), at, decoder.ended(), decoder.defect());
  }
}
