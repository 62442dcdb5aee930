package dev.indicia.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.evidence.Strictness;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DmarcRecordTest {
  private static DmarcRecord.Parsed strict(String text) {
    return DmarcRecord.parse(text, Strictness.STRICT);
  }

  private static DmarcRecord valid(String text) {
    return ((DmarcRecord.Parsed.Valid) strict(text)).record();
  }

  // RFC 9989 §4.7: v stands first and is exactly DMARC1.
  @Test
  void version_decidesWhatIsARecord() {
    for (String text :
        List.of(
            "v=DMARC1",
            "v=DMARC1;",
            "v=DMARC1; p=none",
            "v = DMARC1 ;p=none",
            "V=DMARC1;",
            "v\t=\tDMARC1\t;")) {
      assertThat(strict(text)).as(text).isInstanceOf(DmarcRecord.Parsed.Valid.class);
    }
    for (String text :
        List.of(
            "",
            "v",
            "v=",
            "v=DMARC",
            "v=DMARC10; p=none",
            "v=DMARC1 p=none",
            "p=none; v=DMARC1",
            "v=dmarc1",
            " v=DMARC1",
            ";v=DMARC1",
            "v=spf1 -all",
            "w=DMARC1",
            "v:DMARC1",
            "\"v=DMARC1\"",
            "v=DMARC1,p=none",
            "\u00a0v=DMARC1")) {
      assertThat(strict(text)).as(text).isInstanceOf(DmarcRecord.Parsed.NotDmarc.class);
    }
  }

  private record LenientCase(String text, DmarcDeviation deviation) {}

  @Test
  void deviations_areListed() {
    List<LenientCase> cases =
        List.of(
            new LenientCase(" v=DMARC1; p=none", DmarcDeviation.LEADING_SPACE),
            new LenientCase("v=dmarc1; p=none", DmarcDeviation.VERSION_CASE),
            new LenientCase("v=DMARC1; p=none; p=reject", DmarcDeviation.DUPLICATE_TAG),
            new LenientCase("v=DMARC1; p=none; P=reject", DmarcDeviation.DUPLICATE_TAG),
            new LenientCase("v=DMARC1;; p=none", DmarcDeviation.TAG_SYNTAX),
            new LenientCase("v=DMARC1; p=none; junk", DmarcDeviation.TAG_SYNTAX),
            new LenientCase("v=DMARC1; p=none; =x", DmarcDeviation.TAG_SYNTAX),
            new LenientCase("v=DMARC1; p=none; sp=", DmarcDeviation.TAG_SYNTAX),
            new LenientCase("v=DMARC1; p=none; a1=x", DmarcDeviation.TAG_SYNTAX),
            new LenientCase("v=DMARC1; p=none; sp=\u00e9", DmarcDeviation.TAG_SYNTAX),
            new LenientCase("v=DMARC1; p=none; sp=x", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; t=maybe", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; psd=x", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; adkim=relaxed", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; fo=0:1", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; fo=d:", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; rua=nobody", DmarcDeviation.VALUE_SYNTAX),
            new LenientCase("v=DMARC1; p=none; pct=10", DmarcDeviation.HISTORIC_TAG),
            new LenientCase(
                "v=DMARC1; p=none; rua=mailto:a@b.test!10m", DmarcDeviation.REPORT_SIZE));
    for (LenientCase c : cases) {
      DmarcRecord.Parsed parsed = DmarcRecord.parse(c.text(), Strictness.LENIENT);
      assertThat(parsed).as(c.text()).isInstanceOf(DmarcRecord.Parsed.Valid.class);
      DmarcRecord.Parsed.Valid valid = (DmarcRecord.Parsed.Valid) parsed;
      assertThat(valid.deviations()).as(c.text()).containsExactly(c.deviation());
      assertThat(valid.record().p()).as(c.text()).contains(DmarcPolicy.NONE);
    }
  }

  @Test
  void wellFormedRecord_hasNoDeviations() {
    String text =
        "v=DMARC1; p=Quarantine; sp=reject; np=none; adkim=s; aspf=S; t=y; psd=n; fo=1:d:s; "
            + "rua=mailto:a@b.test , https://r.test/x%20y; ruf=mailto:f@b.test; new=thing; ";
    DmarcRecord.Parsed.Valid valid = (DmarcRecord.Parsed.Valid) strict(text);
    assertThat(valid.deviations()).isEmpty();
    DmarcRecord record = valid.record();
    assertThat(record.p()).contains(DmarcPolicy.QUARANTINE);
    assertThat(record.adkim()).isEqualTo(AlignmentMode.STRICT);
    assertThat(record.aspf()).isEqualTo(AlignmentMode.STRICT);
    assertThat(record.isTestMode()).isTrue();
    assertThat(record.psd()).isEqualTo(PublicSuffixFlag.NO);
    assertThat(record.fo()).containsExactly("1", "d", "s");
    assertThat(record.rua()).containsExactly("mailto:a@b.test", "https://r.test/x%20y");
    assertThat(record.ruf()).containsExactly("mailto:f@b.test");
    assertThat(record.tags()).containsEntry("new", "thing").hasSize(12);
    assertThat(record.tags().firstEntry().getKey()).isEqualTo("v");
    assertThat(record.text()).isEqualTo(text);
  }

  @Test
  void defaults_standInForInvalidValues() {
    DmarcRecord record = valid("v=DMARC1; adkim=x; t=z; psd=q; fo=9; rua=mailto:a@b.test!1x");
    assertThat(record.adkim()).isEqualTo(AlignmentMode.RELAXED);
    assertThat(record.isTestMode()).isFalse();
    assertThat(record.psd()).isEqualTo(PublicSuffixFlag.UNSPECIFIED);
    assertThat(record.fo()).containsExactly("0");
    assertThat(record.rua()).isEmpty();
    assertThat(record.hasValidPolicies()).isFalse();
    assertThat(valid("v=DMARC1; rua=mailto:a@b.test!10m,x,mailto:c@d.test").rua())
        .containsExactly("mailto:a@b.test", "mailto:c@d.test");
  }

  @Test
  void duplicateTag_isMalformedAtItsOffset() {
    assertThat(strict("v=DMARC1;p=none;p=none"))
        .isEqualTo(new DmarcRecord.Parsed.Malformed(16, DmarcDeviation.DUPLICATE_TAG));
  }

  @Test
  void randomText_isAlwaysAnswered() {
    Random random = new Random(9989);
    String[] parts = {
      "v=DMARC1",
      ";",
      " ",
      "p=",
      "reject",
      "none",
      "=",
      "rua=mailto:",
      "a@b.test",
      "!",
      "10m",
      ",",
      "%",
      "\t",
      "\u0000",
      "\u00ff",
      "fo=",
      ":",
      "1",
      "psd=y",
      "v=",
      "\n"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "v=DMARC1;" : "");
      for (int n = random.nextInt(15); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      for (Strictness strictness : Strictness.values()) {
        if (DmarcRecord.parse(text.toString(), strictness)
            instanceof DmarcRecord.Parsed.Valid valid) {
          DmarcRecord record = valid.record();
          assertThat(record.rua()).allMatch(uri -> uri.indexOf(':') > 0);
          assertThat(record.fo()).isNotEmpty();
          assertThat(record.tags()).containsKey("v");
        }
      }
    }
  }
}
