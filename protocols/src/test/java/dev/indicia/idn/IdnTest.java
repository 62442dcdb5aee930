package dev.indicia.idn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdnTest {
  private static final String A_63 = "a".repeat(63);
  private static final String NAME_253 = A_63 + "." + A_63 + "." + A_63 + "." + "a".repeat(61);

  record Pair(String input, String ascii, String unicode) {}

  static Pair[] pairs() {
    return new Pair[] {
      new Pair("faß.de", "xn--fa-hia.de", "faß.de"),
      new Pair("FAẞ.de", "xn--fa-hia.de", "faß.de"),
      new Pair("XN--FA-HIA.DE", "xn--fa-hia.de", "faß.de"),
      new Pair("fass.de", "fass.de", "fass.de"),
      new Pair("βόλος.com", "xn--nxasmm1c.com", "βόλος.com"),
      new Pair("ΒΌΛΟΣ.com", "xn--nxasmq6b.com", "βόλοσ.com"),
      new Pair("ශ්‍රී.com", "xn--10cl1a0b660p.com", "ශ්‍රී.com"),
      new Pair("نامه‌ای.com", "xn--mgba3gch31f060k.com", "نامه‌ای.com"),
      new Pair("Bücher.example", "xn--bcher-kva.example", "bücher.example"),
      new Pair("bu\u0308cher.example", "xn--bcher-kva.example", "bücher.example"),
      new Pair("ＥＸＡＭＰＬＥ。com", "example.com", "example.com"),
      new Pair("exam\u00ADple.com", "example.com", "example.com"),
      new Pair("_DMARC.Bücher.example.", "_dmarc.xn--bcher-kva.example.", "_dmarc.bücher.example."),
      new Pair("한국.kr", "xn--3e0b707e.kr", "한국.kr"),
      new Pair("\u1112\u1161\u11AB국.kr", "xn--3e0b707e.kr", "한국.kr"),
      new Pair("אב.com", "xn--4dbc.com", "אב.com"),
      new Pair("☕.example", "xn--53h.example", "☕.example"),
      new Pair("a b", "a b", "a b"),
    };
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void validName_hasBothForms(Pair pair) {
    assertThat(Idn.toAscii(pair.input)).isEqualTo(new IdnResult.Valid(pair.ascii));
    assertThat(Idn.toUnicode(pair.input)).isEqualTo(new IdnResult.Valid(pair.unicode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "_dmarc.example.com.", "a", "1.2-3", "a-b--c", "x n"})
  void plainName_isReturnedItself(String name) {
    assertThat(((IdnResult.Valid) Idn.toAscii(name)).text()).isSameAs(name);
    assertThat(((IdnResult.Valid) Idn.toUnicode(name)).text()).isSameAs(name);
  }

  record Refused(IdnError error, String input) {}

  static Refused[] refused() {
    return new Refused[] {
      new Refused(IdnError.EMPTY_LABEL, ""),
      new Refused(IdnError.EMPTY_LABEL, "."),
      new Refused(IdnError.EMPTY_LABEL, "a..b"),
      new Refused(IdnError.EMPTY_LABEL, ".a"),
      new Refused(IdnError.EMPTY_LABEL, "a.."),
      new Refused(IdnError.EMPTY_LABEL, "\u00AD"),
      new Refused(IdnError.EMPTY_LABEL, "ü.\u200B.de"),
      new Refused(IdnError.LABEL_TOO_LONG, "xn--" + "a".repeat(60)),
      new Refused(IdnError.LABEL_TOO_LONG, "xn--" + "a".repeat(900)),
      new Refused(IdnError.LEADING_HYPHEN, "-a.com"),
      new Refused(IdnError.LEADING_HYPHEN, "-ü.com"),
      new Refused(IdnError.TRAILING_HYPHEN, "a-.com"),
      new Refused(IdnError.TRAILING_HYPHEN, "ü-"),
      new Refused(IdnError.HYPHEN_3_4, "ab--c.com"),
      new Refused(IdnError.HYPHEN_3_4, "ab--ü.com"),
      new Refused(IdnError.HYPHEN_3_4, "xn--xn---epa"),
      new Refused(IdnError.LEADING_COMBINING_MARK, "\u0301a"),
      new Refused(IdnError.LEADING_COMBINING_MARK, "a.\u0903a"),
      new Refused(IdnError.DISALLOWED, "a\uD800b"),
      new Refused(IdnError.DISALLOWED, "\uDC00"),
      new Refused(IdnError.DISALLOWED, "a\uFFFDb"),
      new Refused(IdnError.DISALLOWED, "\u0378"),
      new Refused(IdnError.PUNYCODE, "xn--ü"),
      new Refused(IdnError.PUNYCODE, "xn--a-b"),
      new Refused(IdnError.PUNYCODE, "xn--!"),
      new Refused(IdnError.PUNYCODE, "xn--99999999"),
      new Refused(IdnError.ACE_LABEL_ASCII, "xn--"),
      new Refused(IdnError.ACE_LABEL_ASCII, "a.xn--example-"),
      new Refused(IdnError.BIDI, "1.אב"),
      new Refused(IdnError.BIDI, "_dmarc.אב"),
      new Refused(IdnError.BIDI, "_dmarc.xn--4dbc"),
      new Refused(IdnError.BIDI, "אa"),
      new Refused(IdnError.BIDI, "א-.com"),
      new Refused(IdnError.BIDI, "ا1٠"),
      new Refused(IdnError.CONTEXTJ, "a\u200Cb"),
      new Refused(IdnError.CONTEXTJ, "a\u200Db"),
      new Refused(IdnError.CONTEXTJ, "\u200Da"),
      new Refused(IdnError.CONTEXTJ, "ب\u200C"),
      new Refused(IdnError.CONTEXTJ, "xn--ab-j1t"),
    };
  }

  @ParameterizedTest
  @MethodSource("refused")
  void invalidName_hasTheError(Refused refused) {
    assertThat(errors(Idn.toAscii(refused.input))).contains(refused.error);
    assertThat(errors(Idn.toUnicode(refused.input))).contains(refused.error);
  }

  @Test
  void aLabelOfMappedCodePoints_isDisallowed() {
    String aLabel = "xn--" + Punycode.encode(RandomNames.codePoints("B\u00DC"));

    assertThat(errors(Idn.toAscii(aLabel))).containsExactly(IdnError.DISALLOWED);
  }

  @Test
  void aLabelOfDecomposedText_isNotNfc() {
    String aLabel = "xn--" + Punycode.encode(RandomNames.codePoints("bu\u0308cher"));

    assertThat(errors(Idn.toAscii(aLabel))).containsExactly(IdnError.ACE_LABEL_NOT_NFC);
  }

  @Test
  void everyKindOfError_isReportedInOrder() {
    assertThat(errors(Idn.toAscii("-a..a\u200Cb.xn--!")))
        .containsExactly(
            IdnError.EMPTY_LABEL, IdnError.LEADING_HYPHEN, IdnError.PUNYCODE, IdnError.CONTEXTJ);
  }

  @Test
  void lengths_areCheckedInTheAsciiForm() {
    assertThat(Idn.toAscii(NAME_253)).isInstanceOf(IdnResult.Valid.class);
    assertThat(Idn.toAscii(NAME_253 + ".")).isInstanceOf(IdnResult.Valid.class);
    assertThat(errors(Idn.toAscii(NAME_253 + "a"))).containsExactly(IdnError.DOMAIN_NAME_TOO_LONG);
    assertThat(errors(Idn.toAscii(A_63 + "a.b"))).containsExactly(IdnError.LABEL_TOO_LONG);
    assertThat(errors(Idn.toAscii("ü".repeat(60)))).containsExactly(IdnError.LABEL_TOO_LONG);
    assertThat(errors(Idn.toAscii("ü".repeat(500)))).containsExactly(IdnError.LABEL_TOO_LONG);
    assertThat(Idn.toUnicode(NAME_253 + "a")).isInstanceOf(IdnResult.Valid.class);
    assertThat(Idn.toUnicode("ü".repeat(60))).isInstanceOf(IdnResult.Valid.class);
  }

  @Test
  void input_isLimitedInCodePoints() {
    int max = Idn.INPUT_CODE_POINTS_MAX;
    String astral = "\uD83D\uDE00"; // one code point, two chars

    assertThat(errors(Idn.toUnicode(astral.repeat(max) + "-")))
        .containsExactly(IdnError.INPUT_TOO_LONG);
    assertThat(Idn.toUnicode(astral.repeat(max))).isInstanceOf(IdnResult.Valid.class);
    assertThat(Idn.toUnicode("a".repeat(max))).isInstanceOf(IdnResult.Valid.class);
    assertThat(errors(Idn.toUnicode("a".repeat(max + 1)))).containsExactly(IdnError.INPUT_TOO_LONG);
  }

  @Test
  void hostileInput_isAnsweredInLinearTime() {
    List<String> hostile =
        List.of(
            "a".repeat(10_000_000),
            "xn--" + "a".repeat(10_000_000),
            "\uFDFA".repeat(1000), // 18 code points each
            "a" + "\u0301\u0316".repeat(499),
            "\u0344".repeat(1000),
            "\u0628\u200C".repeat(500),
            "\u0628" + "\u200C\u0652".repeat(499),
            "xn--a.".repeat(166),
            ".".repeat(1000));
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (String name : hostile) {
            for (int i = 0; i < 10; i++) {
              assertThat(Idn.toAscii(name)).isInstanceOf(IdnResult.Invalid.class);
              Idn.toUnicode(name);
            }
          }
        });
  }

  @Test
  void randomChars_neverThrow() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      char[] chars = new char[random.nextInt(12)];
      for (int c = 0; c < chars.length; c++) {
        chars[c] = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
      }
      Idn.toAscii(new String(chars));
      Idn.toUnicode("xn--" + new String(chars));
    }
  }

  @Test
  void acceptedALabel_isTheEncodingOfItsULabel() {
    Random random = new Random(5891);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder aLabel = new StringBuilder("xn--");
      for (int length = 2 + random.nextInt(6); length > 0; length--) {
        aLabel.append("abcdefghijklmnopqrstuvwxyz0123456789-".charAt(random.nextInt(37)));
      }
      if (Idn.toUnicode(aLabel.toString()) instanceof IdnResult.Valid uLabel) {
        accepted++;
        assertThat(Idn.toAscii(uLabel.text())).isEqualTo(new IdnResult.Valid(aLabel.toString()));
      }
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  @Test
  void errors_haveDistinctCodesAndSections() {
    Set<String> codes = new HashSet<>();
    for (IdnError error : IdnError.values()) {
      assertThat(codes.add(error.code())).isTrue();
      assertThat(error.code()).matches("[a-z0-9-]+");
      assertThat(error.section()).matches("(UTS #46|RFC \\d{4}) §[0-9A-Z.]+");
      assertThat(error.meaning()).isNotBlank().doesNotEndWith(".");
    }
  }

  @Test
  void misuse_throws() {
    assertThatNullPointerException().isThrownBy(() -> Idn.toAscii(null)).withMessage("domain");
    assertThatNullPointerException().isThrownBy(() -> Idn.toUnicode(null)).withMessage("domain");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdnResult.Invalid(EnumSet.noneOf(IdnError.class)));
    assertThatIllegalArgumentException().isThrownBy(() -> new IdnResult.Invalid(Set.of()));
  }

  @Test
  void errorSet_isUnmodifiable() {
    Set<IdnError> errors = errors(Idn.toAscii(""));

    Assertions.assertThrows(UnsupportedOperationException.class, errors::clear);
  }

  private static Set<IdnError> errors(IdnResult result) {
    return switch (result) {
      case IdnResult.Valid valid -> Set.of();
      case IdnResult.Invalid invalid -> invalid.errors();
    };
  }
}
