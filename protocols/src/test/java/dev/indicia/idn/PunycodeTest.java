package dev.indicia.idn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
  record Sample(String name, String text, String encoded) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** RFC 3492 §7.1, (A) to (S). */
  static Sample[] samples() {
    return new Sample[] {
      new Sample("Arabic", "ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
      new Sample("Chinese (simplified)", "他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
      new Sample("Chinese (traditional)", "他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb"),
      new Sample("Czech", "Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
      new Sample("Hebrew", "למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
      new Sample(
          "Hindi",
          "यहलोगहिन्दीक्योंनहींबोलसकतेहैं",
          "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd"),
      new Sample("Japanese", "なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
      new Sample(
          "Korean",
          "세계의모든사람들이한국어를이해한다면얼마나좋을까",
          "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c"),
      new Sample("Russian", "почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbaDotcwatmq2g4l"),
      new Sample(
          "Spanish",
          "PorquénopuedensimplementehablarenEspañol",
          "PorqunopuedensimplementehablarenEspaol-fmd56a"),
      new Sample(
          "Vietnamese",
          "TạisaohọkhôngthểchỉnóitiếngViệt",
          "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g"),
      new Sample("3-nen-B-gumi", "3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
      new Sample(
          "with-SUPER-MONKEYS",
          "安室奈美恵-with-SUPER-MONKEYS",
          "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n"),
      new Sample(
          "Hello-Another-Way",
          "Hello-Another-Way-それぞれの場所",
          "Hello-Another-Way--fc4qua05auwb3674vfr0b"),
      new Sample("hitotsu", "ひとつ屋根の下2", "2-u9tlzr9756bt3uc0v"),
      new Sample("Maji-de-Koi", "MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),
      new Sample("pafii-de-runba", "パフィーdeルンバ", "de-jg4avhby1noc0d"),
      new Sample("sono-supiido-de", "そのスピードで", "d9juau41awczczp"),
      new Sample("ASCII", "-> $1.00 <-", "-> $1.00 <--"),
    };
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isEncoded(Sample sample) {
    assertThat(Punycode.encode(RandomNames.codePoints(sample.text)))
        .isEqualToIgnoringCase(sample.encoded);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isDecodedInAnyCase(Sample sample) {
    assertThat(decode(sample.encoded)).isEqualTo(sample.text);
    assertThat(decode(sample.encoded.toUpperCase(Locale.ROOT))).isEqualToIgnoringCase(sample.text);
  }

  /** A truncated number, a character that is no digit, overflows, and a number beyond U+10FFFF. */
  @ParameterizedTest
  @ValueSource(
      strings = {"b", "a-b", "-a", "---b", "a-!", "a-\u00FC", "99999999", "999999a", "a-999999b9"})
  void malformed_isEmpty(String text) {
    assertThat(Punycode.decode(RandomNames.codePoints(text))).isEmpty();
  }

  @Test
  void highestCodePoint_isDecodedAndTheNextIsNot() {
    CodePoints highest = RandomNames.codePoints(Character.toString(Character.MAX_CODE_POINT));
    CodePoints next = new CodePoints(1);
    next.add(Character.MAX_CODE_POINT + 1);

    assertThat(decode(Punycode.encode(highest))).isEqualTo("\uDBFF\uDFFF");
    assertThat(Punycode.decode(RandomNames.codePoints(Punycode.encode(next)))).isEmpty();
  }

  private static String decode(String encoded) {
    StringBuilder text = new StringBuilder();
    Punycode.decode(RandomNames.codePoints(encoded)).orElseThrow().appendTo(text);
    return text.toString();
  }
}
