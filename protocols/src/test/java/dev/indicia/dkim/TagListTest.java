package dev.indicia.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.signed.Base64Text;
import dev.indicia.signed.FieldNames;
import dev.indicia.signed.TagList;
import org.junit.jupiter.api.Test;

class TagListTest {
  private final TagList tags = new TagList();

  private TagList.Outcome parse(String text) {
    byte[] octets = Fixture.octets(text);
    return tags.parse(octets, 0, octets.length, 10);
  }

  @Test
  void whiteSpaceAroundNamesAndValues_isNotPartOfThem() {
    for (String text :
        new String[] {
          "a=1;b=2",
          " a = 1 ; b = 2 ; ",
          "\r\n\ta\r\n =\r\n\t1;\r\n b=2;",
          "a=1;b=2\t \r\n ",
          "b=2;a= \r\n\t1\r\n "
        }) {
      assertThat(parse(text)).as(text).isEqualTo(TagList.Outcome.OK);
      assertThat(tags.value("a")).isEqualTo("1");
      assertThat(tags.value("b")).isEqualTo("2");
      assertThat(tags.value("c")).isNull();
      assertThat(tags.hasEmptyTag()).isFalse();
    }
  }

  @Test
  void spaceInsideAValue_isPartOfIt() {
    assertThat(parse("a=x \r\n\t y=z")).isEqualTo(TagList.Outcome.OK);
    assertThat(tags.value("a")).isEqualTo("x \r\n\t y=z");
  }

  @Test
  void emptyValue_isAllowed() {
    assertThat(parse("a=;b= ")).isEqualTo(TagList.Outcome.OK);
    assertThat(tags.value("a")).isEmpty();
    assertThat(tags.value("b")).isEmpty();
  }

  @Test
  void names_areComparedWithCase() {
    assertThat(parse("a=1;A=2")).isEqualTo(TagList.Outcome.OK);
    assertThat(tags.value("A")).isEqualTo("2");
  }

  @Test
  void whatIsNoTagList_isRefused() {
    for (String text :
        new String[] {
          "",
          " ",
          ";",
          "a",
          "a;b=1",
          "=1",
          "a b=1",
          "a=\u0000",
          "a=x\ry",
          "a=x\ny",
          "a=x\r\ny",
          "a=\u007f",
          "\u00e9=1",
          "a=1;b"
        }) {
      assertThat(parse(text)).as(text).isEqualTo(TagList.Outcome.SYNTAX);
    }
    assertThat(parse("a=1;b=2;a=3")).isEqualTo(TagList.Outcome.DUPLICATE);
    assertThat(tags.duplicateName()).isEqualTo("a");
    assertThat(parse("a=;b=;c=;d=;e=;f=;g=;h=;i=;j=;k=")).isEqualTo(TagList.Outcome.TOO_MANY);
  }

  @Test
  void oddTags_areTold() {
    assertThat(parse("a=1;;b=2")).isEqualTo(TagList.Outcome.OK);
    assertThat(tags.hasEmptyTag()).isTrue();
    assertThat(parse("1a=1")).isEqualTo(TagList.Outcome.OK);
    assertThat(tags.hasOddName()).isTrue();
  }

  @Test
  void base64_isReadWithFoldingSpace() {
    String[][] cases = {
      {"Zm9vYmFy", "foobar", "true"},
      {"Zm9v\r\n\tYm E=", "fooba", "true"},
      {"Zm 9vYg = =", "foob", "true"},
      {"Zm9vYg", "foob", "false"},
      {"Zm9vYh==", "foob", "false"},
      {"Zm9vYmF=", "fooba", "false"},
      {"Zm9v=", "foo", "false"}
    };
    for (String[] line : cases) {
      byte[] text = Fixture.octets(line[0]);
      Base64Text read = Base64Text.parse(text, 0, text.length);
      if (read == null) {
        throw new AssertionError(line[0]);
      }
      assertThat(read.octets()).as(line[0]).isEqualTo(Fixture.octets(line[1]));
      assertThat(read.canonical()).as(line[0]).isEqualTo(line[2].equals("true"));
    }
    for (String bad :
        new String[] {"", " ", "=", "A", "AAAAA", "AA=A", "AA===", "A-A_", "A\u00e9"}) {
      byte[] text = Fixture.octets(bad);
      assertThat(Base64Text.parse(text, 0, text.length)).as(bad).isNull();
    }
  }

  @Test
  void fieldNames_areLowerCasedAndShared() {
    byte[] octets = Fixture.octets("X-Odd:FROM:List-Unsubscribe-Post");
    assertThat(FieldNames.lowerCase(octets, 0, 5)).isEqualTo("x-odd");
    assertThat(FieldNames.lowerCase(octets, 6, 10)).isSameAs("from");
    assertThat(FieldNames.lowerCase(octets, 11, 32)).isSameAs("list-unsubscribe-post");
  }
}
