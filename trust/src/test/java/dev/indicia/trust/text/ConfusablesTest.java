package dev.indicia.trust.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusablesTest {
  @Test
  void committedTable_isTheGeneratedOne() throws IOException {
    try (InputStream in = ConfusableTable.class.getResourceAsStream("confusables.txt")) {
      String committed = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(committed.equals(ConfusableTableGenerator.generate()))
          .as("confusables.txt is what ConfusableTableGenerator writes")
          .isTrue();
    }
  }

  @Test
  void everyCodePoint_isAsIcuSays() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= 0xD800 && c <= 0xDFFF) {
        assertThat(Confusables.latinOf(c)).isEqualTo(c);
        continue;
      }
      String exact = c < 0x80 ? "" : ConfusableTableGenerator.exact(c);
      int expected = exact.isEmpty() ? c : exact.charAt(0);
      if (Confusables.latinOf(c) != expected) {
        throw new AssertionError(Integer.toHexString(c) + ": " + (char) Confusables.latinOf(c));
      }
      String look = c < 0x80 ? "" : ConfusableTableGenerator.look(c).replace("~", "");
      if (!look.isEmpty() && !look.equals(ConfusableTable.get().look(c))) {
        throw new AssertionError(Integer.toHexString(c) + ": " + ConfusableTable.get().look(c));
      }
    }
  }

  /** Against UTS 39 itself, not against the generator: no single-letter confusable is missing. */
  @Test
  void everyConfusableOfAnAsciiLetter_hasItsSkeleton() {
    SpoofChecker icu = new SpoofChecker.Builder().build();
    int seen = 0;
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= 0xD800 && c <= 0xDFFF) {
        continue;
      }
      String prototype = icu.getSkeleton(Character.toString(c));
      if (prototype.matches("[A-Za-z0-9]|rn")) {
        seen++;
        int value = (int) UCharacter.getUnicodeNumericValue(c);
        assertThat(Confusables.skeleton(Character.toString(c)))
            .as(Integer.toHexString(c) + " " + Character.getName(c))
            .isIn(
                Confusables.skeleton(prototype),
                Confusables.skeleton(String.valueOf(value)),
                Confusables.skeleton(
                    java.text.Normalizer.normalize(
                        Character.toString(c), java.text.Normalizer.Form.NFKC)));
      }
    }
    assertThat(seen).isGreaterThan(1500);
  }

  @Test
  void oneLook_isOneSkeleton() {
    for (List<String> same :
        List.of(
            List.of("paypal", "PayPal", "PAYPAL", "pаypаl", "раураl", "paypa1", "PaypaI", "páypàl"),
            List.of(
                "microsoft",
                "rnicrosoft",
                "ｍｉｃｒｏｓｏｆｔ",
                "𝐦𝐢𝐜𝐫𝐨𝐬𝐨𝐟𝐭",
                "ⓜⓘⓒⓡⓞⓢⓞⓕⓣ",
                "mi\u200bcrosoft"),
            List.of("amazon", "аmаzоn", "ΑΜΑΖΟΝ", "amaz0n", "🅰🅼🅰🆉🅾🅽", "a\u0301mazon"),
            List.of("wells", "vvells", "wеlls", "WELLS"),
            List.of("google", "ɡооɡle", "ցoogle", "GOOGLE", "g00g1e", "go\u00adogle"),
            List.of("dhl", "clhl", "DHL", "ԁһӏ"),
            List.of("сбербанк", "Сбербанк"),
            List.of("facebook", "faceboοk", "ƒacebook", "𝔣𝔞𝔠𝔢𝔟𝔬𝔬𝔨"),
            List.of("楽天", "楽\u200b天"),
            List.of("アマゾン", "ｱﾏｿﾞﾝ"))) {
      for (String text : same) {
        assertThat(Confusables.skeleton(text))
            .as(text)
            .isEqualTo(Confusables.skeleton(same.get(0)));
      }
    }
  }

  @Test
  void differentLooks_haveDifferentSkeletons() {
    List<String> all =
        List.of(
            "paypal", "paypay", "amazon", "amazing", "visa", "vista", "bank", "дом", "том", "楽天");
    assertThat(all.stream().map(Confusables::skeleton).distinct()).hasSize(all.size());
  }

  @Test
  void latin_keepsCaseAndMarks() {
    assertThat(Confusables.latinOf('І')).isEqualTo('I');
    assertThat(Confusables.latinOf('і')).isEqualTo('i');
    assertThat(Confusables.latinOf('О')).isEqualTo('O');
    assertThat(Confusables.latinOf('٠')).isEqualTo('٠');
    assertThat(Confusables.latinOf('०')).isEqualTo('0');
    assertThat(Confusables.latinOf('é')).isEqualTo('é');
    assertThat(Confusables.latinOf('ø')).isEqualTo('ø');
    assertThat(Confusables.latinOf('漢')).isEqualTo('漢');
    assertThat(Confusables.latinOf('1')).isEqualTo('1');
    assertThat(Confusables.latinOf(0x1D400)).isEqualTo('A');
  }

  @Test
  void skeleton_isIdempotentAndFast() {
    String text = "Your Account At rnicrosoft Online Services Has Been Locked";
    assertThat(Confusables.skeleton(Confusables.skeleton(text)))
        .isEqualTo(Confusables.skeleton(text));
    long length = 0;
    long start = 0;
    int rounds = 200_000;
    for (int i = 0; i < 2 * rounds; i++) {
      start = i == rounds ? System.nanoTime() : start;
      length += Confusables.skeleton(text).length();
    }
    long nanos = (System.nanoTime() - start) / rounds;
    System.out.println("skeleton of " + text.length() + " ASCII letters: " + nanos + " ns");
    assertThat(length).isPositive();
  }
}
