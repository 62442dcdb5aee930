package dev.indicia.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.intake.JournalReport.Place;
import dev.indicia.gateway.intake.JournalReport.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalParserTest {
  private static JournalResult parse(String text) {
    return new JournalParser(IntakeLimits.DEFAULT).parse(Copies.message(text));
  }

  private static JournalReport valid(String text) {
    JournalResult result = parse(text);
    assertThat(result).isInstanceOf(JournalResult.Valid.class);
    return ((JournalResult.Valid) result).report();
  }

  private static IntakeReason refusal(String text) {
    JournalResult result = parse(text);
    assertThat(result).isInstanceOf(JournalResult.Refused.class);
    return ((JournalResult.Refused) result).why();
  }

  @Test
  void report_hasItsLines_andTheOriginalOctetForOctet() {
    String text = Copies.journal(Copies.LINES, Copies.OUTSIDE);
    JournalReport report = valid(text);
    assertThat(report.sender()).isEqualTo("secretary@a.example");
    assertThat(report.onBehalfOf()).isEqualTo("ann@a.example");
    assertThat(report.messageId()).isEqualTo("<1@a.example>");
    assertThat(report.recipients())
        .containsExactly(
            new Recipient(Place.TO, "bob@b.example", null),
            new Recipient(Place.CC, "cy@b.example", "team@b.example"),
            new Recipient(Place.BCC, "dee@b.example", "old@b.example"),
            new Recipient(Place.RECIPIENT, "eve@b.example", null));
    byte[] octets = Copies.octets(text);
    assertThat(Arrays.copyOfRange(octets, report.original().bodyStart(), report.original().end()))
        .isEqualTo(Copies.octets(Copies.OUTSIDE));
  }

  /** An encoded line break in a subject becomes a line of the report. */
  @Test
  void linesInTheSubject_sayNothing() {
    JournalReport report =
        valid(
            Copies.journal(
                "Sender: ann@a.example\nSubject: x\nMessage-Id: <forged@a.example>\n"
                    + "To: victim@b.example\nMessage-Id: <1@a.example>\nTo: bob@b.example\n",
                Copies.OUTSIDE));
    assertThat(report.messageId()).isEqualTo("<1@a.example>");
    assertThat(report.recipients()).containsExactly(new Recipient(Place.TO, "bob@b.example", null));
  }

  @Test
  void wordsInsteadOfAddresses_areNoAddresses() {
    JournalReport report =
        valid(
            Copies.journal(
                "Sender: Unspecified Address\nSubject: \nMessage-Id: Unknown Message-ID\n"
                    + "Sent-Utc: 5/12/2026\nTo: bob@b.example\n",
                Copies.OUTSIDE));
    assertThat(report.sender()).isNull();
    assertThat(report.messageId()).isNull();
    assertThat(report.recipients()).hasSize(1);
  }

  @Test
  void encodedText_isDecoded() {
    String lines =
        "Sender: ann@a.example\nSubject: gr=FC=DFe\nMessage-Id: <1=40a.example>\n"
            + "To: bob=40b.ex=\nample\n";
    JournalReport report =
        valid(
            Copies.report(
                "text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable",
                lines,
                Copies.part("message/rfc822", Copies.OUTSIDE)));
    assertThat(report.recipients()).extracting(Recipient::address).containsExactly("bob@b.example");
  }

  @ParameterizedTest
  @CsvSource({
    "'Subject: x', JOURNAL_SENDER_MISSING",
    "'', JOURNAL_SENDER_MISSING",
    "'Sender: a@b.example', JOURNAL_ID_MISSING",
    "'Sender: a@b.example|Message-Id: <1>|no label', JOURNAL_LINE_BROKEN",
    "'Sender: a@b.example|Message-Id: <1>|To: nobody', JOURNAL_LINE_BROKEN",
    "'Sender: a@b.example|Message-Id: <1>|To: a@b.example c@d.example', JOURNAL_LINE_BROKEN",
    "'Sender: a@b.example|Message-Id: <1>|To: , Expanded: c@d.example', JOURNAL_LINE_BROKEN",
  })
  void brokenText_isNamed(String lines, IntakeReason why) {
    assertThat(refusal(Copies.journal(lines.replace('|', '\n') + "\n", Copies.OUTSIDE)))
        .isEqualTo(why);
  }

  @Test
  void brokenStructure_isNamed() {
    String original = Copies.part("message/rfc822", Copies.OUTSIDE);
    assertThat(refusal(Copies.OUTSIDE)).isEqualTo(IntakeReason.NOT_A_JOURNAL_REPORT);
    assertThat(
            refusal(
                Copies.journal(Copies.LINES, Copies.OUTSIDE)
                    .replaceFirst("X-MS-Journal-Report:\n", "")))
        .isEqualTo(IntakeReason.NOT_A_JOURNAL_REPORT);
    assertThat(refusal(Copies.report("text/html", Copies.LINES, original)))
        .isEqualTo(IntakeReason.JOURNAL_TEXT_MISSING);
    assertThat(refusal(Copies.report("text/plain", Copies.LINES)))
        .isEqualTo(IntakeReason.ORIGINAL_MISSING);
    assertThat(
            refusal(
                Copies.report(
                    "text/plain", Copies.LINES, Copies.part("application/ms-tnef", "AAAA"))))
        .isEqualTo(IntakeReason.ORIGINAL_MISSING);
    assertThat(refusal(Copies.report("text/plain", Copies.LINES, original, original)))
        .isEqualTo(IntakeReason.ORIGINAL_AMBIGUOUS);
    assertThat(
            refusal(
                Copies.report(
                    "text/plain",
                    Copies.LINES,
                    Copies.part(
                        "message/rfc822\nContent-Transfer-Encoding: base64", Copies.OUTSIDE))))
        .isEqualTo(IntakeReason.ORIGINAL_ENCODED);
  }

  @Test
  void limits_areNamed() {
    JournalParser parser = new JournalParser(new IntakeLimits(300, 2, 1, 1));
    String three = "To: a@b.example\n".repeat(3);
    String head = "Sender: a@b.example\nMessage-Id: <1>\n";
    assertThat(parser.parse(Copies.message(Copies.journal(head + three, Copies.OUTSIDE))))
        .isInstanceOfSatisfying(
            JournalResult.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(IntakeReason.TOO_MANY_RECIPIENTS));
    String long1 = "Subject: " + "x".repeat(300) + "\n";
    assertThat(parser.parse(Copies.message(Copies.journal(head + long1, Copies.OUTSIDE))))
        .isInstanceOfSatisfying(
            JournalResult.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(IntakeReason.JOURNAL_TEXT_TOO_LARGE));
  }

  /** However the original is built, the report is the same: its parts are not the report's. */
  @Test
  void originalsStructure_changesNothing() {
    String nested =
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=\"b1_journal_not\"\n\n"
            + "--b1_journal_not\nContent-Type: message/rfc822\n\n"
            + "From: x@y.example\n\nin the inner one\n".repeat(3)
            + "X-MS-Journal-Report:\n";
    String many =
        "Content-Type: multipart/mixed; boundary=m\n\n" + "--m\n\nx\n".repeat(2500) + "--m--\n";
    for (String original : new String[] {nested, many}) {
      String text = Copies.journal(Copies.LINES, original);
      JournalReport report = valid(text);
      byte[] octets = Copies.octets(text);
      assertThat(
              new String(
                  octets,
                  report.original().bodyStart(),
                  report.original().end() - report.original().bodyStart(),
                  StandardCharsets.UTF_8))
          .isEqualTo(original.replace("\n", "\r\n"));
    }
  }

  @Test
  void anything_readsWithoutException() {
    Random random = new Random(7);
    byte[] good = Copies.octets(Copies.journal(Copies.LINES, Copies.OUTSIDE));
    for (int i = 0; i < 3000; i++) {
      byte[] octets = good.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
      assertThat(new JournalParser(IntakeLimits.DEFAULT).parse(dev.indicia.message.Message.of(cut)))
          .isNotNull();
    }
  }
}
