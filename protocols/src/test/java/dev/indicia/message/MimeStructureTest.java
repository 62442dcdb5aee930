package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2045, RFC 2046 §5.1, RFC 2183, RFC 2231. */
class MimeStructureTest {

  private static MimeStructure parse(String text) {
    return MimeStructure.of(Octets.message(text.replace("\n", "\r\n")));
  }

  /** The tree as text: leaves as their bodies in quotes, with "." for a line end. */
  private static String shape(Message message, MimePart part) {
    if (part.children().isEmpty()) {
      String body =
          new String(
              message.octets(),
              part.bodyStart(),
              part.end() - part.bodyStart(),
              StandardCharsets.ISO_8859_1);
      return "'" + body.replace("\r\n", ".") + "'";
    }
    StringBuilder text = new StringBuilder(part.contentType().subtype()).append('(');
    for (MimePart child : part.children()) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : " ").append(shape(message, child));
    }
    return text.append(')').toString();
  }

  private static String shape(String text) {
    Message message = Octets.message(text.replace("\n", "\r\n"));
    return shape(message, MimeStructure.of(message).root());
  }

  private static final String MIXED = "Content-Type: multipart/mixed; boundary=";

  @Test
  void multipart_hasItsParts_andTheLineEndBeforeADelimiterIsNotTheirs() {
    String text = MIXED + "b\n\npreamble\n--b\n\none\n\n--b\nA: x\n\ntwo\n--b--\nepilogue\n";
    assertThat(shape(text)).isEqualTo("mixed('one.' 'two')");
    MimeStructure structure = parse(text);
    assertThat(structure.defects()).isEmpty();
    assertThat(structure.root().depth()).isZero();
    assertThat(structure.root().children().get(1).first("a")).isPresent();
    assertThat(structure.parts()).hasSize(3);
  }

  @Test
  void nestedMultiparts_endAtOuterDelimitersToo() {
    String inner = MIXED + "in\n\n--in\n\none\n";
    assertThat(shape(MIXED + "out\n\n--out\n" + inner + "--in--\n--out\n\ntwo\n--out--\n"))
        .isEqualTo("mixed(mixed('one') 'two')");
    String open = MIXED + "out\n\n--out\n" + inner + "--out\n\ntwo\n--out--\n";
    assertThat(shape(open)).isEqualTo("mixed(mixed('one') 'two')");
    assertThat(parse(open).has(DefectKind.MIME_NOT_CLOSED)).isTrue();
  }

  @Test
  void boundaryThatBeginsAnother_isNotTakenForIt() {
    String text =
        MIXED + "foo\n\n--foo\n" + MIXED + "foobar\n\n--foobar\n\none\n--foobar--\n--foo--\n";
    assertThat(shape(text)).isEqualTo("mixed(mixed('one'))");
    String dashes = MIXED + "b\n\n--b\n" + MIXED + "b--\n\n--b--\n\none\n--b----\n--b--\n";
    assertThat(shape(dashes)).isEqualTo("mixed(mixed('one'))");
    assertThat(parse(MIXED + "b\n\n--b\n\nx\n--bc\ny\n--b--\n").defects())
        .extracting(Defect::kind)
        .containsExactly(DefectKind.MIME_BOUNDARY_PREFIX);
  }

  @Test
  void whiteSpaceBehindADelimiter_isPadding() {
    assertThat(shape(MIXED + "\"b \"\n\n--b \t\n\none\n--b-- \n")).isEqualTo("mixed('one')");
  }

  @Test
  void oddParts_areFoundAndNamed() {
    assertThat(shape(MIXED + "b\n\n--b\n--b\n\n--b--\n")).isEqualTo("mixed('' '')");
    assertThat(shape(MIXED + "b\n\n--b\nA: x\n--b--\n")).isEqualTo("mixed('')");
    assertThat(shape(MIXED + "b\n\n--b\nno field\n\nx\n--b--\n")).isEqualTo("mixed('no field..x')");
    assertThat(shape(MIXED + "\"a:b\"\n\n--a:b\n--a:b\n\nx\n--a:b--\n")).isEqualTo("mixed('' 'x')");
    assertThat(shape(MIXED + "b\n\n--b\n" + MIXED + "c\n--c\n\nx\n--c--\n--b--\n"))
        .isEqualTo("mixed(mixed('x'))");
    assertThat(parse(MIXED + "b\n\n--b\n\nx").has(DefectKind.MIME_NOT_CLOSED)).isTrue();
    assertThat(parse(MIXED + "b\n\nx").has(DefectKind.MIME_BOUNDARY_ABSENT)).isTrue();
    assertThat(parse("Content-Type: multipart/mixed\n\nx").has(DefectKind.MIME_NO_BOUNDARY))
        .isTrue();
    assertThat(parse(MIXED + "b\n\n--b--\n--b\n\nx\n--b--\n").has(DefectKind.MIME_BEHIND_CLOSE))
        .isTrue();
    assertThat(parse("Content-Type: x\n\n").has(DefectKind.MIME_CONTENT_TYPE)).isTrue();
    assertThat(
            parse("Content-Type: a/b\nContent-Type: c/d\n\n")
                .has(DefectKind.MIME_CONTENT_TYPE_TWICE))
        .isTrue();
    assertThat(parse(MIXED + "a; boundary=b\n\n--b--\n").has(DefectKind.MIME_CONTENT_TYPE_TWICE))
        .isTrue();
    assertThat(parse(MIXED + "a; boundary*=b\n\n--b--\n").has(DefectKind.MIME_CONTENT_TYPE_TWICE))
        .isTrue();
    assertThat(parse("Content-Transfer-Encoding: x\n\n").has(DefectKind.MIME_ENCODING)).isTrue();
    assertThat(parse(MIXED + "x".repeat(71) + "\n\n").has(DefectKind.MIME_LONG_BOUNDARY)).isTrue();
  }

  @Test
  void sameBoundaryInside_belongsToTheInnerOne() {
    String text = MIXED + "b\n\n--b\n" + MIXED + "b\n\n--b\n\none\n--b--\n--b\n\ntwo\n--b--\n";
    assertThat(shape(text)).isEqualTo("mixed(mixed('one') 'two')");
    assertThat(parse(text).defects())
        .extracting(Defect::kind)
        .containsExactly(DefectKind.MIME_BOUNDARY_REUSED);
  }

  @Test
  void messageInside_isRead() {
    String text = MIXED + "b\n\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\ninner\n--b--\n";
    assertThat(shape(text)).isEqualTo("mixed(rfc822('inner'))");
    MimePart inner = parse(text).root().children().get(0).children().get(0);
    assertThat(inner.depth()).isEqualTo(2);
    assertThat(inner.first("Subject")).isPresent();
    String digest = "Content-Type: multipart/digest; boundary=b\n\n--b\n\nA: x\n\ny\n--b--\n";
    assertThat(shape(digest)).isEqualTo("digest(rfc822('y'))");
    String encoded =
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQTogYgoK\n";
    assertThat(parse(encoded).has(DefectKind.MIME_ENCODED_STRUCTURE)).isTrue();
    assertThat(parse(encoded).root().children()).isEmpty();
    for (String end : new String[] {"", "x", "A: b", "--b", "--b--"}) {
      assertThat(shape(MIXED + "b\n\n--b\nContent-Type: message/rfc822\n" + end)).isNotEmpty();
    }
  }

  @Test
  void limits_areNamedDefects() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append(MIXED).append('b').append(i).append("\r\n\r\n--b").append(i).append("\r\n");
    }
    byte[] octets = Octets.of(text.toString());
    MimeStructure deep =
        MimeStructure.of(Message.of(octets, new MessageLimits(9999, 9999, 9, 999, 5, 99, 9)));
    assertThat(deep.has(DefectKind.MIME_TOO_DEEP)).isTrue();
    assertThat(deep.parts()).hasSize(6);
    byte[] wide = Octets.of(MIXED + "b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(20) + "--b--\r\n");
    MimeStructure many =
        MimeStructure.of(Message.of(wide, new MessageLimits(9999, 9999, 9, 999, 5, 10, 9)));
    assertThat(many.has(DefectKind.MIME_TOO_MANY_PARTS)).isTrue();
    assertThat(many.parts()).hasSize(10);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "base64           | aGVsbG8=            | hello  | 0",
        "BASE64           | aGVs.!bG8           | hello  | 1",
        "base64           | aGVsbA==bw==        | hello  | 0",
        "base64           | aGVsbG8=A           | hello  | 1",
        "quoted-printable | h=65llo             | hello  | 0",
        "quoted-printable | hel=.lo             | hello  | 0",
        "quoted-printable | hel= .lo            | hello  | 0",
        "quoted-printable | hello  .x           | hello.x | 0",
        "quoted-printable | h=6 l=zz            | h=6 l=zz | 2",
        "quoted-printable | hello=              | hello  | 0",
        "7bit             | h=65llo             | h=65llo | 0",
        "nosuch           | h=65llo             | h=65llo | 0",
      })
  void body_isDecoded(String encoding, String body, String decoded, int skipped) {
    String text = "Content-Transfer-Encoding: " + encoding + "\n\n" + body.replace(".", "\n");
    DecodedBody result = parse(text).root().decode(1000);
    assertThat(new String(result.octets(), StandardCharsets.US_ASCII))
        .isEqualTo(decoded.replace(".", "\r\n"));
    assertThat(result.skipped()).isEqualTo(skipped);
    assertThat(result.truncated()).isFalse();
    DecodedBody less = parse(text).root().decode(2);
    assertThat(less.octets()).hasSize(2);
    assertThat(less.truncated()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "attachment; filename=a.txt                               | a.txt",
        "attachment; filename=\"a \\\"b\\\";.txt\"                | a \"b\";.txt",
        "attachment; FileName*=iso-8859-1'en'caf%E9.txt           | caf\u00e9.txt",
        "attachment; filename*0=a; filename*1=\"b.txt\"           | ab.txt",
        "attachment; filename*1=b; filename*0=a; filename*3=d     | ab",
        "attachment; filename*0*=utf-8''a%C3; filename*1*=%A9; filename*2=b | a\u00e9b",
        "attachment; filename=x; filename*=utf-8''y               | y",
        "attachment; filename=\"=?utf-8?Q?a=C3=A9?=\"             | a\u00e9",
        "attachment; filename==?utf-8?Q?a b?=                     | a b",
        "attachment; filename=\"a                                 | a",
        "attachment (x) ; (y) filename (z) = (w) a                | a",
        "attachment; x; filename=a b; y                           | a",
        "attachment; filename*=nosuch''a%                         | a%",
        "attachment; filename*=a                                  | a",
      })
  void filename_isRead(String disposition, String filename) {
    MimePart part = parse("Content-Disposition: " + disposition + "\n\n").root();
    assertThat(part.disposition()).isEqualTo("attachment");
    assertThat(part.filename()).isEqualTo(filename);
  }

  @Test
  void contentType_isRead() {
    ContentType type = ContentType.parse("Text/HTML (x); Charset=\"UTF-8\"; a=b").orElseThrow();
    assertThat(type.name()).isEqualTo("text/html");
    assertThat(type.parameter("charset")).isEqualTo("UTF-8");
    assertThat(type.parameters()).containsEntry("a", "b");
    for (String value : new String[] {"", "/", "text", "text/", "/plain", "te xt", "; a=b/c"}) {
      assertThat(ContentType.parse(value)).as(value).isEmpty();
    }
    assertThat(parse("A: b\n\nx").root().contentType()).isEqualTo(ContentType.TEXT_PLAIN);
    assertThat(parse("Content-Type: image/png; name=a.png\n\n").root().filename())
        .isEqualTo("a.png");
  }
}
