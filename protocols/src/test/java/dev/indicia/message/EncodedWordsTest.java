package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2047, with RFC 2231 §5. */
class EncodedWordsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain                                   | plain",
        "=?iso-8859-1?q?caf=E9?=                 | caf\u00e9",
        "=?ISO-8859-1*fr?Q?a_b?=                 | a b",
        "=?utf-8?B?Y2Fmw6k=?=                    | caf\u00e9",
        "=?utf-8?b?Y2Fmw6k?=                     | caf\u00e9",
        "=?utf-8?Q?a?= =?utf-8?Q?b?=             | ab",
        "=?utf-8?Q?a?= x =?utf-8?Q?b?=           | a x b",
        "=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=      | a\u00e9",
        "=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=         | \u00e9",
        "=?utf-8?B?w?= =?utf-8?Q?=A9?=           | \ufffd",
        "=?windows-1252?Q?=80?=                  | \u20ac",
        "=?koi8-r?B?8NLJ18XU?=                   | \u041f\u0440\u0438\u0432\u0435\u0442",
        "=?gb2312?B?xOO6ww==?=                   | \u4f60\u597d",
        "=?iso-2022-jp?B?GyRCJDMbKEI=?=          | \u3053",
        "x=?utf-8?Q?a?=y                         | xay",
        "=?nosuch?Q?a?=                          | =?nosuch?Q?a?=",
        "=?../../x?Q?a?=                         | =?../../x?Q?a?=",
        "=?utf-8?X?a?=                           | =?utf-8?X?a?=",
        "=?utf-8?Q?a                             | =?utf-8?Q?a",
        "=?utf-8?Q??=                            | ~~",
        "=?utf-8?Q?=4?=                          | =4",
        "=?utf-8?Q?=zz?=                         | =zz",
        "=?=?utf-8?Q?a?=                         | =?a",
        "=?utf-8?Q?a b?=                         | a b",
      })
  void text_isDecoded(String text, String decoded) {
    assertThat(EncodedWords.decode(text)).isEqualTo(decoded);
  }

  @Test
  void manyCharsets_areFollowedUpToTheBound() {
    String text = "=?utf-8?Q?a?= =?iso-8859-1?Q?b?= ".repeat(EncodedWords.CHARSETS_MAX);
    assertThat(EncodedWords.decode(text)).startsWith("abab").contains("=?");
  }
}
