package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.report.ReportOrigin.Wrapper;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gzip, zip and mail around reports, and archives that lie. */
@Timeout(60)
class WrappersTest {
  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String base64(byte[] octets) {
    return Base64.getMimeEncoder().encodeToString(octets) + "\r\n";
  }

  private static byte[] mail(String type, String name, byte[] attached) {
    return octets(
        "From: <r@b.example>\r\nSubject: Report Domain: a.example Submitter: b.example\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n"
            + "--=_b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n"
            + "--=_b\r\nContent-Type: "
            + type
            + "\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\""
            + name
            + "\"\r\n\r\n"
            + base64(attached)
            + "--=_b--\r\n");
  }

  @Test
  void gzip_ofOneAndOfSeveralMembers() {
    byte[] xml = Found.minimal();
    assertThat(Found.in(Found.gzip(xml)).read().origin().wrappers()).containsExactly(Wrapper.GZIP);
    byte[] first = Found.gzip(Arrays.copyOf(xml, 300));
    byte[] second = Found.gzip(Arrays.copyOfRange(xml, 300, xml.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(Found.in(both).aggregate().messages()).isEqualTo(7);
    byte[] more = Arrays.copyOf(first, first.length);
    assertThat(Found.in(more).refusal()).isEqualTo(ReportReason.XML_TRUNCATED);
    byte[] trailing = Arrays.copyOf(Found.gzip(xml), Found.gzip(xml).length + 3);
    assertThat(Found.in(trailing).deviations()).containsExactly(ReportDeviation.GZIP_TRAILING);
  }

  @Test
  void gzip_cutOrAltered_isRefused() {
    byte[] gzip = Found.gzip(Found.minimal());
    for (int length = 2; length < gzip.length; length += 5) {
      assertThat(Found.in(Arrays.copyOf(gzip, length)).refusal())
          .as("cut at " + length)
          .isEqualTo(ReportReason.GZIP_BROKEN);
    }
    byte[] wrongCheck = gzip.clone();
    wrongCheck[gzip.length - 6] ^= 1;
    assertThat(Found.in(wrongCheck).refusal()).isEqualTo(ReportReason.GZIP_BROKEN);
    byte[] wrongSize = gzip.clone();
    wrongSize[gzip.length - 1] ^= 1;
    assertThat(Found.in(wrongSize).refusal()).isEqualTo(ReportReason.GZIP_BROKEN);
  }

  /** What comes out before a break does not depend on how much is read at a time. */
  @Test
  void gzip_altered_isRefusedAlikeInPieces() {
    byte[] gzip = Found.gzip(Found.minimal());
    for (int i = 10; i < gzip.length; i++) {
      byte[] altered = gzip.clone();
      altered[i] ^= (byte) (1 << i % 8);
      InputStream pieces =
          new FilterInputStream(new ByteArrayInputStream(altered)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              return super.read(target, offset, Math.min(length, 7));
            }
          };
      assertThat(Found.in(pieces, ReportLimits.DEFAULT).results())
          .as("octet " + i)
          .hasToString(Found.in(altered).results().toString());
    }
  }

  @Test
  void gzipBomb_isRefusedQuickly() {
    // 2 GiB of zeros would expand from 2 MiB; nothing of it is a report.
    assertThat(Found.in(Found.gzip(new byte[1 << 26])).refusal())
        .isEqualTo(ReportReason.NOT_A_REPORT);
    // Zeros behind a report are read to the end of the data, and their ratio tells.
    byte[] head = Found.minimal();
    byte[] bomb = Arrays.copyOf(head, 1 << 26);
    assertThat(Found.in(Found.gzip(bomb)).refusal()).isEqualTo(ReportReason.RATIO_TOO_HIGH);
  }

  @Test
  void zip_givesEachReport_andSkipsTheRest() {
    byte[] xml = Found.minimal();
    Found found =
        Found.in(
            Found.zip(
                "a/", new byte[0],
                "a/1.xml", xml,
                "__MACOSX/._1.xml", octets("\0\5\26"),
                "readme.txt", octets("hello"),
                "2.xml.gz", Found.gzip(xml),
                "3.json", octets("{\"policies\":[]}")));
    assertThat(found.results()).hasSize(4);
    assertThat(found.results().get(0).origin().fileName()).isEqualTo("a/1.xml");
    assertThat(found.results().get(1))
        .isInstanceOfSatisfying(
            ReportResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(ReportReason.NOT_A_REPORT));
    assertThat(found.results().get(2).origin().wrappers())
        .containsExactly(Wrapper.ZIP, Wrapper.GZIP);
    assertThat(Found.in(Found.stored("s.xml", xml)).aggregate().messages()).isEqualTo(7);
    assertThat(Found.in(Found.zip()).refusal()).isEqualTo(ReportReason.NO_REPORT);
    assertThat(Found.in(Found.zip("e.xml", new byte[0])).refusal()).isEqualTo(ReportReason.EMPTY);
  }

  @Test
  void zipEntryThatIsBroken_leavesTheOthers() {
    Found found =
        Found.in(Found.zip("1.xml", octets("<feedback><a></b>"), "2.xml", Found.minimal()));
    assertThat(found.results().get(0)).isInstanceOf(ReportResult.Refused.class);
    assertThat(found.results().get(1)).isInstanceOf(ReportResult.Read.class);
  }

  @Test
  void zip_cutOrAltered_isRefused() {
    byte[] zip = Found.zip("a.xml", Found.minimal());
    for (int length = 4; length < zip.length; length += 3) {
      Found found = Found.in(Arrays.copyOf(zip, length));
      assertThat(found.results().getLast())
          .as("cut at " + length)
          .isInstanceOfSatisfying(
              ReportResult.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(ReportReason.ZIP_BROKEN));
    }
  }

  private static ReportReason last(byte[] zip) {
    return ((ReportResult.Refused) Found.in(zip).results().getLast()).reason();
  }

  @Test
  void zip_thatLies_isRefused() {
    byte[] stored = Found.stored("a.xml", Found.minimal());
    byte[] smaller = stored.clone();
    smaller[22]--; // uncompressed size in the local header
    assertThat(last(smaller)).isEqualTo(ReportReason.ZIP_SIZES);
    byte[] check = stored.clone();
    check[14] ^= 1;
    assertThat(last(check)).isEqualTo(ReportReason.ZIP_BROKEN);
    byte[] encrypted = stored.clone();
    encrypted[6] |= 1;
    assertThat(last(encrypted)).isEqualTo(ReportReason.ZIP_ENCRYPTED);
    byte[] method = stored.clone();
    method[8] = 12;
    assertThat(last(method)).isEqualTo(ReportReason.ZIP_METHOD);
    byte[] descriptor = stored.clone();
    descriptor[6] |= 8;
    assertThat(last(descriptor)).isEqualTo(ReportReason.ZIP_METHOD);
    int directory = directory(stored);
    byte[] otherSize = stored.clone();
    otherSize[directory + 24] ^= 1;
    assertThat(last(otherSize)).isEqualTo(ReportReason.ZIP_SIZES);
    byte[] otherName = stored.clone();
    otherName[directory + 46] = 'b';
    assertThat(last(otherName)).isEqualTo(ReportReason.ZIP_OVERLAP);
    byte[] otherPlace = stored.clone();
    otherPlace[directory + 42] = 30;
    assertThat(last(otherPlace)).isEqualTo(ReportReason.ZIP_OVERLAP);
  }

  @Test
  void zip_withOverlappingOrHiddenEntries_isRefused() {
    byte[] stored = Found.stored("a.xml", Found.minimal());
    int directory = directory(stored);
    int end = stored.length - 22;
    // The directory names the same entry again and again, as overlapping bombs do.
    byte[] overlapping = new byte[stored.length + 50 * (end - directory)];
    System.arraycopy(stored, 0, overlapping, 0, end);
    for (int i = 0; i < 50; i++) {
      System.arraycopy(
          stored, directory, overlapping, end + i * (end - directory), end - directory);
    }
    System.arraycopy(stored, end, overlapping, overlapping.length - 22, 22);
    assertThat(last(overlapping)).isEqualTo(ReportReason.ZIP_OVERLAP);
    // An entry that the directory does not have.
    byte[] hidden = new byte[stored.length + directory];
    System.arraycopy(stored, 0, hidden, 0, directory);
    System.arraycopy(stored, 0, hidden, directory, stored.length);
    assertThat(last(hidden)).isEqualTo(ReportReason.ZIP_OVERLAP);
  }

  private static int directory(byte[] zip) {
    for (int i = zip.length - 22; i > 0; i--) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        return i;
      }
    }
    throw new AssertionError("no directory");
  }

  @Test
  void nestedZips_endAtTheLimit() {
    byte[] zip = Found.minimal();
    for (int i = 0; i < 10; i++) {
      zip = Found.zip("inner.zip", zip, "copy.zip", zip);
    }
    Found found = Found.in(zip);
    assertThat(found.results()).isNotEmpty().allMatch(ReportResult.Refused.class::isInstance);
    assertThat(found.results().size()).isLessThanOrEqualTo(64);
  }

  @Test
  void mail_isOpenedByContent_notByType() {
    byte[] gzip = Found.gzip(Found.minimal());
    byte[] zip = Found.zip("b.example!a.example!1!2.xml", Found.minimal());
    for (Object[] each :
        new Object[][] {
          {"application/gzip", "r.xml.gz", gzip, false},
          {"application/x-gzip", "r.xml.gz", gzip, false},
          {"application/zip", "r.zip", zip, false},
          {"text/xml", "r.xml", Found.minimal(), false},
          {"application/octet-stream", "r.xml.gz", gzip, true},
          {"application/zip", "r.zip", gzip, true},
          {"image/png", "r.xml.gz", gzip, true},
          {"application/gzip", "", gzip, false}
        }) {
      Found found = Found.in(mail((String) each[0], (String) each[1], (byte[]) each[2]));
      assertThat(found.aggregate().messages()).as(each[0].toString()).isEqualTo(7);
      assertThat(found.deviations().contains(ReportDeviation.WRAPPER_TYPE)).isEqualTo(each[3]);
      ReportOrigin origin = found.one().origin();
      assertThat(origin.wrappers()).startsWith(Wrapper.MAIL);
      assertThat(origin.announced()).contains(new ReportSubject("a.example", "b.example", null));
    }
    ReportOrigin inZip = Found.in(mail("application/zip", "x.zip", zip)).one().origin();
    assertThat(inZip.named())
        .contains(new ReportFileName("b.example", "a.example", 1, 2, null, "xml"));
  }

  @Test
  void mail_whoseBodyIsTheReport_orThatIsForwarded() {
    byte[] whole =
        octets(
            "Subject: x\r\nContent-Type: application/gzip; name=\"r.xml.gz\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + base64(Found.gzip(Found.minimal())));
    assertThat(Found.in(whole).aggregate().messages()).isEqualTo(7);
    byte[] quoted =
        octets(
            "Subject: x\r\nContent-Type: text/xml\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                + Found.MINIMAL.replace("=", "=3D").replace("\n", "\r\n"));
    assertThat(Found.in(quoted).aggregate().messages()).isEqualTo(7);
    String inner =
        new String(
            mail("application/gzip", "r", Found.gzip(Found.minimal())),
            StandardCharsets.ISO_8859_1);
    byte[] forwarded =
        octets(
            "Subject: FW\r\nContent-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n"
                + "Content-Type: message/rfc822\r\n\r\n"
                + inner
                + "\r\n--out--\r\n");
    Found found = Found.in(forwarded);
    assertThat(found.aggregate().messages()).isEqualTo(7);
    assertThat(found.one().origin().wrappers())
        .containsExactly(Wrapper.MAIL, Wrapper.MAIL, Wrapper.GZIP);
    assertThat(found.one().origin().announced()).isPresent();
    byte[] unix = octets(new String(whole, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
    assertThat(Found.in(unix).aggregate().messages()).isEqualTo(7);
  }

  @Test
  void mailWithoutReport_saysSo() {
    assertThat(Found.in("Subject: hello\r\n\r\nhello\r\n").refusal())
        .isEqualTo(ReportReason.NO_REPORT);
    assertThat(Found.in(mail("application/pdf", "a.pdf", octets("%PDF-1.7"))).refusal())
        .isEqualTo(ReportReason.NO_REPORT);
    assertThat(Found.in(mail("application/gzip", "a.gz", octets("no gzip"))).refusal())
        .isEqualTo(ReportReason.NOT_A_REPORT);
    for (String rubbish : new String[] {"hello", "\0\0\0\0", "[1,2]", "  ", ":x"}) {
      assertThat(Found.in(rubbish).refusal()).isIn(ReportReason.NOT_A_REPORT, ReportReason.EMPTY);
    }
    assertThat(Found.in("").refusal()).isEqualTo(ReportReason.EMPTY);
  }
}
