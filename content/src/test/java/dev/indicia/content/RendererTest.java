package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.trust.shown.AttachedPart;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.shown.Shown.Oddity;
import org.junit.jupiter.api.Test;

class RendererTest {
  private static final String ALTERNATIVE =
      "Subject: =?utf-8?Q?Caf=C3=A9?= offer\nFrom: \"The Team\" <team@a.example>\nMIME-Version: 1.0\n"
          + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n%s\n"
          + "--b\nContent-Type: text/html\n\n%s\n--b--\n";

  private static String words(int from, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      out.append("word").append(i).append(' ');
    }
    return out.toString();
  }

  @Test
  void subject_author_htmlAlternative() {
    Shown shown = Mails.render(ALTERNATIVE.formatted("plain text", "<p>html text</p>"));
    assertThat(shown.blocks())
        .extracting(b -> b.place() + " " + b.text())
        .containsExactly("SUBJECT Café offer", "AUTHOR_NAME The Team", "BODY html text");
    assertThat(shown.parts()).isEmpty();
    assertThat(shown.oddities()).isEmpty();
  }

  @Test
  void partsThatDiffer_areOdd() {
    String html = "<p>" + words(0, 40) + "</p>";
    assertThat(Mails.render(ALTERNATIVE.formatted(words(0, 40), html)).oddities()).isEmpty();
    assertThat(Mails.render(ALTERNATIVE.formatted(words(0, 25), html)).oddities()).isEmpty();
    assertThat(Mails.render(ALTERNATIVE.formatted(words(100, 40), html)).oddities())
        .containsExactly(Oddity.PARTS_DIFFER);
    assertThat(Mails.render(ALTERNATIVE.formatted(words(100, 10), html)).oddities()).isEmpty();
  }

  @Test
  void mixedParts_areShownInOrder_andOthersListed() {
    Shown shown =
        Mails.render(
            "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain\n\nfirst\n"
                + "--m\nContent-Type: text/html\n\n<p>second</p>\n"
                + "--m\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\n"
                + "Content-Disposition: attachment\n\nAAAAAAAA\n"
                + "--m\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner text\n"
                + "--m\nContent-Type: text/plain\nContent-Disposition: attachment; filename=n.txt\n\nno\n--m--\n");
    assertThat(Mails.body(shown)).extracting(Block::text).containsExactly("first", "second");
    assertThat(shown.parts())
        .extracting(AttachedPart::type)
        .containsExactly("application/pdf", "message/rfc822", "text/plain");
    assertThat(shown.parts().get(0))
        .isEqualTo(new AttachedPart("application/pdf", "a.pdf", 6, false));
  }

  @Test
  void plainText_isLines() {
    Shown shown =
        Mails.plain(
            "Hello\n=========\n> quoted\nhttps://a.example/x\nView: https://b.example/y\n"
                + "See https://c.example/z for more\n");
    assertThat(Mails.roles(shown))
        .containsExactly(
            "PARAGRAPH Hello",
            "QUOTE quoted",
            "BUTTON https://a.example/x",
            "BUTTON View: https://b.example/y",
            "PARAGRAPH See https://c.example/z for more");
    assertThat(shown.links()).extracting(Link::source).containsOnly(Link.Source.TEXT);
    assertThat(shown.links()).extracting(Link::block).containsExactly(2, 3, 4);
  }

  @Test
  void flowedText_isJoined() {
    Shown shown =
        Mails.render(
            "Content-Type: text/plain; format=flowed\n\nThis goes \non here\n> and \n> there\n-- \nMe\n");
    assertThat(Mails.roles(shown))
        .containsExactly("PARAGRAPH This goes on here", "QUOTE and there", "PARAGRAPH Me");
  }

  @Test
  void calendar_isRead() {
    Shown shown =
        Mails.render(
            "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n"
                + "ORGANIZER;CN=\"Mail, Team\":mailto:a@b.example\nSUMMARY;LANGUAGE=en:Pay\\, now\n"
                + "LOCATION:Room 5\nDESCRIPTION:Call +1 888 555 0138\\nor see https://c.exa\n mple/x\n"
                + "BEGIN:VALARM\nDESCRIPTION:Reminder\nEND:VALARM\nURL:https://d.example/\n"
                + "END:VEVENT\nEND:VCALENDAR\n");
    assertThat(shown.blocks())
        .extracting(b -> b.place() + " " + b.text())
        .containsExactly(
            "CALENDAR Mail, Team",
            "CALENDAR Pay, now",
            "CALENDAR Room 5",
            "CALENDAR Call +1 888 555 0138",
            "CALENDAR or see https://c.example/x");
    assertThat(shown.links())
        .extracting(l -> l.source() + " " + l.host())
        .containsExactly("CALENDAR d.example", "CALENDAR c.example");
  }

  @Test
  void disguisesOfANumber_areNoted() {
    Block block = Mails.body(Mails.plain("Call 1~8~8~8~5~5~5~0~1~3~8 now")).get(0);
    assertThat(block.disguises()).containsExactly(Disguise.SPELLED_DIGITS);
    assertThat(block.mentions().get(0).value()).isEqualTo("18885550138");
  }

  @Test
  void paddedSubject_isNoted() {
    Shown shown = Mails.render("Subject: Your code" + " ".repeat(30) + "pay on a.example\n\n");
    Block subject = shown.blocks().get(0);
    assertThat(subject.place()).isEqualTo(Place.SUBJECT);
    assertThat(subject.text()).isEqualTo("Your code pay on a.example");
    assertThat(subject.disguises()).containsExactly(Disguise.PADDING);
  }

  @Test
  void charsets_areThoseOfMail() {
    byte[] western =
        "Content-Type: text/plain\r\n\r\nCaf\u00e9 \u0080 5"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Shown shown =
        new Renderer(RenderLimits.DEFAULT).render(dev.indicia.message.Message.of(western));
    assertThat(Mails.body(shown).get(0).text()).isEqualTo("Café € 5");
  }

  @Test
  void limits_areKept_andSaid() {
    RenderLimits limits = new RenderLimits(1000, 1, 5, 60, 3, 1, 16, 0);
    String html = "<p>some words here <a href='https://a.example/'>x</a></p>".repeat(50);
    byte[] octets =
        ("Content-Type: text/html\r\n\r\n" + html)
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Shown shown = new Renderer(limits).render(dev.indicia.message.Message.of(octets));
    assertThat(shown.blocks()).hasSizeLessThanOrEqualTo(5);
    assertThat(shown.links()).hasSizeLessThanOrEqualTo(3);
    assertThat(shown.blocks().stream().mapToInt(b -> b.text().length()).sum())
        .isLessThanOrEqualTo(60);
    assertThat(shown.oddities()).contains(Oddity.TRUNCATED);
    assertThatThrownBy(() -> new RenderLimits(0, 1, 2, 1, 1, 1, 8, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
