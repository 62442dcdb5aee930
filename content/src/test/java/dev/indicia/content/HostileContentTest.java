package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import dev.indicia.trust.shown.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a message holds: no exception, bounds kept, time linear. */
class HostileContentTest {
  private static final int SIZE = 1 << 20;
  private static final Renderer RENDERER = new Renderer(RenderLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "</",
        "<!--",
        "<!-- -->",
        "<p ",
        "<p a='",
        "<p a=\"x\" ",
        "<div>",
        "<div><p>",
        "</div>",
        "<a href='https://a.example/%d'>x</a> ",
        "&",
        "&#",
        "&lt",
        "&amp;",
        "&notit;",
        "&#x41;",
        "<b><p>",
        "<b id=%d><p>x",
        "<table><tr><td>",
        "<table>",
        "<td>",
        "<li>",
        "<x%d>",
        "</y>",
        "<style>.a%d{display:none}</style>",
        "<style>",
        "<script>",
        "<script><!--<script>",
        "<title>",
        "<textarea>",
        "<b></i>",
        "<b><div></b>",
        "<select><option>",
        "a.",
        "a@",
        "1 ",
        "1-",
        "(1",
        "+1 ",
        "one ",
        "0123 4567 89",
        "$1",
        "http://a ",
        "www.",
        "\u200b",
        "a\u200b",
        "\u0430a ",
        "\ud835\uddd5",
        "....",
        "\u2028",
        "<br>",
        "<hr>",
        "<h1>x",
        "<form>",
        "<p style='a:(;b:\"'>x",
        "<p style='color:#fff;background:#fff'>x",
        "<img>",
        "<base href=//a>"
      })
  void repeatedPieces_takeLinearTime(String piece) {
    StringBuilder html = new StringBuilder(SIZE + 100);
    for (int i = 0; html.length() < SIZE; i++) {
      html.append(piece.replace("%d", Integer.toString(i)));
    }
    for (String type : new String[] {"html", "plain", "calendar"}) {
      byte[] octets =
          ("Content-Type: text/" + type + "; charset=utf-8\r\n\r\n" + html)
              .getBytes(StandardCharsets.UTF_8);
      long start = System.nanoTime();
      bounded(RENDERER.render(Message.of(octets)));
      long milliseconds = (System.nanoTime() - start) / 1_000_000;
      // Quadratic work on a megabyte takes minutes.
      assertThat(milliseconds).as("%s as %s", piece, type).isLessThan(5000);
    }
  }

  private static void bounded(Shown shown) {
    RenderLimits limits = RenderLimits.DEFAULT;
    assertThat(shown.blocks()).hasSizeLessThanOrEqualTo(limits.blocksMax());
    assertThat(shown.links()).hasSizeLessThanOrEqualTo(limits.linksMax());
    assertThat(shown.parts()).hasSizeLessThanOrEqualTo(limits.partsMax());
    long characters = shown.blocks().stream().mapToLong(b -> b.text().length()).sum();
    assertThat(characters).isLessThanOrEqualTo(limits.charactersMax());
    shown
        .links()
        .forEach(
            link -> assertThat(link.target()).hasSizeLessThanOrEqualTo(LinkTargets.TARGET_MAX));
    shown
        .blocks()
        .forEach(block -> {
          int end = 0;
          for (var mention : block.mentions()) {
            assertThat(mention.start()).isGreaterThanOrEqualTo(end);
            assertThat(mention.end())
                .isGreaterThan(mention.start())
                .isLessThanOrEqualTo(block.plain().length());
            end = mention.end();
          }
          for (var run : block.runs()) {
            assertThat(run.end())
                .isGreaterThan(run.start())
                .isLessThanOrEqualTo(block.plain().length());
          }
        });
    shown.links().forEach(link -> assertThat(link.block()).isLessThan(shown.blocks().size()));
  }

  private static final String SEED =
      "From: \"Team\" <a@b.example>\r\nSubject: =?utf-8?Q?Pay_=E2=82=AC5?= now\r\nMIME-Version: 1.0\r\n"
          + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
          + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
          + "Call +1 (888) 555-0138 or \r\n> see https://a.example/x 1-800-FLOWERS 12\u4e07\u5186\r\n--b\r\n"
          + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
          + "<style>.x{display:none}</style><table><tr><td class=3D\"x\" style=3D\"color:#fff;background:#fff=\r\n\">"
          + "hid</td><td>K&amp;y &#x41;</td></tr></table><p><b>P=D0=B0y</b> <a href=3D'https://b.example/?a=3D1'>b.example</a>"
          + " one two three four five six seven bc1qxy2\u20260wlh</p>\r\n--b--\r\n--m\r\nContent-Type: text/calendar\r\n\r\n"
          + "BEGIN:VEVENT\r\nSUMMARY:Pay\\, now\r\nDESCRIPTION:x\\ny\r\nORGANIZER;CN=\"a\":mailto:a@b.example\r\nEND:VEVENT\r\n"
          + "--m\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--m--\r\n";

  @Test
  void mutatedMessages_neverFail() {
    byte[] seed = SEED.getBytes(StandardCharsets.UTF_8);
    byte[] pool =
        "<>&;=\"'/!-#x0@.:%\r\n \t\\{}()+~\u200b\u0430\ud835\uddd5"
            .getBytes(StandardCharsets.UTF_8);
    for (int run = 0; run < 20_000; run++) {
      Random random = new Random(run);
      byte[] octets = seed.clone();
      int changes = 1 + random.nextInt(30);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(octets.length);
        octets[at] =
            random.nextBoolean() ? pool[random.nextInt(pool.length)] : (byte) random.nextInt(256);
      }
      int from = random.nextInt(4) == 0 ? random.nextInt(octets.length) : 0;
      int to = random.nextInt(4) == 0 ? from + random.nextInt(octets.length - from) : octets.length;
      byte[] cut = java.util.Arrays.copyOfRange(octets, from, to);
      try {
        bounded(RENDERER.render(Message.of(cut)));
      } catch (RuntimeException failure) {
        throw new AssertionError("run " + run, failure);
      }
    }
  }

  @Test
  void randomOctets_neverFail() {
    for (int run = 0; run < 2000; run++) {
      Random random = new Random(run);
      byte[] body = new byte[random.nextInt(2000)];
      random.nextBytes(body);
      String[] sets = {"utf-8", "utf-16", "iso-2022-jp", "gb18030", "utf-7", "x-none", "shift_jis"};
      String head =
          "Content-Type: text/"
              + (run % 2 == 0 ? "html" : "plain")
              + "; charset="
              + sets[run % 7]
              + "\r\n\r\n";
      byte[] octets = new byte[head.length() + body.length];
      System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, octets, 0, head.length());
      System.arraycopy(body, 0, octets, head.length(), body.length);
      bounded(RENDERER.render(Message.of(octets)));
    }
  }
}
