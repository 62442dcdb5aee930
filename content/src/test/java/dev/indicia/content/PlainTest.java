package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Disguise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
  private static Plain plain(String text) {
    return Plain.of(
        new BlockDraft(Place.SUBJECT, Role.PARAGRAPH, text.toCharArray(), new int[0], false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pay\u200bment | payment | ZERO_WIDTH",
        "pay\u00adment | payment | ZERO_WIDTH",
        "p\u2060ay\ufeff\u200cment | payment | ZERO_WIDTH",
        "pay\udb40\udc41ment | payment | ZERO_WIDTH",
        "pay\ufe0fment | payment | ZERO_WIDTH",
        "1\u200b800 | 1800 | ZERO_WIDTH",
        "𝗣𝗮𝘆 𝟭,𝟬 | Pay 1,0 | STYLED_LETTERS",
        "𝓟𝓪𝔂 now | Pay now | STYLED_LETTERS",
        "Ｐａｙ now | Pay now | STYLED_LETTERS",
        "ⓅⒶⓎ now | PAY now | STYLED_LETTERS",
        "🅿🅰🆈 now | PAY now | STYLED_LETTERS",
        "ᴘᴀʏ now | pay now | STYLED_LETTERS",
        "ᵖᵃʸ now | pay now | STYLED_LETTERS",
        "Pаypal | Paypal | MIXED_SCRIPTS",
        "Please send the money tо nоw | Please send the money to now | MIXED_SCRIPTS",
        "pay \u202elapyap\u202c | pay lapyap | BIDI_CONTROLS",
        "pay \u2066x\u2069 | pay x | BIDI_CONTROLS",
        "Hello __________ there | Hello _ there | PADDING",
        "Hello .............. there | Hello . there | PADDING",
        "y0ur acc0unt d3tail5 w3re l0st | your account details were lost | SIGNS_FOR_LETTERS",
        "P@y the b@nk n0w: m@il h3lp@pay.example or c@ll | Pay the bank now: mail h3lp@pay.example or call | SIGNS_FOR_LETTERS",
      })
  void disguises_areUndone(String text, String expected, Disguise disguise) {
    Plain plain = plain(text);
    assertThat(plain.toString()).isEqualTo(expected);
    assertThat(plain.disguises).containsExactly(disguise);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Привет, это обычный текст о хоре",
        "Привет от IBM и Google",
        "Ελληνικά και English",
        "می‌خواهم نامه‌ای بنویسم",
        "क्‍ष और र्‍य",
        "👨‍👩‍👧 family ❤️ 🇩🇪",
        "ＡＢＣ株式会社　１２３",
        "\u200fשלום\u200f, abc",
        "Größe 5 μm, 10 Ω, café",
        "① first ② second ™ ℃ №",
        "Hello - world ... and -- more",
        "x² + y³",
        "b2b and p2p over ipv4, mp3s and h264 in web3",
        "commit 3a5e1c0, d3e5f1a, b0d1e5c, f3a1b0e",
        "the 1st, 3rd, 5th and 10am, 30s, 4x",
        "ask a1b@mail.example, c3d@mail.example, e5f@mail.example, g0h@mail.example",
        "set db_host, app_name and max_size",
        "\ud840\udc0b\udb40\udd00 葛\udb40\udd00",
      })
  void usualWritings_areNoDisguise(String text) {
    assertThat(plain(text).disguises).isEmpty();
  }

  @Test
  void cutWords_areWhole() {
    Plain plain = plain("Set db_host, not co-pay");
    assertThat(plain.toString()).isEqualTo("Set db_host, not co-pay");
    plain = plain("Ple-ase send gi_ftcards and the vou.chers");
    assertThat(plain.toString()).isEqualTo("Please send giftcards and the vouchers");
    assertThat(plain.offset(19)).isEqualTo(17);
    assertThat(plain.disguises).isEmpty();
  }

  @Test
  void offsets_follow() {
    Plain plain = plain("a\u200bb \ud835\uddd5c");
    assertThat(plain.toString()).isEqualTo("ab Bc");
    assertThat(plain.offset(2)).isEqualTo(1);
    assertThat(plain.offset(4)).isEqualTo(3);
    assertThat(plain.offset(7)).isEqualTo(5);
  }
}
