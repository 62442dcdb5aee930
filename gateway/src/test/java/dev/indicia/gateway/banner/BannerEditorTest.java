package dev.indicia.gateway.banner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.trust.VerdictKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BannerEditorTest {
  private static final String GERMAN = "Vorsicht: für Müller & <Söhne>";
  private static final String ASCII = "Caution: not what it seems";
  private static final String MULTIPART =
      """
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=m

      preamble
      --m
      Content-Type: multipart/alternative; boundary=a

      --a
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: 8bit

      Hello
      --a
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      <!DOCTYPE html>
      <html><body style=3D"x">Hello</body></html>
      --a--
      --m
      Content-Type: text/plain; name=notes.txt
      Content-Disposition: attachment

      notes
      --m
      Content-Type: message/rfc822

      Subject: inner

      inner text
      --m--
      epilogue
      """;

  private static Message message(String text) {
    return Message.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Message with(Message message, byte[] body) {
    byte[] whole = Arrays.copyOf(message.octets(), message.bodyStart() + body.length);
    System.arraycopy(body, 0, whole, message.bodyStart(), body.length);
    return Message.of(whole);
  }

  private static Message edited(Message message) {
    return with(message, BannerEditor.edit(message, GERMAN, ASCII).orElseThrow());
  }

  private static String decoded(MimePart part, Charset charset) {
    return new String(part.decode(1 << 20).octets(), charset);
  }

  private static String field(String type, String encoding) {
    return "Content-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n\n";
  }

  @Test
  void textAndHtml_getTheSentence_andAllElseStays() {
    Message before = message(MULTIPART);
    Message after = edited(before);
    List<MimePart> parts = MimeStructure.of(after).parts();
    assertThat(decoded(parts.get(2), StandardCharsets.UTF_8))
        .isEqualTo("*** " + GERMAN + " ***\r\n\r\nHello");
    String html = decoded(parts.get(3), StandardCharsets.UTF_8);
    assertThat(html).startsWith("<!DOCTYPE html>\r\n<div style=");
    assertThat(html).contains("f&#252;r M&#252;ller &#38; &#60;S&#246;hne&#62;");
    assertThat(html).endsWith("</div>\r\n\r\n<html><body style=\"x\">Hello</body></html>");
    String was = new String(before.octets(), StandardCharsets.UTF_8);
    String is = new String(after.octets(), StandardCharsets.UTF_8);
    // Taking out what was put in gives the message as it was.
    String withoutText = is.replace("*** " + GERMAN + " ***\r\n\r\n", "");
    int from = withoutText.indexOf("\r\n<div");
    int to = withoutText.indexOf("</div>\r\n") + 8;
    assertThat(withoutText.substring(0, from) + withoutText.substring(to)).isEqualTo(was);
  }

  @Test
  void everyEncoding_showsTheSentence_aboveTheTextAsItWas() {
    String plain = "Grüße, 100% = sicher\r\nzwei";
    String latin = new String(plain.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertThat(latin).isNotEqualTo(plain);
    String qp = "Gr=FC=DFe, 100% =3D sic=\nher\nzwei";
    Message after =
        edited(message(field("text/plain; charset=iso-8859-1", "quoted-printable") + qp));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.ISO_8859_1))
        .isEqualTo("*** " + GERMAN + " ***\r\n\r\n" + plain);
    String base64 =
        java.util.Base64.getMimeEncoder()
            .encodeToString(plain.getBytes(StandardCharsets.UTF_8))
            .replace("\r\n", "\n");
    after = edited(message(field("text/plain; charset=utf-8", "base64") + base64 + "\n"));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.UTF_8))
        .isEqualTo("*** " + GERMAN + " ***\r\n\r\n" + plain);
    after = edited(message("Subject: x\n\nplain old text\n"));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.US_ASCII))
        .as("7bit holds ASCII alone")
        .isEqualTo("*** " + ASCII + " ***\r\n\r\nplain old text\r\n");
    after = edited(message(field("text/plain; charset=us-ascii", "8bit") + "text\n"));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.UTF_8))
        .startsWith("*** " + ASCII);
  }

  @Test
  void html_putsItBehindTheDoctype_whereNothingCanHideIt() {
    for (String head :
        List.of(
            "<!-- <body> ",
            "<body hidden><!--",
            "<style>div{display:none!important}</style>",
            "<title><body>",
            "<script>\"<body>\"</script>")) {
      Message after = edited(message(field("text/html", "7bit") + head + "text"));
      assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.US_ASCII))
          .as(head)
          .startsWith("<div style=\"all: initial !important;")
          .endsWith(head + "text");
    }
    Message after =
        edited(message(field("text/html", "7bit") + "\n <!doctype html PUBLIC \"x\">\n<html>"));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.US_ASCII))
        .startsWith("\r\n <!doctype html PUBLIC \"x\">\r\n<div style")
        .endsWith("</div>\r\n\r\n<html>");
    String base64 =
        java.util.Base64.getMimeEncoder()
            .encodeToString("\ufeff<p>x".getBytes(StandardCharsets.UTF_8));
    after = edited(message(field("text/html; charset=utf-8", "base64") + base64 + "\n"));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.UTF_8))
        .startsWith("\ufeff<div style");
  }

  @Test
  void softBreakInADoctype_isFollowedToTheRightPlace() {
    String qp = "<!DOC=\nTYPE html PUBLIC =22-//x//y=22>=\n<html>";
    Message after = edited(message(field("text/html; charset=utf-8", "quoted-printable") + qp));
    assertThat(decoded(MimeStructure.of(after).root(), StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html PUBLIC \"-//x//y\">\r\n<div style")
        .endsWith("</div>\r\n<html>");
    assertThat(new String(after.octets(), StandardCharsets.US_ASCII).lines())
        .allMatch(line -> line.length() <= 76);
  }

  @Test
  void signedAndEncrypted_stayAsTheyAre() {
    String signed =
        "Content-Type: multipart/signed; boundary=s\n\n--s\nContent-Type: text/plain\n\ntext\n--s\n"
            + "Content-Type: application/pgp-signature\n\nx\n--s--\n";
    assertNothing(signed);
    assertNothing(signed.replace("multipart/signed", "multipart/encrypted"));
    assertNothing("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB\n");
    assertNothing("Subject: x\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\ntext\n");
    // A footer that a list added outside does not make the signed body ours.
    assertNothing(
        "Content-Type: multipart/mixed; boundary=m\n\n--m\n" + signed + "--m\n\nfooter\n--m--\n");
  }

  @Test
  void noPlace_changesNothing() {
    assertNothing("Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n");
    assertNothing(field("text/plain; charset=utf-16", "base64") + "AGEAYgBj\n");
    assertNothing(field("text/plain; charset=no-such", "8bit") + "x\n");
    assertNothing(field("text/plain", "x-unknown") + "x\n");
    assertNothing(field("text/plain", "base64") + "not base64! at all?\n");
    assertNothing("Content-Type: text/plain\nContent-Disposition: attachment\n\nx\n");
    assertNothing("Content-Type: message/rfc822\n\nSubject: inner\n\nx\n");
    assertNothing("Subject: only a header");
    assertNothing("");
  }

  private static void assertNothing(String text) {
    assertThat(BannerEditor.edit(message(text), GERMAN, ASCII)).as(text).isEmpty();
  }

  /** Whatever is edited, the structure stays and the other parts are octet for octet the same. */
  @Test
  void randomDamage_keepsStructureAndOtherParts() {
    Random random = new Random(11);
    byte[] whole = message(MULTIPART).octets();
    int editedCount = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] octets = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Message before = Message.of(octets);
      Optional<byte[]> body = BannerEditor.edit(before, GERMAN, ASCII);
      if (body.isEmpty()) {
        continue;
      }
      editedCount++;
      Message after = with(before, body.get());
      List<MimePart> was = MimeStructure.of(before).parts();
      List<MimePart> is = MimeStructure.of(after).parts();
      assertThat(is).hasSameSizeAs(was);
      for (int p = 0; p < was.size(); p++) {
        byte[] text = is.get(p).decode(1 << 20).octets();
        byte[] old = was.get(p).decode(1 << 20).octets();
        boolean hasSentence =
            new String(text, StandardCharsets.UTF_8).contains("Caution")
                || new String(text, StandardCharsets.UTF_8).contains("Vorsicht");
        if (!hasSentence) {
          assertThat(text).isEqualTo(old);
        }
      }
    }
    assertThat(editedCount).isGreaterThan(1000);
  }

  @Test
  void sentences_areThereForEveryLanguageAndVerdict_andEnglishIsAscii() {
    BannerTexts texts = BannerTexts.builtIn();
    for (String language : BannerTexts.LANGUAGES) {
      for (VerdictKind kind : VerdictKind.values()) {
        assertThat(texts.sentences().get(language)).as(language).containsKey(kind.word());
        assertThat(texts.sentence(kind, language)).isNotBlank().hasSizeLessThan(400);
      }
    }
    for (VerdictKind kind : VerdictKind.values()) {
      assertThat(texts.ascii(kind).chars().allMatch(c -> c < 127)).isTrue();
      assertThat(texts.sentence(kind, "xx")).isEqualTo(texts.ascii(kind));
    }
  }
}
