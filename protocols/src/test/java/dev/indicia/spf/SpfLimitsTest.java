package dev.indicia.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.IpAddress;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpfLimitsTest {
  private static final IpAddress CLIENT = IpAddress.of("192.0.2.3");

  private static SpfResult check(SpfZone zone, SpfOptions options, String mailFrom) {
    SmtpSession session = SmtpSession.of(CLIENT, "helo.example.test", mailFrom);
    return new SpfChecker(options).check(session, SpfIdentity.MAIL_FROM, zone, Instant.EPOCH);
  }

  private static SpfResult check(SpfZone zone) {
    return check(zone, SpfOptions.DEFAULT, "u@a.example");
  }

  private static SpfReason reason(SpfResult result) {
    return result.reason().orElseThrow();
  }

  // RFC 7208 §4.6.4
  @Test
  void loops_endInTheirOwnReason() {
    SpfZone own = new SpfZone().txt("a.example", "v=spf1 include:a.example -all");
    assertThat(reason(check(own))).isEqualTo(SpfReason.LOOP);
    SpfZone two =
        new SpfZone()
            .txt("a.example", "v=spf1 include:b.example -all")
            .txt("b.example", "v=spf1 redirect=A.example.");
    assertThat(reason(check(two))).isEqualTo(SpfReason.LOOP);
    assertThat(two.asked).hasSize(2);
  }

  @Test
  void sameIncludeTwiceWithoutALoop_isNoLoop() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 include:b.example include:b.example ?all")
            .txt("b.example", "v=spf1 -all");
    assertThat(check(zone).word()).isEqualTo("neutral");
  }

  @Test
  void endlessChainOfDifferentNames_endsAtTenTerms() {
    SpfZone zone = new SpfZone();
    for (int i = 0; i < 20; i++) {
      zone.txt(
          i == 0 ? "a.example" : "n" + i + ".example", "v=spf1 redirect=n" + (i + 1) + ".example");
    }
    SpfResult result = check(zone);
    assertThat(reason(result)).isEqualTo(SpfReason.DNS_TERM_LIMIT);
    assertThat(((SpfResult.PermError) result).detail())
        .isEqualTo("redirect=n11.example in n10.example");
    assertThat(zone.asked).hasSize(11);
  }

  @Test
  void tenTerms_areAllowedElevenAreNot() {
    String ten = "v=spf1" + " a:b.example".repeat(10);
    SpfZone zone =
        new SpfZone()
            .address("b.example", "192.0.2.99")
            .txt("a.example", ten + " ip4:192.0.2.3 -all")
            .txt("c.example", ten + " a:b.example ip4:192.0.2.3 -all");
    assertThat(check(zone).word()).isEqualTo("pass");
    assertThat(check(zone).basis().dnsTerms()).isEqualTo(10);
    assertThat(reason(check(zone, SpfOptions.DEFAULT, "u@c.example")))
        .isEqualTo(SpfReason.DNS_TERM_LIMIT);
  }

  @Test
  void twoVoidLookUps_areAllowedThreeAreNot() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 a:x.example exists:y.example ?all")
            .txt("b.example", "v=spf1 a:x.example exists:y.example mx:z.example ?all");
    assertThat(check(zone).word()).isEqualTo("neutral");
    assertThat(check(zone).basis().voidLookups()).isEqualTo(2);
    SpfResult result = check(zone, SpfOptions.DEFAULT, "u@b.example");
    assertThat(reason(result)).isEqualTo(SpfReason.VOID_LOOKUP_LIMIT);
    assertThat(((SpfResult.PermError) result).detail()).isEqualTo("z.example MX: nxdomain");
  }

  @Test
  void termWithSeveralVoidLookUps_countsOnce() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 mx ?all");
    for (int i = 0; i < 5; i++) {
      zone.mx("a.example", "mx" + i + ".a.example");
    }
    SpfResult result = check(zone);
    assertThat(result.word()).isEqualTo("neutral");
    assertThat(result.basis().voidLookups()).isEqualTo(1);
  }

  @Test
  void moreThanTenExchanges_arePermErrorInAnyOrder() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 mx -all");
    for (int i = 0; i < 11; i++) {
      zone.mx("a.example", "mx" + i + ".a.example").address("mx" + i + ".a.example", "192.0.2.3");
    }
    assertThat(reason(check(zone))).isEqualTo(SpfReason.MX_LIMIT);
    assertThat(zone.asked).hasSize(2);
  }

  // RFC 7505 §3
  @Test
  void nullExchange_isNeverLookedUp() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 mx -all").mx("a.example", ".");
    assertThat(check(zone).word()).isEqualTo("fail");
    assertThat(zone.asked).hasSize(2);
  }

  @Test
  void eleventhNameOfTheClient_isIgnored() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 ptr -all");
    for (int i = 0; i < 10; i++) {
      zone.ptr("192.0.2.3", "n" + i + ".other.example");
    }
    zone.ptr("192.0.2.3", "mail.a.example").address("mail.a.example", "192.0.2.3");
    assertThat(check(zone).word()).isEqualTo("fail");
  }

  @Test
  void fanOutOfMxTerms_isBounded() {
    SpfZone zone = new SpfZone();
    StringBuilder record = new StringBuilder("v=spf1");
    for (int t = 0; t < 10; t++) {
      record.append(" mx:t").append(t).append(".example");
      for (int i = 0; i < 10; i++) {
        String name = "mx" + i + ".t" + t + ".example";
        zone.mx("t" + t + ".example", name).address(name, "198.51.100.1");
      }
    }
    zone.txt("a.example", record + " -all");
    assertThat(check(zone).word()).isEqualTo("fail");
    assertThat(zone.asked).hasSize(1 + 10 + 100);
  }

  @Test
  void longRecord_isRefused() {
    SpfZone zone =
        new SpfZone().txt("a.example", "v=spf1 " + "ip4:198.51.100.1 ".repeat(4_000) + "+all");
    assertThat(reason(check(zone))).isEqualTo(SpfReason.RECORD_TOO_LONG);
  }

  @Test
  void longMacroWork_isRefused() {
    String record = "v=spf1 exists:" + "%{l99r-}".repeat(1_900) + ".b.example -all";
    SpfZone zone = new SpfZone().txt("a.example", record);
    String mailFrom = "x-".repeat(450) + "@a.example";
    assertThat(reason(check(zone, SpfOptions.DEFAULT, mailFrom)))
        .isEqualTo(SpfReason.EVALUATION_LIMIT);
  }

  @Test
  void thousandsOfDelimiters_areRefused() {
    String record = "v=spf1 exists:%{l" + ".-+,/_=".repeat(2_000) + "}.b.example -all";
    SpfZone zone = new SpfZone().txt("a.example", record);
    String mailFrom = "x".repeat(900) + "@a.example";
    assertThat(reason(check(zone, SpfOptions.DEFAULT, mailFrom)))
        .isEqualTo(SpfReason.EVALUATION_LIMIT);
  }

  // Linear in the record's length: a megabyte within a time that quadratic work would exceed
  @Test
  void hugeText_isReadInLinearTime() {
    for (String term : new String[] {"ip6:::1 ", "a:%{d}.b.example ", "x=%% ", "ip4:1.2.3.4 "}) {
      String text = "v=spf1 " + term.repeat((1 << 20) / term.length());
      long start = System.nanoTime();
      assertThat(SpfRecord.parse(text)).as(term).isInstanceOf(SpfRecord.Parsed.class);
      assertThat(System.nanoTime() - start).as(term).isLessThan(5_000_000_000L);
    }
  }

  @Test
  void hugeAddressSet_isRefusedAtTheStepLimit() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 a -all");
    for (int i = 0; i < 200; i++) {
      zone.address("a.example", "198.51.100." + i);
    }
    SpfLimits few = new SpfLimits(10, 2, 10, 10, 450, 100, 100, 256);
    SpfOptions options = new SpfOptions(few, Strictness.STRICT, "unknown");
    assertThat(check(zone).word()).isEqualTo("fail");
    assertThat(reason(check(zone, options, "u@a.example"))).isEqualTo(SpfReason.EVALUATION_LIMIT);
  }

  @Test
  void senselessLimits_areRefused() {
    assertThatThrownBy(() -> new SpfLimits(-1, 2, 10, 10, 450, 100, 100, 256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SpfOptions(SpfLimits.DEFAULT, Strictness.STRICT, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // Whatever a record holds, reading and checking agree on whether it is malformed, and end
  @Test
  void randomRecords_neverThrowAndReadersAgree() {
    String[] pieces = {
      "a",
      "mx",
      "ptr",
      "ip4:",
      "ip6:",
      "include:",
      "exists:",
      "redirect=",
      "exp=",
      "all",
      "+",
      "-",
      "~",
      "?",
      " ",
      "  ",
      ":",
      "/",
      "//",
      "24",
      "0",
      "33",
      "129",
      "192.0.2.3",
      "2001:db8::1",
      "::",
      "b.example",
      "%",
      "%{",
      "}",
      "d",
      "%{d}",
      "%{l1r-}",
      "%{p}",
      "%%",
      "%_",
      ".",
      "=",
      "\t",
      "\u00e9",
      "x",
      "_",
      "a.example",
      "\u0000"
    };
    Random random = new Random(7208);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder record = new StringBuilder("v=spf1 ");
      for (int i = random.nextInt(12); i > 0; i--) {
        record.append(pieces[random.nextInt(pieces.length)]);
      }
      String text = record.toString();
      SpfZone zone =
          new SpfZone()
              .txt("a.example", text)
              .txt("b.example", "v=spf1 ?all")
              .address("b.example", "198.51.100.1");
      SpfResult result = check(zone);
      boolean malformed = SpfRecord.parse(text) instanceof SpfRecord.Malformed;
      boolean faulty =
          result.reason().map(why -> SpfDeviation.of(why) != null).orElse(false)
              && reason(result) != SpfReason.INCLUDE_WITHOUT_RECORD;
      assertThat(faulty).as(text).isEqualTo(malformed);
      SpfOptions lenient = new SpfOptions(SpfLimits.DEFAULT, Strictness.LENIENT, "unknown");
      assertThat(check(zone, lenient, "u@a.example").reason().map(SpfDeviation::of))
          .as(text)
          .isEmpty();
    }
  }
}
