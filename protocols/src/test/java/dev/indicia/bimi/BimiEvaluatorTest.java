package dev.indicia.bimi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Zone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BimiEvaluatorTest {
  private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");
  private static final String RECORD = "v=BIMI1; l=https://img.a.test/logo.svg; a=;";
  static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9">
      <title>A</title><rect width="9" height="9" fill="#123"/></svg>
      """;

  private static Zone.Builder zone() {
    return Zone.builder().txt("_dmarc.a.test", "v=DMARC1; p=reject");
  }

  private static DmarcResult dmarc(Zone zone, String author, Identifier.Status status) {
    DomainName domain = DomainName.of(author);
    return new DmarcEvaluator(DmarcOptions.DEFAULT)
        .evaluate(domain, List.of(new Identifier(Identifier.Method.DKIM, status, domain)), zone);
  }

  private static BimiResult evaluate(
      Zone zone, String author, @Nullable String field, BimiAssets assets) {
    DmarcResult dmarc = dmarc(zone, author, Identifier.Status.PASS);
    return new BimiEvaluator(assets, Set.of(), BimiLimits.DEFAULT)
        .evaluate(new BimiMessage(true, "news.Letter+x", dmarc, field), zone, AT);
  }

  private static BimiResult evaluate(Zone.Builder zone) {
    return evaluate(zone.build(), "a.test", null, BimiAssets.NONE);
  }

  private static String shortly(BimiResult result) {
    return result.word() + result.reason().map(why -> " " + why.code()).orElse("");
  }

  private static BimiAssets having(String content) {
    return uri ->
        uri.getHost().equals("img.a.test")
            ? Optional.of(content.getBytes(StandardCharsets.UTF_8))
            : Optional.empty();
  }

  @Test
  void validIndicator_passes() {
    Zone zone = zone().txt("default._bimi.a.test", RECORD).build();
    BimiResult result = evaluate(zone, "a.test", null, having(SVG));
    assertThat(shortly(result)).isEqualTo("pass");
    BimiBasis basis = result.basis();
    assertThat(basis.domain()).isEqualTo(DomainName.of("a.test"));
    assertThat(basis.selector()).isEqualTo("default");
    assertThat(basis.authority()).isEqualTo(BimiBasis.Authority.NONE);
    String digest = SvgProfile.sha256(SVG.getBytes(StandardCharsets.UTF_8));
    assertThat(digest).endsWith(basis.indicatorHash()).hasSize(64);
    assertThat(basis.indicatorHash()).hasSize(8);
    assertThat(basis.evidence().sections())
        .containsExactly("BIMI §7.1", "BIMI §7.2", "BIMI §7.3", "BIMI §7.6");
  }

  @Test
  void whatWasNotRetrieved_isSkipped() {
    BimiResult result = evaluate(zone().txt("default._bimi.a.test", RECORD));
    assertThat(shortly(result)).isEqualTo("skipped not-retrieved");
    assertThat(result.basis().record()).isNotNull();
  }

  @Test
  void invalidIndicator_fails() {
    Zone zone = zone().txt("default._bimi.a.test", RECORD).build();
    assertThat(shortly(evaluate(zone, "a.test", null, having(SVG.replace("tiny-ps", "tiny")))))
        .isEqualTo("fail indicator-profile");
    assertThat(shortly(evaluate(zone, "a.test", null, having("<svg>"))))
        .isEqualTo("fail indicator-syntax");
    assertThat(shortly(evaluate(zone, "a.test", null, having(SVG + " ".repeat(33_000)))))
        .isEqualTo("fail indicator-size");
    assertThat(shortly(evaluate(zone, "a.test", null, having("\u001f\u008b"))))
        .isEqualTo("fail indicator-syntax");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DMARC1; p=none; rua=mailto:a@a.test|skipped policy-none",
        "v=DMARC1; p=reject; sp=none|skipped subdomain-policy-none",
        "v=DMARC1; p=quarantine; pct=99|skipped policy-in-part",
        "v=DMARC1; p=quarantine; pct=100|skipped not-retrieved",
        "v=DMARC1; p=reject; pct=10|skipped not-retrieved",
        "v=DMARC1; p=reject; t=y|skipped policy-in-test-mode",
        "v=DMARC1; p=quarantine|skipped not-retrieved",
        "v=spf1 -all|skipped dmarc-not-passed",
      })
  void policy_mustBeEnforced(String record, String expected) {
    Zone.Builder zone =
        Zone.builder().txt("_dmarc.a.test", record).txt("default._bimi.a.test", RECORD);
    assertThat(shortly(evaluate(zone))).isEqualTo(expected);
  }

  @Test
  void organizationalPolicy_mustBeEnforcedToo() {
    Zone.Builder zone =
        Zone.builder()
            .txt("_dmarc.mail.a.test", "v=DMARC1; p=reject")
            .txt("_dmarc.a.test", "v=DMARC1; p=none; rua=mailto:a@a.test");
    assertThat(shortly(evaluate(zone.build(), "mail.a.test", null, BimiAssets.NONE)))
        .isEqualTo("skipped policy-none");
    Zone.Builder strong =
        Zone.builder()
            .txt("_dmarc.mail.a.test", "v=DMARC1; p=reject")
            .txt("_dmarc.a.test", "v=DMARC1; p=quarantine");
    assertThat(shortly(evaluate(strong.build(), "mail.a.test", null, BimiAssets.NONE)))
        .isEqualTo("none no-record");
    Zone.Builder psd = Zone.builder().txt("_dmarc.test", "v=DMARC1; p=reject; psd=y");
    assertThat(shortly(evaluate(psd))).isEqualTo("skipped no-organizational-policy");
  }

  @Test
  void message_mustHaveOneAuthorAndPassDmarc() {
    Zone zone = zone().txt("default._bimi.a.test", RECORD).build();
    DmarcResult fail = dmarc(zone, "a.test", Identifier.Status.OTHER);
    DmarcResult pass = dmarc(zone, "a.test", Identifier.Status.PASS);
    BimiEvaluator evaluator = new BimiEvaluator();
    assertThat(shortly(evaluator.evaluate(new BimiMessage(true, "a", fail, null), zone, AT)))
        .isEqualTo("skipped dmarc-not-passed");
    assertThat(shortly(evaluator.evaluate(new BimiMessage(false, null, pass, null), zone, AT)))
        .isEqualTo("skipped several-authors");
    Zone failing = Zone.builder().fail("_dmarc.a.test", DnsFailure.SERVFAIL).build();
    assertThat(shortly(evaluate(failing, "a.test", null, BimiAssets.NONE)))
        .isEqualTo("temperror dmarc-temperror");
  }

  @Test
  void record_isLookedForAtTheOrganizationToo() {
    Zone zone = zone().txt("default._bimi.a.test", RECORD).build();
    BimiResult result = evaluate(zone, "x.mail.a.test", null, having(SVG));
    assertThat(shortly(result)).isEqualTo("pass");
    assertThat(result.basis().domain()).isEqualTo(DomainName.of("a.test"));
    assertThat(result.basis().queries())
        .containsExactly(
            DomainName.of("default._bimi.x.mail.a.test"), DomainName.of("default._bimi.a.test"));
  }

  @Test
  void selectorField_isUsedWithoutFallBackToTheDefault() {
    Zone zone =
        zone()
            .txt("brand._bimi.a.test", RECORD)
            .txt("default._bimi.a.test", "v=BIMI1; l=; a=;")
            .build();
    BimiResult brand = evaluate(zone, "mail.a.test", "v=BIMI1; s=Brand;", having(SVG));
    assertThat(shortly(brand)).isEqualTo("pass");
    assertThat(brand.basis().selector()).isEqualTo("brand");
    assertThat(shortly(evaluate(zone, "a.test", "v=BIMI1; s=other", having(SVG))))
        .isEqualTo("none no-record");
    // A field that is not well-formed is as none.
    assertThat(shortly(evaluate(zone, "a.test", "s=brand", having(SVG))))
        .isEqualTo("declined declined");
  }

  @Test
  void localPart_isASelectorWhereTheRecordSaysSo() {
    Zone zone =
        zone()
            .txt("default._bimi.a.test", "v=BIMI1; l=; a=; lps=true")
            .txt("news-letter._bimi.a.test", RECORD)
            .build();
    BimiResult result = evaluate(zone, "a.test", null, having(SVG));
    assertThat(shortly(result)).isEqualTo("pass");
    assertThat(result.basis().selector()).isEqualTo("news-letter");
    Zone none = zone().txt("default._bimi.a.test", "v=BIMI1; l=; a=; lps=true").build();
    assertThat(shortly(evaluate(none, "a.test", null, having(SVG)))).isEqualTo("declined declined");
    Zone failing =
        zone()
            .txt("default._bimi.a.test", "v=BIMI1; l=; a=; lps=true")
            .fail("news-letter._bimi.a.test", DnsFailure.TIMEOUT)
            .build();
    assertThat(shortly(evaluate(failing, "a.test", null, having(SVG))))
        .isEqualTo("temperror lookup-failed");
  }

  @Test
  void recordsAndFailures_haveTheirReasons() {
    String name = "default._bimi.a.test";
    assertThat(shortly(evaluate(zone()))).isEqualTo("none no-record");
    assertThat(shortly(evaluate(zone().txt(name, "v=spf1 -all")))).isEqualTo("none no-record");
    assertThat(shortly(evaluate(zone().txt(name, RECORD).txt(name, RECORD + "x=y"))))
        .isEqualTo("fail several-records");
    assertThat(shortly(evaluate(zone().txt(name, "v=BIMI1; l=http://a.test/x"))))
        .isEqualTo("fail record-malformed");
    assertThat(shortly(evaluate(zone().txt(name, "v=BIMI1; l=https://a.test/x.PNG"))))
        .isEqualTo("fail location-format");
    assertThat(shortly(evaluate(zone().txt(name, "v=BIMI1; l=; a=https://a.test/x.pem"))))
        .isEqualTo("fail no-location");
    assertThat(shortly(evaluate(zone().fail(name, DnsFailure.SERVFAIL))))
        .isEqualTo("temperror lookup-failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=BIMI1; a=|11",
        "v=BIMI1; l=https://a.test/x; l=|29",
        "v=BIMI1; l=https://nodot/x|11",
        "v=BIMI1; l=https://a.test/x,https://b.test/x|11",
        "v=BIMI1; l=; a=x|15",
        "v=BIMI1; l=; lps=TRUE|17",
        "v=BIMI1; ; l=|9",
        "v=BIMI1; l=ä|9",
        "v=BIMI1; l|9",
      })
  void malformedRecord_isNamedAtItsPlace(String text, int offset) {
    assertThat(BimiRecord.parse(text))
        .isEqualTo(new BimiRecord.Parsed.Malformed(offset, BimiReason.RECORD_MALFORMED));
  }

  @Test
  void sixtyFifthTag_isTooMuch() {
    StringBuilder text = new StringBuilder("v=BIMI1; l=;");
    for (int i = 3; i <= 64; i++) {
      text.append(" t").append(i).append("=;");
    }
    assertThat(BimiRecord.parse(text.toString())).isInstanceOf(BimiRecord.Parsed.Valid.class);
    assertThat(BimiRecord.parse(text + " t65="))
        .isEqualTo(new BimiRecord.Parsed.Malformed(text.length(), BimiReason.RECORD_MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v=BIMI2; l=", "V=BIMI1; l=", "v=bimi1; l=", "l=; v=BIMI1", "v=BIMI1x"})
  void otherRecords_areNotBimi(String text) {
    assertThat(BimiRecord.parse(text)).isEqualTo(new BimiRecord.Parsed.NotBimi());
  }

  @Test
  void record_hasItsTags() {
    BimiRecord record =
        ((BimiRecord.Parsed.Valid)
                BimiRecord.parse(
                    "v = BIMI1 ;l= https://a.test/x.svgz; a=https://a.test/v.pem;avp=personal;z=1"))
            .record();
    assertThat(record.location()).hasToString("https://a.test/x.svgz");
    assertThat(record.authority()).hasToString("https://a.test/v.pem");
    assertThat(record.localPartSelectors()).isFalse();
    assertThat(record.logoPreference()).isEqualTo("personal");
    assertThat(((BimiRecord.Parsed.Valid) BimiRecord.parse("v=BIMI1;l=;avp=x")).record())
        .extracting(BimiRecord::logoPreference)
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=BIMI1; s=Brand|brand", "v=BIMI1; s=a.b-c;|a.b-c", "v=BIMI1; s=-a|", "v=BIMI1; s=a..b|",
        "v=BIMI1; s=|", "v=BIMI1|", "s=a; v=BIMI1|", "v=BIMI1; s=a_b|",
      })
  void selectorField_namesASelector(String body, @Nullable String selector) {
    assertThat(BimiSelector.parse(body)).isEqualTo(Optional.ofNullable(selector));
    assertThat(BimiSelector.parse(body.replace("; ", ";\r\n ")))
        .isEqualTo(Optional.ofNullable(selector));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "News|news",
        "a._b+c|a-b",
        ".a.|a",
        "+x|",
        "ä|",
        "a b|",
        "a--b|a-b",
        "--|",
      })
  void localPart_isNormalized(String localPart, @Nullable String selector) {
    assertThat(BimiSelector.ofLocalPart(localPart)).isEqualTo(Optional.ofNullable(selector));
    assertThat(BimiSelector.ofLocalPart("x".repeat(64))).isEmpty();
  }
}
