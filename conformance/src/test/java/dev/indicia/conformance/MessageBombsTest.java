package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.AuthresReason;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.AddressDefectKind;
import dev.indicia.message.AddressList;
import dev.indicia.message.DefectKind;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.MimeStructure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages made to exhaust their reader: each ends in a named reason, in time. */
class MessageBombsTest {

  @Test
  void hundredThousandFields_isTooManyFields() {
    byte[] octets = Bomb.repeated(Bomb.FROM, "X: y\r\n", 100_000, "\r\nbody\r\n");
    Bomb.Read read = Bomb.read(octets);
    assertThat(read.message().has(DefectKind.TOO_MANY_FIELDS)).isTrue();
    assertThat(read.message().fields().size()).isLessThanOrEqualTo(2000);
  }

  @Test
  void fieldOfFiftyMegabytes_isTooLong() {
    byte[] octets = Bomb.octets(Bomb.FROM, "X: ", Bomb.run('a', 50_000_000), "\r\n\r\n");
    assertThat(limit(Bomb.read(octets)))
        .isIn(DefectKind.FIELD_TOO_LONG, DefectKind.HEADER_TOO_LARGE);
  }

  @Test
  void bodyLineOfFiftyMegabytes_isALongLine() {
    byte[] octets = Bomb.octets(Bomb.FROM, "\r\n", Bomb.run('a', 50_000_000));
    Bomb.Read read = Bomb.read(octets);
    assertThat(read.message().bodyDefects())
        .anyMatch(defect -> defect.kind() == DefectKind.LONG_LINE);
  }

  @Test
  void foldsWithoutEnd_areTooLong() {
    byte[] octets = Bomb.repeated(Bomb.FROM + "X: a\r\n", " \r\n", 300_000, "\r\n");
    assertThat(limit(Bomb.read(octets)))
        .isIn(DefectKind.FIELD_TOO_LONG, DefectKind.HEADER_TOO_LARGE);
  }

  @Test
  void hundredMegabytes_isTooLarge() {
    byte[] octets = new byte[100_000_000];
    assertThat(limit(Bomb.read(octets))).isEqualTo(DefectKind.MESSAGE_TOO_LARGE);
  }

  @Test
  void tenThousandSignatures_areTooMany() {
    byte[] octets =
        Bomb.repeated(
            "",
            "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; h=from; bh="
                + "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA\r\n",
            10_000,
            Bomb.FROM + "\r\n");
    MessageLimits wide = new MessageLimits(64 << 20, 16 << 20, 20_000, 256 << 10, 50, 2000, 5000);
    Message message = Message.of(octets, wide);
    assertThat(message.fields()).hasSize(10_001);
    List<DkimResult> results =
        Bomb.bounded(
            octets.length,
            20,
            () -> SignatureCase.strict().verify(message, Bomb.lookups(Bomb::nothing), Bomb.AT));
    assertThat(results).hasSizeLessThanOrEqualTo(11);
    assertThat(results.getLast().reason()).contains(DkimReason.TOO_MANY_SIGNATURES);

    Bomb.Read read = Bomb.read(octets);
    assertThat(limit(read)).isIn(DefectKind.TOO_MANY_FIELDS, DefectKind.HEADER_TOO_LARGE);
  }

  @Test
  void tagsAndFieldNamesWithoutEnd_areTooMany() {
    String start = "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; ";
    byte[] tags = Bomb.repeated(start, "x=1;", 60_000, "\r\n" + Bomb.FROM + "\r\n");
    assertThat(reason(tags)).isIn(DkimReason.TOO_MANY_TAGS, DkimReason.DUPLICATE_TAG);
    byte[] names =
        Bomb.repeated(
            start + "bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA; h=from",
            ":a",
            100_000,
            "\r\n" + Bomb.FROM + "\r\n");
    assertThat(reason(names)).isEqualTo(DkimReason.TOO_MANY_SIGNED_FIELDS);
    byte[] signature =
        Bomb.repeated(
            start + "bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; h=from; b=",
            "AAAA",
            50_000,
            "\r\n" + Bomb.FROM + "\r\n");
    assertThat(reason(signature)).isEqualTo(DkimReason.SIGNATURE_TOO_LONG);
  }

  @Test
  void manyFieldsAndManyNames_areNotMultiplied() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      names.append(":x").append(i % 3);
    }
    String signature =
        "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; h=from"
            + names
            + "; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA\r\n";
    byte[] octets =
        Bomb.repeated(
            signature.repeat(10) + Bomb.FROM, "X1: " + Bomb.run(' ', 400) + "y\r\n", 1900, "\r\n");
    assertThat(reason(octets)).isEqualTo(DkimReason.KEY_MISSING);
  }

  @Test
  void nulsAndBareLineEnds_areNamed() {
    byte[] octets =
        Bomb.repeated(Bomb.FROM + "X: \0\rY\nZ\r\n\r\n", "\0\r\n\r\r\nx\n", 1_000_000, "");
    Bomb.Read read = Bomb.read(octets);
    assertThat(read.message().has(DefectKind.NUL)).isTrue();
    assertThat(read.message().has(DefectKind.BARE_CR)).isTrue();
    assertThat(read.message().bodyDefects().stream().map(d -> d.kind()))
        .contains(DefectKind.NUL, DefectKind.BARE_CR);
  }

  @Test
  void utf16_isNoMessage() {
    String text = Bomb.FROM + "Subject: x\r\n\r\nbody\r\n";
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Bomb.Read read = Bomb.read(text.repeat(1000).getBytes(charset));
      assertThat(read.message().defects()).isNotEmpty();
      assertThat(read.authentication().authors().mailboxes()).isEmpty();
    }
  }

  @Test
  void truncatedMime_isNotClosed() {
    byte[] octets =
        Bomb.octets(
            Bomb.FROM,
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nCo");
    Bomb.read(octets);
    assertThat(MimeStructure.of(Message.of(octets)).has(DefectKind.MIME_NOT_CLOSED)).isTrue();
  }

  @Test
  void tenThousandNestedMultiparts_areTooDeep() {
    StringBuilder text = new StringBuilder(Bomb.FROM);
    for (int i = 0; i < 10_000; i++) {
      text.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b");
      text.append(i).append("\r\n");
    }
    byte[] octets = Bomb.octets(text.toString());
    Bomb.read(octets);
    MimeStructure structure = MimeStructure.of(Message.of(octets));
    assertThat(structure.has(DefectKind.MIME_TOO_DEEP)).isTrue();
    byte[] embedded = Bomb.repeated(Bomb.FROM, "Content-Type: message/rfc822\r\n\r\n", 100_000, "");
    Bomb.read(embedded);
    assertThat(MimeStructure.of(Message.of(embedded)).has(DefectKind.MIME_TOO_DEEP)).isTrue();
  }

  @Test
  void millionParts_areTooMany() {
    byte[] octets =
        Bomb.repeated(
            Bomb.FROM + "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
            "--b\r\n\r\nx\r\n",
            1_000_000,
            "--b--\r\n");
    Bomb.read(octets);
    MimeStructure structure = MimeStructure.of(Message.of(octets));
    assertThat(structure.has(DefectKind.MIME_TOO_MANY_PARTS)).isTrue();
    assertThat(structure.parts().size()).isLessThanOrEqualTo(2001);
  }

  @Test
  void linesOfDashes_areLinear() {
    String boundary = Bomb.run('-', 70);
    byte[] octets =
        Bomb.repeated(
            Bomb.FROM + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n",
            Bomb.run('-', 71) + "\r\n",
            200_000,
            "");
    Bomb.read(octets);
  }

  @Test
  void hundredThousandAddresses_areTooMany() {
    byte[] octets =
        Bomb.repeated(Bomb.FROM + "To: b@b.test", ",\r\n a@a.test", 100_000, "\r\n\r\n");
    MessageLimits wide = new MessageLimits(64 << 20, 16 << 20, 2000, 16 << 20, 50, 2000, 5000);
    AddressList list = addresses(octets, wide, "To");
    assertThat(list.has(AddressDefectKind.TOO_MANY)).isTrue();
    assertThat(list.mailboxes().size()).isLessThanOrEqualTo(5000);
    Bomb.read(octets);
  }

  @Test
  void nestedAndOpenConstructs_areLinear() {
    MessageLimits wide = new MessageLimits(64 << 20, 16 << 20, 2000, 16 << 20, 50, 2000, 5000);
    for (String unit :
        List.of(
            "(",
            "<",
            "\"",
            "[",
            "@",
            ":",
            ";",
            "\\",
            "a ",
            "(a) ",
            "=?",
            "=?u?q?",
            "\"\" ",
            "<>",
            "g:",
            "a@",
            ".",
            ",",
            "=?utf-8?q?a?= ",
            "=?utf-8?b?YQ==?= ",
            "<@a,",
            "\r\n ")) {
      byte[] octets = Bomb.repeated("From: ", unit, 1_000_000 / unit.length(), "\r\n\r\n");
      Bomb.read(octets);
      addresses(octets, wide, "From");
    }
    byte[] nested = Bomb.repeated("From: ", "(", 100_000, "a@a.test\r\n\r\n");
    assertThat(addresses(nested, wide, "From").has(AddressDefectKind.UNBALANCED_COMMENT)).isTrue();
  }

  @Test
  void encodedWordOfAMegabyte_isLinear() {
    MessageLimits wide = new MessageLimits(64 << 20, 16 << 20, 2000, 16 << 20, 50, 2000, 5000);
    for (String word :
        List.of(
            "=?utf-8?q?" + Bomb.run('=', 1_000_000) + "?=",
            "=?utf-8?b?" + Bomb.run('A', 1_000_000) + "?=",
            "=?utf-8?q?" + "=41".repeat(300_000) + "?=",
            "=?iso-2022-jp?b?" + "GyRC".repeat(250_000) + "?=",
            "=?" + Bomb.run('u', 1_000_000) + "?q?a?=")) {
      byte[] octets = Bomb.octets("From: ", word, " <a@a.test>\r\n\r\n");
      AddressList list = addresses(octets, wide, "From");
      assertThat(list.mailboxes()).hasSize(1);
      Bomb.read(octets);
    }
  }

  @Test
  void authenticationResultsOfAMegabyte_areLinear() {
    for (String unit :
        List.of("; spf=pass", ";", "(", "\"", " a=b", "; spf=pass (c)", "; a=b c.d=e", "\\", "=")) {
      String body = "mx.a.test" + unit.repeat(1_000_000 / unit.length());
      for (Strictness strictness : Strictness.values()) {
        Bomb.bounded(body.length(), 100, () -> AuthenticationResults.parse(body, strictness));
      }
    }
    String many = "mx.a.test" + "; spf=pass".repeat(100_000);
    assertThat(AuthenticationResults.parse(many, Strictness.STRICT))
        .isInstanceOfSatisfying(
            AuthenticationResults.Parsed.Malformed.class,
            malformed -> assertThat(malformed.why()).isEqualTo(AuthresReason.TOO_MANY_RESULTS));
  }

  @Test
  void runsInTheBody_areLinear() {
    String signature =
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/%s; d=a.test; s=s; h=from; "
            + "bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA\r\n";
    for (String unit : List.of(" ", "\t", "\r\n", "=", " \r\n", "=\r\n", "\r", "\n", " x", "--b")) {
      for (String body : List.of("relaxed", "simple")) {
        byte[] octets =
            Bomb.repeated(
                String.format(signature, body)
                    + Bomb.FROM
                    + "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                unit,
                10_000_000 / unit.length(),
                "x");
        Bomb.read(octets);
      }
    }
  }

  @Test
  void traceFieldsWithoutEnd_areBounded() {
    byte[] octets =
        Bomb.repeated(
            Bomb.FROM + "Received: from a", " (b [192.0.2.1])", 15_000, "; nonsense\r\n\r\n");
    Bomb.read(octets);
    byte[] many =
        Bomb.repeated(
            "", "Received: from a by b; Thu, 1 Jan 2026 00:00:00 +0000\r\n", 19_000, Bomb.FROM);
    assertThat(limit(Bomb.read(many))).isEqualTo(DefectKind.TOO_MANY_FIELDS);
  }

  private static AddressList addresses(byte[] octets, MessageLimits limits, String name) {
    Message message = Message.of(octets, limits);
    HeaderField field = message.first(name).orElseThrow();
    return Bomb.bounded(octets.length, 50, () -> AddressList.parse(field, limits.addressesMax()));
  }

  private static DefectKind limit(Bomb.Read read) {
    return read.message().limitHit().orElseThrow().kind();
  }

  private static DkimReason reason(byte[] octets) {
    return Bomb.read(octets).authentication().dkim().getFirst().reason().orElseThrow();
  }
}
