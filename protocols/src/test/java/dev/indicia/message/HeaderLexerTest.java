package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The header section of RFC 5322 §2.2 and everything that is not quite one. */
class HeaderLexerTest {

  private static List<String> codes(Message message) {
    List<String> codes = new ArrayList<>();
    for (Defect defect : message.defects()) {
      codes.add(defect.kind().code() + "@" + defect.offset());
    }
    return codes;
  }

  @Test
  void plainMessage_hasFieldsBodyAndNoDefect() {
    Message message = Octets.message("From: a@a.example\r\nSubject:x\r\n\r\nbody\r\n");
    assertThat(message.fields()).hasSize(2);
    HeaderField from = message.fields().get(0);
    assertThat(from.start()).isZero();
    assertThat(from.nameEnd()).isEqualTo(4);
    assertThat(from.valueStart()).isEqualTo(5);
    assertThat(from.end()).isEqualTo(19);
    assertThat(from.name()).isEqualTo("From");
    assertThat(from.value()).isEqualTo("a@a.example");
    assertThat(message.fields().get(1).value()).isEqualTo("x");
    assertThat(message.bodyStart()).isEqualTo(32);
    assertThat(message.defects()).isEmpty();
    assertThat(message.bodyDefects()).isEmpty();
  }

  @Test
  void foldedField_isUnfoldedInItsValueOnly() {
    Message message = Octets.message("Subject: a\r\n b\r\n\tc \r\nTo: x\r\n\r\n");
    assertThat(message.fields().get(0).value()).isEqualTo("a b\tc");
    assertThat(message.fields().get(0).end()).isEqualTo(21);
    assertThat(message.fields()).hasSize(2);
    assertThat(message.defects()).isEmpty();
  }

  @Test
  void emptyOrOddInput_isNamed() {
    assertThat(codes(Octets.message(""))).containsExactly("empty@0");
    assertThat(codes(Octets.message("\r\n"))).containsExactly("no-header-field@0");
    assertThat(codes(Octets.message("x"))).contains("not-a-field@0", "no-final-crlf@1");
    assertThat(codes(Octets.message("A: b")))
        .containsExactly("no-body-separator@4", "no-final-crlf@4");
    assertThat(codes(Octets.message("A: b\r\n"))).containsExactly("no-body-separator@6");
    assertThat(codes(Octets.message("A: b\r\n\r\nx"))).containsExactly("no-final-crlf@9");
    assertThat(codes(Octets.message("A: b\r\n\r\nx\n"))).containsExactly("no-final-crlf@10");
  }

  @Test
  void oddOctets_areReportedOnceAtTheirFirstPlace() {
    assertThat(codes(Octets.message("A: b\rc\rd\r\n\r\n"))).containsExactly("bare-cr@4");
    assertThat(codes(Octets.message("A: b\nc: d\r\n\r\n"))).containsExactly("bare-lf@4");
    assertThat(codes(Octets.message("A: b\0c\r\n\r\n"))).containsExactly("nul@4");
    assertThat(codes(Octets.message("A: \u00e9\r\n\r\n"))).containsExactly("header-not-utf8@3");
    assertThat(codes(Octets.message("A: \u00c3\u00a9\r\n\r\n"))).isEmpty();
    assertThat(codes(Octets.message("A : b\r\n\r\n"))).containsExactly("space-before-colon@1");
    assertThat(codes(Octets.message("A: b\r\n \t\r\n c\r\n\r\n"))).containsExactly("blank-fold@6");
    assertThat(codes(Octets.message("A:\r\n b\r\n\r\n"))).isEmpty();
  }

  @Test
  void bareLineEnds_doNotEndAField() {
    Message message = Octets.message("A: b\nFrom: evil@evil.example\r\nB: c\r\n\r\n");
    assertThat(message.fields()).hasSize(2);
    assertThat(message.fields("From")).isEmpty();
  }

  @Test
  void longLine_countsTheFieldNameToo() {
    String fits = "A: " + "x".repeat(995);
    assertThat(codes(Octets.message(fits + "\r\n\r\n"))).isEmpty();
    assertThat(codes(Octets.message(fits + "x\r\n\r\n"))).containsExactly("long-line@0");
    assertThat(codes(Octets.message(fits + "\r\n " + "y".repeat(998) + "\r\n\r\n")))
        .containsExactly("long-line@1000");
    assertThat(codes(Octets.message(fits + "x"))).contains("long-line@0");
  }

  @Test
  void lineThatIsNoField_beginsTheBody_andShadowFieldsFollow() {
    Message message = Octets.message("A: b\r\nno field\r\n more\r\nFrom: x\r\n\r\nB: c\r\n");
    assertThat(codes(message)).containsExactly("not-a-field@6");
    assertThat(message.bodyStart()).isEqualTo(6);
    assertThat(message.shadowFields()).hasSize(1);
    assertThat(message.shadowFields().get(0).isNamed("from")).isTrue();
    assertThat(Octets.message(" A: b\r\n\r\n").has(DefectKind.NOT_A_FIELD)).isTrue();
    assertThat(Octets.message(": b\r\n\r\n").has(DefectKind.NOT_A_FIELD)).isTrue();
    assertThat(Octets.message("A\u00e9: b\r\n\r\n").has(DefectKind.NOT_A_FIELD)).isTrue();
  }

  @Test
  void names_areComparedWithoutCaseInAsciiOnly() {
    HeaderField field = Octets.field("SubJect: x");
    assertThat(field.isNamed("subject")).isTrue();
    assertThat(field.isNamed("subjec")).isFalse();
    assertThat(field.isNamed("\u0153ubject")).isFalse();
    assertThat(field.isNamed("\u0173ubject")).isFalse();
  }

  @Test
  void storedMessage_readsLfAsCrlf_andSkipsTheMboxLine() {
    byte[] file = Octets.of("From a@a.example Mon\nA: b\nB: c\r\n\nbody\n");
    Message message = Message.stored(file, MessageLimits.DEFAULT);
    assertThat(message.has(DefectKind.LF_LINE_ENDS)).isTrue();
    assertThat(message.has(DefectKind.MBOX_FROM_LINE)).isTrue();
    assertThat(message.fields()).hasSize(2);
    assertThat(message.fields().get(1).value()).isEqualTo("c");
    assertThat(new String(message.octets(), message.bodyStart(), 6, StandardCharsets.US_ASCII))
        .isEqualTo("body\r\n");
    assertThat(message.has(DefectKind.BARE_LF)).isFalse();
    assertThat(Message.of(file).has(DefectKind.NOT_A_FIELD)).isTrue();
    Message crlf = Message.stored(Octets.of("A: b\r\nB: c\nd\r\n\r\n"), MessageLimits.DEFAULT);
    assertThat(codes(crlf)).containsExactly("bare-lf@10");
    assertThat(Message.stored(new byte[0], MessageLimits.DEFAULT).has(DefectKind.EMPTY)).isTrue();
    assertThat(Message.stored(Octets.of("\n"), MessageLimits.DEFAULT).length()).isEqualTo(2);
    Message mboxOnly = Message.stored(Octets.of("From x"), MessageLimits.DEFAULT);
    assertThat(mboxOnly.has(DefectKind.NO_HEADER_FIELD)).isTrue();
  }

  @Test
  void utf16_isNoMessage() {
    Message big = Message.of("From: a@a.example\r\n\r\nx".getBytes(StandardCharsets.UTF_16));
    assertThat(big.has(DefectKind.NOT_A_FIELD)).isTrue();
    assertThat(big.has(DefectKind.NO_HEADER_FIELD)).isTrue();
    byte[] little = "From: a@a.example\r\n\r\nx".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Message.stored(little, MessageLimits.DEFAULT).fields()).isEmpty();
  }

  @Test
  void everyLimit_isANamedDefect() {
    MessageLimits limits = new MessageLimits(1000, 100, 5, 50, 5, 5, 5);
    String field = "A: b\r\n";
    Message many = Message.of(Octets.of(field.repeat(6) + "\r\nbody"), limits);
    assertThat(many.limitHit()).contains(new Defect(DefectKind.TOO_MANY_FIELDS, 30));
    assertThat(many.fields()).hasSize(5);
    assertThat(many.bodyStart()).isEqualTo(38);
    assertThat(Message.of(Octets.of(field.repeat(5) + "\r\n"), limits).limitHit()).isEmpty();

    Message tall = Message.of(Octets.of("A: " + "x".repeat(60) + "\r\n\r\nbody"), limits);
    assertThat(tall.limitHit()).contains(new Defect(DefectKind.FIELD_TOO_LONG, 0));
    assertThat(tall.bodyStart()).isEqualTo(67);

    String forty = "A: " + "x".repeat(35) + "\r\n";
    Message wide = Message.of(Octets.of(forty.repeat(4) + "\r\nbody"), limits);
    assertThat(wide.limitHit()).contains(new Defect(DefectKind.HEADER_TOO_LARGE, 120));
    assertThat(wide.bodyStart()).isEqualTo(162);

    Message large = Message.of(new byte[1001], limits);
    assertThat(large.limitHit()).contains(new Defect(DefectKind.MESSAGE_TOO_LARGE, 1000));
    assertThat(large.bodyStart()).isEqualTo(1001);
    MessageLimits most =
        new MessageLimits(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 1, 1);
    assertThat(Message.of(Octets.of("x\r\nA: b\r\n\r\n"), most).shadowFields()).hasSize(1);
  }

  @Test
  void bodyScan_findsWhatALoopOverOctetsFinds() {
    Random random = new Random(7);
    byte[] alphabet = {'\r', '\n', 0, 'a', '\t', (byte) 0x80, (byte) 0xff, 0x0d, 0x0e, 'b'};
    for (int round = 0; round < 3000; round++) {
      byte[] octets = new byte[random.nextInt(40)];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = random.nextInt(4) == 0 ? alphabet[random.nextInt(10)] : (byte) 'x';
      }
      int cr = -1;
      int lf = -1;
      int nul = -1;
      for (int i = octets.length - 1; i >= 0; i--) {
        boolean crlf = i > 0 && octets[i] == '\n' && octets[i - 1] == '\r';
        if (crlf) {
          i--;
        } else if (octets[i] == '\r') {
          cr = i;
        } else if (octets[i] == '\n') {
          lf = i;
        } else if (octets[i] == 0) {
          nul = i;
        }
      }
      List<Defect> expected = new ArrayList<>();
      for (Defect defect :
          List.of(
              new Defect(DefectKind.BARE_CR, cr),
              new Defect(DefectKind.BARE_LF, lf),
              new Defect(DefectKind.NUL, nul))) {
        if (defect.offset() >= 0) {
          expected.add(defect);
        }
      }
      assertThat(BodyScan.defects(octets, 0, octets.length))
          .as(Arrays.toString(octets))
          .isEqualTo(expected);
    }
    byte[] line = Octets.of("x\r\n" + "y".repeat(999) + "\r\n");
    assertThat(BodyScan.defects(line, 0, line.length))
        .containsExactly(new Defect(DefectKind.LONG_LINE, 3));
  }

  @Test
  void utf8_isJudgedAsTheJdkDoes() {
    Random random = new Random(11);
    int[] octets = {0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0xf5};
    for (int round = 0; round < 5000; round++) {
      byte[] text = new byte[random.nextInt(8)];
      for (int i = 0; i < text.length; i++) {
        text[i] = (byte) octets[random.nextInt(octets.length)];
      }
      String decoded = new String(text, StandardCharsets.UTF_8);
      assertThat(Utf8.firstMalformed(text, 0, text.length) < 0)
          .as(Arrays.toString(text))
          .isEqualTo(decoded.indexOf('\ufffd') < 0);
    }
  }
}
