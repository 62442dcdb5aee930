package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An independent parser of HTML sees the same text. */
class JsoupRefereeTest {
  private static final String[] TAGS = {
    "p",
    "div",
    "span",
    "b",
    "i",
    "a",
    "ul",
    "li",
    "td",
    "tr",
    "table",
    "h1",
    "h2",
    "blockquote",
    "strong",
    "em",
    "br",
    "hr",
    "img",
    "center",
    "font",
    "small",
    "u",
    "pre",
    "section",
    "x-y",
    "dl",
    "dt",
    "dd",
    "article",
    "o:p",
    "tbody",
    "th"
  };

  private static final String[] PIECES = {
    "word",
    " two words ",
    "&amp;",
    "&nbsp;",
    "&#65;",
    "&#x3b1;",
    "&copy",
    "&notin;",
    "&bogus;",
    "<",
    "< ",
    "</",
    "<!-- c -->",
    "<!---->",
    "<!-->",
    "<![CDATA[x]]>",
    "<?x?>",
    "<style>p{}</style>",
    "<script>var a='<b>';</script>",
    "\n",
    "&lt;p&gt;",
    "1 < 2",
    "<!doctype html>",
    "é",
    "日本",
    "&"
  };

  /** Without what shows as a gap: the two collapse it in different places. */
  private static String squeezed(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (!CharacterClasses.isBlank(c) && !CharacterClasses.isInvisible(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String ours(String html) {
    Page page = new Page(RenderLimits.DEFAULT);
    new HtmlReader(page, html).run();
    StringBuilder out = new StringBuilder();
    page.blocks.forEach(block -> out.append(block.text));
    return squeezed(out.toString());
  }

  private static String theirs(String html) {
    return squeezed(Jsoup.parse(html).body().text());
  }

  @Test
  void randomHtml_showsTheSameText() {
    for (int seed = 0; seed < 6000; seed++) {
      String html = random(new Random(seed));
      assertThat(ours(html)).as("seed %d: %s", seed, html).isEqualTo(theirs(html));
    }
  }

  /** Text stands outside of tables or inside their cells: elsewhere the standard moves it. */
  private static String random(Random random) {
    StringBuilder html =
        new StringBuilder(random.nextInt(3) == 0 ? "<!doctype html><body>" : "<body>");
    int tokens = 1 + random.nextInt(30);
    for (int i = 0; i < tokens; i++) {
      String tag = TAGS[random.nextInt(TAGS.length)];
      switch (random.nextInt(6)) {
        case 0, 1 -> html.append('<').append(tag).append(attributes(random)).append('>');
        case 2 -> html.append("</").append(tag).append('>');
        case 3 ->
            html.append("<table><tr><td>")
                .append(word(random))
                .append("</td><td>")
                .append(word(random))
                .append("</table>");
        default -> html.append(word(random));
      }
      if (isTable(tag)) {
        html.append("<td>");
      }
    }
    return onlyTextInCells(html.toString());
  }

  /** Closes tables before text that would stand between their cells. */
  private static String onlyTextInCells(String html) {
    return html.replace("<tr", "<table><tr")
        .replace("<tbody", "<table><tbody")
        .replace("</td>", "</table>")
        .replace("</th>", "</table>")
        .replace("</tr>", "</table>")
        .replace("</tbody>", "</table>");
  }

  private static boolean isTable(String tag) {
    return tag.equals("table") || tag.equals("tr") || tag.equals("tbody");
  }

  private static String word(Random random) {
    return PIECES[random.nextInt(PIECES.length)];
  }

  private static String attributes(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> " class=x";
      case 1 -> " title='a > b'";
      case 2 -> " title=\"</p>\"";
      case 3 -> " a=b/c d";
      case 4 -> "/";
      case 5 -> " href=x?y=1&amp;z=2 =odd";
      default -> "";
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "<p>a<p",
        "<p>a<p b='",
        "<a href=\"x>y</a>z",
        "a<!-- b",
        "a<!-- b --!>c",
        "a<!--->b",
        "a<b<c>d",
        "x</p>y</div>z</br>w",
        "<b><p>a</b>b</p>c",
        "<a href=1>a<a href=2>b</a>c",
        "<p>1<table><tr><td>2</p>3</table>4",
        "<ul><li>a<ul><li>b</ul>c<li>d</ul>",
        "<table><tr><td>a<table><tr><td>b</table>c</table>d",
        "<td>a</td>b",
        "<select><option>a<option>b</select>c",
        "<h1>a<h2>b</h1>c",
        "<textarea><p>x</p></textarea>y",
        "<script><!-- <script> </script> --></script>a",
        "<style>a</style b>c</style>d",
        "&#0;&#x110000;&#128;",
        "&ampx&ltx&notanentity;",
        "<p title='&copy'>&copyx</p>",
        "<body>a<body>b<html>c</body>d</html>e",
        "<div><span></div>x</span>y",
        "<form>a<form>b</form>c</form>d",
        "<body>x<noscript>a</noscript>b",
        "<svg><path/></svg>a<math><mi>b</mi></math>",
        "<dl><dt>a<dd>b<dt>c</dl>d",
        "<button>a<button>b</button>c",
        "<nobr>a<nobr>b",
        "<center><font>a</center>b</font>",
        "<BR/><Br>a<BR / >b",
        "a\u0000b",
        "<p\u0000x>a",
      })
  void hostileHtml_showsTheSameText(String html) {
    assertThat(ours(html)).isEqualTo(theirs(html));
  }
}
