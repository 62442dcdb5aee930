package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bombs, and random octets: nothing throws, everything takes time in proportion to its size. */
class HostileMessageTest {
  /** Far above what is needed on any machine, far below what quadratic time would take. */
  private static final long NANOS_MAX = 1_500_000_000L;

  private static final MessageLimits WIDE =
      new MessageLimits(64 << 20, 64 << 20, 2_000_000, 64 << 20, 5000, 100_000, 2_000_000);

  private static void readAll(Message message) {
    assertThat(message.bodyStart()).isBetween(0, message.length());
    message.bodyDefects();
    Authors authors = Authors.of(message);
    authors.authorDomain();
    for (AuthorFinding finding : authors.findings()) {
      finding.anomaly().code();
    }
    for (HeaderField field : message.fields()) {
      assertThat(field.start()).isLessThan(field.nameEnd());
      assertThat(field.nameEnd()).isLessThan(field.valueStart());
      assertThat(field.valueStart()).isLessThanOrEqualTo(field.end());
      AddressList.parse(field, 5000);
      Received.parse(field);
      ReturnPath.parse(field);
      String value = field.value();
      DateTime.parse(value);
      EncodedWords.decode(value);
      ContentType.parse(value);
    }
    for (MimePart part : MimeStructure.of(message).parts()) {
      assertThat(part.start()).isLessThanOrEqualTo(part.bodyStart());
      assertThat(part.bodyStart()).isLessThanOrEqualTo(part.end());
      assertThat(part.end()).isLessThanOrEqualTo(message.length());
      for (MimePart child : part.children()) {
        assertThat(child.start()).isGreaterThanOrEqualTo(part.bodyStart());
        assertThat(child.end()).isLessThanOrEqualTo(part.end());
      }
      part.filename();
      part.disposition();
    }
    MimeStructure.of(message).root().decode(1 << 20);
  }

  private static void inTime(String what, byte[] octets, MessageLimits limits) {
    long start = System.nanoTime();
    readAll(Message.of(octets, limits));
    assertThat(System.nanoTime() - start).as(what).isLessThan(NANOS_MAX);
  }

  @Test
  void manyFields_endInANamedReason_orAreRead() {
    byte[] octets = Octets.of("A: b\r\n".repeat(100_000) + "\r\nx\r\n");
    assertThat(Message.of(octets).limitHit().orElseThrow().kind())
        .isEqualTo(DefectKind.TOO_MANY_FIELDS);
    inTime("100,000 fields", octets, MessageLimits.DEFAULT);
    inTime("100,000 fields, wide", octets, WIDE);
    inTime("shadow fields", Octets.of("x\r\n" + "A: b\r\n".repeat(100_000)), WIDE);
    inTime("no fields", Octets.of("x\r\n".repeat(300_000)), WIDE);
    inTime("spaced", Octets.of(("A" + " ".repeat(990) + ":\r\n").repeat(2000)), WIDE);
  }

  @Test
  void longLine_endsInANamedReason() {
    byte[] octets = new byte[50 << 20];
    Arrays.fill(octets, (byte) 'x');
    octets[1] = ':';
    assertThat(Message.of(octets).limitHit().orElseThrow().kind())
        .isEqualTo(DefectKind.FIELD_TOO_LONG);
    inTime("50 MB field", octets, MessageLimits.DEFAULT);
    System.arraycopy(Octets.of("A: b\r\n\r\n"), 0, octets, 0, 8);
    assertThat(Message.of(octets).bodyDefects())
        .containsExactly(new Defect(DefectKind.LONG_LINE, 8));
    inTime("50 MB line", octets, MessageLimits.DEFAULT);
    Arrays.fill(octets, (byte) '-');
    System.arraycopy(
        Octets.of("Content-Type: multipart/mixed; boundary=b\r\n\r\n"), 0, octets, 0, 45);
    inTime("50 MB of dashes", octets, MessageLimits.DEFAULT);
  }

  @Test
  void oneField_costsTimeInProportion() {
    int size = 40_000;
    for (String piece :
        List.of(
            "(",
            ")",
            "\"",
            "\\",
            "<",
            ">",
            "@",
            ",",
            ";",
            ":",
            ".",
            "[",
            "=?",
            "=?a?Q?",
            "=?a?Q?,",
            "=?a?Q?x?= ",
            "=?utf-8?Q?x?= =?koi8-r?Q?x?= ",
            "a@",
            "a@a.example ",
            "< ",
            "( ",
            "(a)",
            "\"\\",
            "\"a\" ",
            "x ",
            "x@ : ",
            ": @",
            "a:",
            "a: b; ",
            "a;b=c",
            "a*0=b;",
            "<a",
            "[1",
            "([",
            "(helo=",
            "from ",
            "with ",
            "x: <y@z.example>(",
            "\r\n ",
            "a\r\n @",
            "=?x-unknown-1?B?eA==?=",
            "@a,",
            "<@a,",
            "a@b@",
            "\uff20",
            "(a@b.c)",
            "x@y.z\" ")) {
      String value = piece.repeat(size / piece.length());
      for (String start : List.of("", "x \"", "<", "(", "from x ", "a/b;", "a@b ")) {
        inTime(
            start + piece,
            ("From: " + start + value + "\r\n\r\n").getBytes(StandardCharsets.UTF_8),
            WIDE);
      }
    }
  }

  @Test
  void structure_costsTimeInProportion() {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
    }
    StringBuilder close = new StringBuilder(deep).append("\r\nx\r\n");
    for (int i = 1999; i >= 0; i--) {
      close.append("--b" + i + "--\r\n");
    }
    Message closed = Message.of(Octets.of(close.toString()), WIDE);
    assertThat(MimeStructure.of(closed).defects()).isEmpty();
    assertThat(MimeStructure.of(closed).parts()).hasSize(2001);
    String lines = "--b1999\r\n--b\r\n--x\r\n--b1999\r\n\r\n".repeat(20_000);
    inTime("2,000 boundaries", Octets.of(deep + lines), WIDE);
    inTime("2,000 boundaries, default", Octets.of(deep + lines), MessageLimits.DEFAULT);
    String message = "Content-Type: message/rfc822\r\n";
    inTime("messages", Octets.of((message + "\r\n").repeat(20_000)), WIDE);
    inTime("messages, broken", Octets.of((message + "!\r\n").repeat(20_000)), WIDE);
    String part = "Content-Type: multipart/mixed; boundary=b\r\n";
    inTime("one boundary", Octets.of((part + "\r\n--b\r\n").repeat(20_000)), WIDE);
    inTime("one boundary, broken", Octets.of((part + "--b\r\n").repeat(20_000)), WIDE);
  }

  @Test
  void truncatedMessage_isReadAtEveryLength() {
    byte[] octets =
        Octets.of(
            "Received: from a (b [192.0.2.1]) by c; 1 Jan 2023 00:00:00 +0000\r\n"
                + "From: \"a\" <a@a.example> (x)\r\n"
                + "Content-Type: multipart/mixed;\r\n"
                + " boundary=b\r\n"
                + "\r\n"
                + "--b\r\n"
                + "Content-Type: message/rfc822\r\n\r\n"
                + "A: =?utf-8?Q?x?=\r\n\r\n"
                + "x\r\n"
                + "--b--");
    for (int length = 0; length <= octets.length; length++) {
      readAll(Message.of(Arrays.copyOf(octets, length)));
      readAll(Message.stored(Arrays.copyOf(octets, length), MessageLimits.DEFAULT));
    }
  }

  @Test
  void randomMessages_neverThrow() {
    Random random = new Random(2026);
    String[] pieces = {
      "\r\n",
      "\r\n",
      "\r\n\r\n",
      "\n",
      "\r",
      "\0",
      " ",
      "\t",
      "From",
      ":",
      ": ",
      "From: ",
      "a",
      "@",
      ".",
      ",",
      ";",
      "<",
      ">",
      "(",
      ")",
      "\"",
      "\\",
      "[",
      "]",
      "=?utf-8?Q?a=40b.c?=",
      "=?",
      "?=",
      "Content-Type: multipart/mixed; boundary=b\r\n",
      "--b\r\n",
      "--b--\r\n",
      "--b",
      "--",
      "Content-Type: message/rfc822\r\n",
      "Received: from a by b for c ",
      "by",
      "id",
      "; ",
      "=",
      "\u00e9",
      "\u00c3\u00a9",
      "192.0.2.1",
      "::1",
      "1 Jan 2023 00:00:00",
      "boundary=",
      "*0*=",
      "\u00ff",
      "To: ",
      "filename*=utf-8''%",
      "Content-Transfer-Encoding: base64\r\n",
      "From x\r\n"
    };
    MessageLimits small = new MessageLimits(2000, 300, 6, 120, 3, 4, 3);
    for (int round = 0; round < 6_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] octets = Octets.of(text.toString());
      readAll(Message.of(octets));
      readAll(Message.stored(octets, small));
    }
    for (int round = 0; round < 2000; round++) {
      byte[] octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);
      readAll(Message.of(octets));
    }
  }

  @Test
  void fields_coverTheHeaderSectionWithoutGap() {
    Random random = new Random(99);
    String[] pieces = {"A: b\r\n", "B:\r\n c\r\n", "C : d\r\n", "D: \n\r\n", "E: \u00e9\0\r\n"};
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      int count = random.nextInt(8);
      for (int i = 0; i < count; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Message message = Octets.message(text + "\r\nbody");
      assertThat(message.fields()).hasSize(count);
      int at = 0;
      for (HeaderField field : message.fields()) {
        assertThat(field.start()).isEqualTo(at);
        at = field.end();
      }
      assertThat(message.bodyStart()).isEqualTo(at + 2);
    }
  }
}
