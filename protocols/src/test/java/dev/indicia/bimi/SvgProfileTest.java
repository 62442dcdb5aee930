package dev.indicia.bimi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgProfileTest {
  private static final String ROOT =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
          + " version=\"1.2\" baseProfile=\"tiny-ps\" viewBox=\"0 0 64 64\">";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SvgProfile.Checked check(String text) {
    return SvgProfile.check(utf8(text));
  }

  private static String inside(String content) {
    return ROOT + "<title>A &amp; B</title>" + content + "</svg>";
  }

  @Test
  void logo_isValid() {
    SvgProfile.Checked checked =
        check(
            "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- made by hand -->\n"
                + inside(
                    """
                    <desc>The logo of A</desc>
                    <defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" x2="9">
                      <stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="red"/>
                    </linearGradient><path id="p" d="M0 0L9 9Z"/></defs>
                    <g fill="url(#g)" transform="scale(2)"><use xlink:href="#p" x="1"/>
                      <circle cx="5" cy="5" r="4"/><text x="1" y="2">A<tspan fill="red">b</tspan></text>
                    </g>
                    <metadata><rdf:RDF xmlns:rdf="urn:r">text<rdf:x a="b"/></rdf:RDF></metadata>
                    """)
                + "\n");
    assertThat(checked.complaints()).isEmpty();
    assertThat(checked.isValid()).isTrue();
  }

  @Test
  void prefixedNames_areSvgToo() {
    assertThat(
            check(
                    "<s:svg xmlns:s='http://www.w3.org/2000/svg' version='1.2'"
                        + " baseProfile='tiny-ps' viewBox='0 0 1 1'>"
                        + "<s:title>A</s:title></s:svg>")
                .complaints())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<script>x</script>|SCRIPT",
        "<rect onclick='x'/>|SCRIPT",
        "<rect fill='javascript:x'/>|SCRIPT",
        "<rect><animate attributeName='x'/></rect>|ANIMATION",
        "<set/>|ANIMATION",
        "<image xlink:href='#x'/>|MULTIMEDIA",
        "<foreignObject/>|MULTIMEDIA",
        "<a xlink:href='#x'><path/></a>|INTERACTIVITY",
        "<use xlink:href='https://x.test/#a'/>|EXTERNAL_REFERENCE",
        "<use xlink:href='data:image/png;base64,AA'/>|EXTERNAL_REFERENCE",
        "<rect fill='url(http://x.test/#a)'/>|EXTERNAL_REFERENCE",
        "<rect fill='url( \"#a\" )' stroke='URL(x)'/>|EXTERNAL_REFERENCE",
        "<rect xml:base='https://x.test/'/>|EXTERNAL_REFERENCE",
        "<style>x</style>|ELEMENT",
        "<filter/>|ELEMENT",
        "<svg/>|PLACE",
        "<stop/>|PLACE",
        "<rect><rect/></rect>|PLACE",
        "<rect style='fill:red'/>|ATTRIBUTE",
        "<rect d='M0 0'/>|ATTRIBUTE",
        "<path xlink:href='#a'/>|ATTRIBUTE",
        "<rect xmlns:i='urn:i' i:x='1'/>|NAMESPACE",
        "<i:rect xmlns:i='urn:i'/>|NAMESPACE",
        "<rect xmlns=''/>|NAMESPACE",
        "<g>text</g>|TEXT",
        "<?xml-stylesheet href='x'?>|INSTRUCTION",
        "&nbsp;|ENTITY",
        "<rect|SYNTAX",
        "<rect></g>|SYNTAX",
        "<rect x='1' x='2'/>|SYNTAX",
        "<rect x=1/>|SYNTAX",
        "<rect x='<'/>|SYNTAX",
        "<!-- a -- b -->|SYNTAX",
        "&#0;|SYNTAX",
        "&#xffffffff;|SYNTAX",
        "<metadata><script xmlns='http://www.w3.org/2000/svg'/></metadata>|SCRIPT",
      })
  void whatTheProfileLacks_isNamed(String content, SvgRule rule) {
    SvgProfile.Checked checked = check(inside(content));
    assertThat(checked.isValid()).isFalse();
    assertThat(checked.complaints().getFirst().rule())
        .as("%s", checked.complaints())
        .isEqualTo(rule);
  }

  @Test
  void complaints_haveTheirPlace() {
    SvgProfile.Checked checked =
        check(
            ROOT + "\n<title>Größe 😀</title>\n  <!-- ü😀 --><script/>\n<rect\n  bad='1'/></svg>");
    assertThat(checked.complaints())
        .extracting(SvgComplaint::toString)
        .containsExactly(
            "3:14: scripts are not allowed: script", "5:3: the attribute is not allowed: rect bad");
    SvgComplaint script = checked.complaints().getFirst();
    byte[] octets =
        utf8(ROOT + "\n<title>Größe 😀</title>\n  <!-- ü😀 --><script/>\n<rect\n  bad='1'/></svg>");
    assertThat(new String(octets, script.offset(), 7, StandardCharsets.UTF_8)).isEqualTo("<script");
  }

  @Test
  void root_hasItsRules() {
    assertThat(rules("<svg xmlns='http://www.w3.org/2000/svg'/>"))
        .containsExactly(SvgRule.BASE_PROFILE, SvgRule.VERSION, SvgRule.VIEW_BOX, SvgRule.TITLE);
    assertThat(rules("<html/>")).contains(SvgRule.NAMESPACE);
    assertThat(rules("<g xmlns='http://www.w3.org/2000/svg'/>")).contains(SvgRule.ROOT);
    assertThat(rules(inside("").replace("viewBox", "x='0' y='0' viewBox")))
        .containsExactly(SvgRule.ROOT_POSITION, SvgRule.ROOT_POSITION);
    assertThat(rules(inside("").replace("0 0 64 64", "0 0 64 -1"))).containsExactly(SvgRule.VALUE);
    assertThat(rules(inside("").replace("viewBox", "zoomAndPan='magnify' viewBox")))
        .containsExactly(SvgRule.VALUE);
    assertThat(rules(inside("").replace("<title>A &amp; B</title>", "<g><title>A</title></g>")))
        .containsExactly(SvgRule.PLACE, SvgRule.TITLE);
    assertThat(rules("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + inside(""))).contains(SvgRule.DOCTYPE);
    assertThat(rules("<?xml version='1.0' encoding='ISO-8859-1'?>" + inside("")))
        .contains(SvgRule.ENCODING);
    assertThat(rules(inside("") + inside(""))).contains(SvgRule.SYNTAX);
    assertThat(rules("")).contains(SvgRule.SYNTAX);
  }

  private static List<SvgRule> rules(String text) {
    return check(text).complaints().stream().map(SvgComplaint::rule).toList();
  }

  @Test
  void recommendations_leaveAFileValid() {
    String text =
        inside("")
            .replace("0 0 64 64", "0 0 64 32")
            .replace("viewBox", "width='100%' viewBox")
            .replace("A &amp; B", "A".repeat(65));
    SvgProfile.Checked checked = check(text);
    assertThat(checked.complaints())
        .extracting(SvgComplaint::rule)
        .containsExactlyInAnyOrder(SvgRule.SQUARE, SvgRule.RELATIVE_SIZE, SvgRule.LONG_TITLE);
    assertThat(checked.isValid()).isTrue();
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    }
    return out.toByteArray();
  }

  @Test
  void compressedFile_isExpandedWithinItsLimit() throws IOException {
    byte[] octets = utf8(inside("<rect/>"));
    SvgProfile.Checked checked = SvgProfile.check(gzip(octets));
    assertThat(checked.isValid()).isTrue();
    assertThat(checked.sha256()).isEqualTo(SvgProfile.sha256(octets));
    byte[] bomb = gzip(new byte[10_000_000]);
    assertThat(SvgProfile.check(bomb).complaints().getFirst().rule()).isEqualTo(SvgRule.SIZE);
    byte[] broken = gzip(octets);
    broken[broken.length - 9] ^= 1;
    assertThat(SvgProfile.check(broken).complaints().getFirst().rule())
        .isEqualTo(SvgRule.COMPRESSION);
  }

  @Test
  void limits_areRules() {
    BimiLimits limits = new BimiLimits(600, 1, 1, 3, 2);
    String fill = inside("<!--" + " ".repeat(600 - inside("").length() - 7) + "-->");
    assertThat(SvgProfile.check(utf8(fill), limits).isValid()).isTrue();
    assertThat(SvgProfile.check(utf8(fill + " "), limits).complaints())
        .extracting(SvgComplaint::rule)
        .containsExactly(SvgRule.SIZE);
    assertThat(SvgProfile.check(utf8(inside("<g><g/></g>")), limits).isValid()).isTrue();
    assertThat(SvgProfile.check(utf8(inside("<g><g><g/></g></g>")), limits).complaints())
        .extracting(SvgComplaint::rule)
        .containsExactly(SvgRule.DEPTH);
    assertThat(SvgProfile.check(utf8(inside("<a/><a/><a/>")), limits).complaints())
        .extracting(SvgComplaint::rule)
        .containsExactly(SvgRule.INTERACTIVITY, SvgRule.MORE);
    assertThat(SvgProfile.check(new byte[] {'<', (byte) 0xff}).complaints().getFirst().rule())
        .isEqualTo(SvgRule.ENCODING);
  }

  @Test
  void alteredFiles_neverThrow() {
    byte[] octets = utf8(inside("<g fill='url(#a)'><rect x='1'/>&lt;<![CDATA[x]]></g>"));
    Random random = new Random(7);
    int invalid = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] altered = octets.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        altered[random.nextInt(altered.length)] = (byte) random.nextInt(128);
      }
      SvgProfile.Checked checked = SvgProfile.check(altered);
      for (SvgComplaint complaint : checked.complaints()) {
        assertThat(complaint.offset()).isBetween(0, altered.length);
      }
      invalid += checked.isValid() ? 0 : 1;
    }
    assertThat(invalid).isGreaterThan(10_000);
  }
}
