package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** The scanner alone, with the JDK's reader as its referee. */
class XmlScannerTest {
  private static final ReportLimits LIMITS = ReportLimits.DEFAULT;

  private static String events(InputStream in, Set<ReportDeviation> deviations) throws IOException {
    XmlScanner scanner = new XmlScanner(in, LIMITS, deviations);
    StringBuilder out = new StringBuilder();
    while (true) {
      switch (scanner.next()) {
        case START -> {
          int length = scanner.nameEnd() - scanner.nameStart();
          out.append('<')
              .append(
                  new String(scanner.window(), scanner.nameStart(), length, StandardCharsets.UTF_8))
              .append('>');
        }
        case END -> {
          int length = scanner.textEnd() - scanner.textStart();
          if (scanner.isLeaf()) {
            out.append(
                new String(
                    scanner.textOctets(), scanner.textStart(), length, StandardCharsets.UTF_8));
          }
          out.append("</>");
        }
        case END_OF_DOCUMENT -> {
          return out.toString();
        }
      }
    }
  }

  private static String events(String xml) {
    try {
      return events(
          new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
          EnumSet.noneOf(ReportDeviation.class));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Gives few octets at a time. */
  private static InputStream trickle(byte[] octets, int most) {
    return new FilterInputStream(new ByteArrayInputStream(octets)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, most));
      }
    };
  }

  @Test
  void textOfLeaves_isPutTogether() {
    assertThat(events("<a><b>x</b><c/><d> &lt;&#65;&#x42;&apos;<![CDATA[<e>&amp;]]>z</d></a>"))
        .isEqualTo("<a><b>x</></><c></></><d> <AB'<e>&amp;z</></></>".replace("</></>", "</>"));
    assertThat(events("<a><!-- <b> --><b>1<!-- - -- -->2<?pi <?>3</b></a>"))
        .isEqualTo("<a><b>123</></>");
    assertThat(events("<a b='>' c=\"/\"><d e = '1' /></a>")).isEqualTo("<a><d></></>");
  }

  @Test
  void unescapedMarkupInText_isRead() throws IOException {
    Set<ReportDeviation> deviations = EnumSet.noneOf(ReportDeviation.class);
    String xml = "<a><b><x@a.example></b><c>AT&T; & co &amp</c><d>1 < 2</d></a>";
    byte[] octets = xml.replace("&T;", "&T ").getBytes(StandardCharsets.UTF_8);
    assertThat(events(new ByteArrayInputStream(octets), deviations))
        .isEqualTo("<a><b><x@a.example></><c>AT&T  & co &amp</><d>1 < 2</></>");
    assertThat(deviations).containsExactly(ReportDeviation.XML_UNESCAPED);
  }

  @Test
  void characterReferences_outsideOfUnicode_areNoCharacters() throws IOException {
    Set<ReportDeviation> deviations = EnumSet.noneOf(ReportDeviation.class);
    byte[] octets = "<a>&#0;&#xD800;&#x110000;&#99999999;</a>".getBytes(StandardCharsets.UTF_8);
    assertThat(events(new ByteArrayInputStream(octets), deviations))
        .isEqualTo("<a>\ufffd\ufffd\ufffd\ufffd</>");
    assertThat(deviations).containsExactly(ReportDeviation.CONTROL_CHARACTER);
  }

  @Test
  void attributes_areFoundByName() throws IOException {
    byte[] octets = "<a x='1' xmlns = \"urn:n\" y='xmlns=2'/>".getBytes(StandardCharsets.UTF_8);
    XmlScanner scanner =
        new XmlScanner(
            new ByteArrayInputStream(octets), LIMITS, EnumSet.noneOf(ReportDeviation.class));
    assertThat(scanner.next()).isEqualTo(XmlScanner.Event.START);
    assertThat(scanner.attribute("xmlns")).isEqualTo("urn:n");
    assertThat(scanner.attribute("z")).isNull();
  }

  @Test
  void unknownEntity_isRefused() {
    assertThatThrownBy(() ->
            events(
                new ByteArrayInputStream("<a>&x;</a>".getBytes(StandardCharsets.UTF_8)),
                EnumSet.noneOf(ReportDeviation.class)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void anyDocument_readsAsTheJdkReadsIt_howeverItArrives() throws Exception {
    Random random = new Random(20260105);
    for (int round = 0; round < 400; round++) {
      StringBuilder xml = new StringBuilder("<?xml version='1.0'?>\n");
      element(xml, random, 0);
      byte[] octets = xml.toString().getBytes(StandardCharsets.UTF_8);
      String expected = jdk(octets);
      for (int most : new int[] {1, 7, 1000, 1 << 20}) {
        assertThat(events(trickle(octets, most), EnumSet.noneOf(ReportDeviation.class)))
            .as(xml.toString())
            .isEqualTo(expected);
      }
    }
  }

  private static void element(StringBuilder xml, Random random, int depth) {
    String name = (random.nextInt(5) == 0 ? "n:" : "") + "e" + random.nextInt(20);
    xml.append('<').append(name);
    if (name.startsWith("n:")) {
      xml.append(" xmlns:n='urn:n'");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      xml.append(random.nextBoolean() ? " " : "\n\t").append('a').append(i);
      xml.append(random.nextBoolean() ? "=" : " = ").append("'>\"&lt;/").append(i).append('\'');
    }
    if (random.nextInt(6) == 0) {
      xml.append(" />");
      return;
    }
    xml.append('>');
    if (depth < 6 && random.nextInt(3) > 0) {
      for (int i = random.nextInt(4) + 1; i > 0; i--) {
        xml.append(random.nextBoolean() ? "\n  " : "");
        element(xml, random, depth + 1);
      }
    } else {
      for (int i = random.nextInt(5); i > 0; i--) {
        xml.append(
            switch (random.nextInt(7)) {
              case 0 -> "&amp;";
              case 1 -> "&#x1F600;";
              case 2 -> "<![CDATA[ <x> ]] & ]]>";
              case 3 -> "<!-- c -->";
              case 4 -> "<?p i?>";
              case 5 -> "äöü€";
              default -> "text ".repeat(random.nextInt(1 + random.nextInt(4000)));
            });
      }
    }
    xml.append("</").append(name).append(random.nextBoolean() ? ">" : " >");
  }

  private static String jdk(byte[] octets) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(octets));
    StringBuilder out = new StringBuilder();
    StringBuilder text = new StringBuilder();
    boolean leaf = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String prefix = reader.getPrefix().isEmpty() ? "" : reader.getPrefix() + ":";
          out.append('<').append(prefix).append(reader.getLocalName()).append('>');
          text.setLength(0);
          leaf = true;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          out.append(leaf ? text : "").append("</>");
          leaf = false;
        }
        default -> {}
      }
    }
    return out.toString();
  }
}
