package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Block.Run;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.shown.Shown.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {
  @Test
  void blockElements_areBlocks() {
    assertThat(
            Mails.texts(
                "<p>one <i>and</i>\n  two<p>three<br>four<div>five<div>six</div>seven</div>"))
        .containsExactly("one and two", "three\nfour", "five", "six", "seven");
  }

  @Test
  void impliedEnds_areSeen() {
    assertThat(Mails.texts("<ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table>"))
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void roles_areTold() {
    Shown shown =
        Mails.html(
            "<h1>Title</h1><p>Some text here</p><div style='font-size:24px'>Large</div>"
                + "<ul><li>Item</li></ul><table><tr><td>Key</td><td>Value</td></tr></table>"
                + "<blockquote>Quoted</blockquote><p><a href='https://a.example/'>Press</a></p>"
                + "<div style='border-left:2px solid #ccc'>Barred</div>"
                + "<div style='background:#eee;padding:12px'>Boxed</div>"
                + "<p>More text</p><p style='font-size:11px'>Small print</p>");
    assertThat(Mails.roles(shown))
        .containsExactly(
            "HEADING Title",
            "PARAGRAPH Some text here",
            "HEADING Large",
            "ITEM Item",
            "CELL Key",
            "CELL Value",
            "QUOTE Quoted",
            "BUTTON Press",
            "QUOTE Barred",
            "QUOTE Boxed",
            "PARAGRAPH More text",
            "FOOTER Small print");
  }

  @Test
  void unsubscribing_beginsTheFooter() {
    assertThat(
            Mails.roles(
                Mails.html(
                    "<p>a</p><p>b</p><p>c</p><p>You may <a href='https://a.example/u'>unsubscribe</a>"
                        + " here</p><p>Street 1</p>")))
        .endsWith("FOOTER You may unsubscribe here", "FOOTER Street 1");
  }

  @Test
  void runs_areRangesOfThePlainText() {
    Block block =
        Mails.body(
                Mails.html(
                    "<p>a <b>bold\u200b text</b> and <a href='https://a.example'>link</a>.</p>"))
            .get(0);
    assertThat(block.plain()).isEqualTo("a bold text and link.");
    assertThat(block.runs())
        .containsExactly(new Run(2, 11, Run.Kind.BOLD), new Run(16, 20, Run.Kind.LINK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div style='display:none'>hidden words</div>",
        "<div style='DISPLAY : none !important'>hidden words</div>",
        "<div style='display&#58;none'>hidden words</div>",
        "<div style='dis/**/play:none'>hidden words</div>",
        "<div style='d\\69 splay:none'>hidden words</div>",
        "<p style='visibility:hidden'>hidden words</p>",
        "<p style='opacity:0'>hidden words</p>",
        "<p style='opacity:0.01'>hidden words</p>",
        "<span style='font-size:0'>hidden words</span>",
        "<span style='font-size:1px'>hidden words</span>",
        "<span style='font:0/0 a'>hidden words</span>",
        "<div style='max-height:0;overflow:hidden'>hidden words</div>",
        "<div style='height:0px;overflow:hidden'>hidden words</div>",
        "<div style='text-indent:-9999px'>hidden words</div>",
        "<div style='position:absolute;left:-5000px'>hidden words</div>",
        "<div style='color:#fff;background:#ffffff'>hidden words</div>",
        "<table bgcolor=white><tr><td><font color='#FEFEFE'>hidden words</font></td></tr></table>",
        "<p hidden>hidden words</p>",
        "<p style='color:transparent'>hidden words</p>",
        "<style>.x{display:none}</style><p class='y x'>hidden words</p>",
        "<style>/* a */ p.x , #z {display:none}</style><p id=z>hidden words</p>",
        "<template>hidden words</template>",
      })
  void hiddenText_isLeftOut(String hidden) {
    Shown shown = Mails.html("<body><p>seen</p>" + hidden + "<p>end</p>");
    assertThat(Mails.body(shown)).extracting(Block::text).containsExactly("seen", "end");
    assertThat(shown.oddities()).contains(Oddity.HIDDEN_TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div style='font-size:0'><span style='font-size:14px'>words</span></div>",
        "<div style='visibility:hidden'><b style='visibility:visible'>words</b></div>",
        "<style>@media (max-width:1px){.x{display:none}}</style><p class=x>words</p>",
        "<style>.x{display:none}@media (max-width:600px){.x{display:block}}</style><p class=x>words</p>",
        "<style>.x .y{display:none}</style><p class=y>words</p>",
        "<style>.x{display:none}</style><p class=x style='display:block'>words</p>",
        "<div style='color:#fff;background:url(a.png)'>words</div>",
        "<p style='color:#fff'>words</p>",
        "<!--[if !mso]><!--><p>words</p><!--<![endif]-->",
        "<![if !mso]><p>words</p><![endif]>",
        "<p style='mso-hide:all'>words</p>",
      })
  void whatIsSeenSomewhere_isNotHidden(String html) {
    Shown shown = Mails.html("<p>first</p>" + html);
    assertThat(Mails.body(shown)).extracting(Block::text).containsExactly("first", "words");
    assertThat(shown.oddities()).isEmpty();
  }

  @Test
  void preheader_isABlock_andNotOdd() {
    Shown shown =
        Mails.html(
            "<body><div style='display:none;max-height:0'>Your order is here&nbsp;&zwnj;&nbsp;&zwnj;"
                + "</div><p>Hello</p>");
    assertThat(Mails.roles(shown))
        .containsExactly("PREHEADER Your order is here", "PARAGRAPH Hello");
    assertThat(shown.oddities()).isEmpty();
  }

  @Test
  void comments_scripts_styles_areNotShown() {
    assertThat(
            Mails.texts(
                "<title>t</title><script>if (a<b) '<p>'</script><style>p{}</style><!-- <p>c -->"
                    + "<!--[if mso]><p>mso</p><![endif]--><!-->x<!--->y<?php z ?></ >w"))
        .containsExactly("xyw");
  }

  @Test
  void references_areRead() {
    assertThat(
            Mails.texts(
                "&lt;b&gt; &amp;amp; &copy &#x41;&#66; &#150; &euro;&hellip; &notit; &plus;1"
                    + " &nosuch; & &#; &#x;"))
        .containsExactly("<b> &amp; © AB – €… ¬it; +1 &nosuch; & &#; &#x;");
  }

  @Test
  void links_sayWhereTheyLead_andWhatTheyShow() {
    Shown shown =
        Mails.html(
            "<p>Go to <a href=' https://Evil.EXAMPLE/x?a=1&amp;b=2'>www.bank.example</a></p>"
                + "<a href='https://img.example/'><img src=a.png width=200></a>"
                + "<form action='https://form.example/post'><input type=submit value=Send></form>"
                + "<p><a href='mailto:Me@Mail.Example?subject=x'>me</a>"
                + " <a href='java\nscript:alert(1)'>js</a> <a href='#top'>top</a>"
                + " <a href='tel:+18885550138'>call</a></p><p>see https://text.example/p</p>");
    assertThat(shown.links())
        .extracting(l -> l.source() + " " + l.scheme() + " " + l.host() + " " + l.shownHost())
        .containsExactly(
            "ANCHOR https evil.example www.bank.example",
            "IMAGE https img.example null",
            "FORM https form.example null",
            "ANCHOR mailto mail.example null",
            "ANCHOR javascript null null",
            "ANCHOR tel null null",
            "TEXT https text.example null");
    assertThat(shown.links().get(0).target()).isEqualTo("https://Evil.EXAMPLE/x?a=1&b=2");
    assertThat(shown.links().get(0).block()).isZero();
    assertThat(shown.links().get(1).block()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:\\\\evil.example\\x",
        "https:evil.example",
        "https://bank.example@evil.example/",
        "https://evil.example:443/",
        "//evil.example/x",
        "https://evil%2Eexample/",
        "ht\ttps://evil.example",
        "www.evil.example"
      })
  void hosts_areThoseOfBrowsers(String href) {
    Shown shown = Mails.html("<a href='" + href + "'>x</a>");
    String host = shown.links().get(0).host();
    assertThat(host).isIn("evil.example", "www.evil.example");
  }

  @Test
  void baseAddress_counts() {
    Shown shown = Mails.html("<base href='https://evil.example/a/'><a href='x/y'>x</a>");
    assertThat(shown.links()).extracting(Link::host).containsExactly("evil.example");
  }

  @Test
  void formatting_goesOnBehindABlock() {
    Block second = Mails.body(Mails.html("<p><b>one<p>two</b> three")).get(1);
    assertThat(second.runs()).containsExactly(new Run(0, 3, Run.Kind.BOLD));
    Shown hidden =
        Mails.html("<p>seen<p><i style='display:none'></i><b style='display:none'>one<p>two");
    assertThat(Mails.texts("<p>seen<p><b style='display:none'>one<p>two")).containsExactly("seen");
    assertThat(hidden.oddities()).contains(Oddity.HIDDEN_TEXT);
  }

  @Test
  void imagesAlone_areOdd() {
    assertThat(Mails.html("<img src=a width=600><p>Hi</p>").oddities())
        .contains(Oddity.IMAGES_ONLY);
    assertThat(Mails.html("<img src=a width=1 height=1><p>Hi</p>").oddities()).isEmpty();
  }

  @Test
  void cellsOfALayout_areNoCells() {
    Shown shown =
        Mails.html("<table><tr><td>Only one</td></tr><tr><td></td><td>x</td></tr></table>");
    assertThat(Mails.body(shown)).extracting(Block::role).containsOnly(Role.PARAGRAPH);
  }
}
