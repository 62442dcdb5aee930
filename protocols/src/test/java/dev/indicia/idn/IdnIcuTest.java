package dev.indicia.idn;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Idn} gives what ICU4J gives. */
class IdnIcuTest {
  private static final int RANDOM_NAMES = 100_000;

  private final Icu icu = new Icu();

  @Test
  void everyCodePointAlone_agrees() {
    sweep("X", 0, Character.MAX_CODE_POINT, icu::agreesOn);
  }

  /**
   * {@code X} is the place. Planes without valid code points and toUnicode are left to the slow
   * tests.
   */
  @ParameterizedTest
  @ValueSource(strings = {"aXb", "Xb", "aX", "\u05D0X\u05D0", "\u0628\u200CX", "X\u200C\u0628"})
  void everyCodePointInPlace_agrees(String pattern) {
    sweep(pattern, 0, 0x3FFFF, icu::agreesOnAscii);
    sweep(pattern, 0xE0000, 0xE0FFF, icu::agreesOnAscii);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aXb",
        "Xb",
        "aX",
        "a.X",
        "X.a",
        "1.X.a",
        "\u05D0X\u05D0",
        "\u05D0.X",
        "X\u05D0",
        "\u05D01X",
        "\u0628\u200CX",
        "X\u200C\u0628",
        "\u0628X\u200C\u0628",
        "X\u200Da",
        "X\u0301",
        "oX\u0302",
        "a\u0316X",
        "e\u0301X",
        "\u1100X",
        "\uAC00X",
        "abX-",
        "XX"
      })
  void everyCodePointOfEveryPlane_agrees(String pattern) {
    sweep(pattern, 0, Character.MAX_CODE_POINT, icu::agreesOn);
  }

  @Test
  void everyCodePointInAnALabel_agrees() {
    sweepALabels(0x80, 0x3FFFF);
    sweepALabels(0xE0000, 0xE0FFF);
  }

  @Tag("slow")
  @Test
  void everyCodePointOfEveryPlaneInAnALabel_agrees() {
    sweepALabels(0x80, Character.MAX_CODE_POINT);
  }

  private static void sweep(String pattern, int first, int last, Consumer<String> comparison) {
    for (int c = first; c <= last; c++) {
      comparison.accept(pattern.replace("X", Character.toString(c)));
    }
  }

  /** A-labels carry code points past the mapping. */
  private void sweepALabels(int first, int last) {
    for (int c = first; c <= last; c++) {
      CodePoints uLabel = new CodePoints(3);
      uLabel.add('a');
      uLabel.add(c);
      uLabel.add('b');
      icu.agreesOn("xn--" + Punycode.encode(uLabel));
    }
  }

  @Test
  void randomNames_agree() {
    RandomNames names = new RandomNames(new Random(46));
    int valid = 0;
    for (int i = 0; i < RANDOM_NAMES; i++) {
      String name = names.next();
      if (icu.agreesOn(name)) {
        valid++;
        assertRoundTrip(name);
      }
    }
    assertThat(valid).as("names that are valid").isGreaterThan(RANDOM_NAMES / 10);
    assertThat(valid).as("names that are valid").isLessThan(RANDOM_NAMES * 9 / 10);
  }

  private static void assertRoundTrip(String name) {
    String ascii = ((IdnResult.Valid) Idn.toAscii(name)).text();
    String unicode = ((IdnResult.Valid) Idn.toUnicode(name)).text();
    assertThat(Idn.toAscii(ascii)).isEqualTo(new IdnResult.Valid(ascii));
    assertThat(Idn.toUnicode(unicode)).isEqualTo(new IdnResult.Valid(unicode));
    assertThat(Idn.toAscii(unicode)).isEqualTo(new IdnResult.Valid(ascii));
    assertThat(Idn.toUnicode(ascii)).isEqualTo(new IdnResult.Valid(unicode));
  }

  @Test
  void randomLongNames_agree() {
    Random random = new Random(253);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder name = new StringBuilder();
      int labels = 1 + random.nextInt(6);
      for (int label = 0; label < labels; label++) {
        String text = random.nextInt(4) == 0 ? "\u00FC" : "a";
        name.append(text.repeat(30 + random.nextInt(40))).append('.');
      }
      name.setLength(name.length() - random.nextInt(2));
      icu.agreesOn(name.toString());
    }
  }

  /** Sequences dense in what NFC reorders and composes, compared without the mapping. */
  @Test
  void randomSequences_areNormalizedAsByIcu() {
    IdnTable table = IdnTable.get();
    Normalizer2 nfc = Normalizer2.getNFCInstance();
    Random random = new Random(15);
    int[] dense = combining(table);
    for (int i = 0; i < 30_000; i++) {
      CodePoints text = new CodePoints(8);
      StringBuilder same = new StringBuilder();
      int length = 1 + random.nextInt(8);
      while (text.size() < length) {
        int c = dense[random.nextInt(dense.length)];
        text.add(c);
        same.appendCodePoint(c);
      }
      StringBuilder normalized = new StringBuilder();
      Nfc.normalize(text, table).appendTo(normalized);
      assertThat(normalized.toString()).as(Icu.escape(same)).isEqualTo(nfc.normalize(same));
    }
  }

  /** Valid code points that have a combining class or take part in compositions. */
  private static int[] combining(IdnTable table) {
    Normalizer2 nfc = Normalizer2.getNFCInstance();
    List<Integer> found = new ArrayList<>();
    for (int c = 'a'; c <= Character.MAX_CODE_POINT; c++) {
      boolean hangul = c >= 0xAC00 && c <= 0xD7A3 && c % 97 != 0;
      if (table.properties(c).valid() && !hangul && !nfc.isInert(c)) {
        found.add(c);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
