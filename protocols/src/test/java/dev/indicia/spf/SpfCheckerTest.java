package dev.indicia.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordType;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.SmtpSession;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfCheckerTest {
  private static final String CLIENT = "192.0.2.10";
  private static final Instant AT = Instant.ofEpochSecond(1_750_000_000);

  private static SpfZone zone(String record) {
    return new SpfZone()
        .txt("a.example", record)
        .address("a.example", CLIENT)
        .address("a.example", "2001:db8::10")
        .mx("a.example", "mx.a.example")
        .address("mx.a.example", "192.0.2.20")
        .txt("pass.example", "v=spf1 +all")
        .txt("fail.example", "v=spf1 -all exp=text.fail.example")
        .txt("text.fail.example", "included text")
        .txt("neutral.example", "v=spf1 ?all");
  }

  private static SpfResult check(SpfZone zone, String ip) {
    return check(zone, ip, "user@a.example", SpfOptions.DEFAULT);
  }

  private static SpfResult check(SpfZone zone, String ip, String mailFrom, SpfOptions options) {
    SmtpSession session = SmtpSession.of(IpAddress.of(ip), "helo.a.example", mailFrom);
    return new SpfChecker(options).check(session, SpfIdentity.MAIL_FROM, zone, AT);
  }

  private static SpfResult lenient(SpfZone zone, String ip) {
    SpfOptions options = new SpfOptions(SpfLimits.DEFAULT, Strictness.LENIENT, "unknown");
    return check(zone, ip, "user@a.example", options);
  }

  private static SpfReason reason(SpfResult result) {
    return result.reason().orElseThrow();
  }

  // RFC 7208 §5: each mechanism, matching and not
  @ParameterizedTest(name = "{0} for {1} is {2}")
  @CsvSource({
    "v=spf1 -all, 192.0.2.10, fail",
    "v=spf1 ~all, 192.0.2.10, softfail",
    "v=spf1 ?all, 192.0.2.10, neutral",
    "v=spf1 all, 192.0.2.10, pass",
    "v=spf1 +ALL, 192.0.2.10, pass",
    "v=spf1, 192.0.2.10, neutral",
    "v=spf1 a -all, 192.0.2.10, pass",
    "v=spf1 a -all, 192.0.2.11, fail",
    "v=spf1 a/31 -all, 192.0.2.11, pass",
    "v=spf1 a//64 -all, 192.0.2.11, fail",
    "v=spf1 a/32//64 -all, 2001:db8::ffff, pass",
    "v=spf1 a:a.example//120 -all, 2001:db8::1:10, fail",
    "v=spf1 a:a.example/0 -all, 198.51.100.1, pass",
    "v=spf1 mx -all, 192.0.2.20, pass",
    "v=spf1 mx:a.example/24 -all, 192.0.2.99, pass",
    "v=spf1 mx -all, 192.0.2.10, fail",
    "v=spf1 ip4:192.0.2.10 -all, 192.0.2.10, pass",
    "v=spf1 ip4:192.0.2.0/28 -all, 192.0.2.15, pass",
    "v=spf1 ip4:192.0.2.0/28 -all, 192.0.2.16, fail",
    "v=spf1 ip4:0.0.0.0/0 -all, 192.0.2.16, pass",
    "v=spf1 ip4:0.0.0.0/0 -all, 2001:db8::1, fail",
    "v=spf1 ip6:2001:db8::/32 -all, 2001:db8:1::1, pass",
    "v=spf1 ip6:2001:db8::/127 -all, 2001:db8::2, fail",
    "v=spf1 ip6:2001:db8:0:0:0:0:0:1 -all, 2001:db8::1, pass",
    "v=spf1 ip6:2001:db8::192.0.2.1 -all, 2001:db8::c000:201, pass",
    "v=spf1 ip6:::/0 -all, 2001:db8::1, pass",
    "v=spf1 ip6:::/0 -all, 192.0.2.1, fail",
    "v=spf1 ip6:::ffff:192.0.2.10 -all, 192.0.2.10, fail",
    "v=spf1 ip4:192.0.2.10 -all, ::ffff:192.0.2.10, pass",
    "v=spf1 include:pass.example -all, 192.0.2.10, pass",
    "v=spf1 -include:pass.example +all, 192.0.2.10, fail",
    "v=spf1 include:fail.example ~all, 192.0.2.10, softfail",
    "v=spf1 include:neutral.example ~all, 192.0.2.10, softfail",
    "v=spf1 exists:a.example -all, 192.0.2.99, pass",
    "v=spf1 exists:a.example -all, 2001:db8::1, pass",
    "v=spf1 exists:nothing.example -all, 192.0.2.10, fail",
    "v=spf1 redirect=pass.example, 192.0.2.10, pass",
    "v=spf1 redirect=pass.example ip4:192.0.2.10 -all, 192.0.2.99, fail",
    "v=spf1 a:no..such.name ~all, 192.0.2.10, softfail",
    "v=spf1 unknown=%{d}/x:y ~all, 192.0.2.10, softfail",
    "v=spf1 a  mx -all , 192.0.2.20, pass",
  })
  void mechanisms_areEvaluatedInOrder(String record, String ip, String result) {
    assertThat(check(zone(record), ip).word()).isEqualTo(result);
  }

  // RFC 7208 §4.6: a syntax error anywhere in the record is a permerror before anything matches
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "+all all:x, MECHANISM_ARGUMENT",
    "+all all/8, MECHANISM_ARGUMENT",
    "+all include, MECHANISM_ARGUMENT",
    "+all include:, DOMAIN_SPEC",
    "+all exists, MECHANISM_ARGUMENT",
    "+all ptr/24, MECHANISM_ARGUMENT",
    "+all ip4, MECHANISM_ARGUMENT",
    "+all ip4:192.0.2, NETWORK_SYNTAX",
    "+all ip4:192.0.2.01, NETWORK_SYNTAX",
    "+all ip4:192.0.2.256, NETWORK_SYNTAX",
    "+all ip4:192.0.2.1:25, NETWORK_SYNTAX",
    "+all ip4:192.0.2.1/33, PREFIX_LENGTH",
    "+all ip4:192.0.2.1/, PREFIX_LENGTH",
    "+all ip4:192.0.2.1/08, PREFIX_LENGTH",
    "+all ip6:2001:db8::/129, PREFIX_LENGTH",
    "+all ip6:2001:db8, NETWORK_SYNTAX",
    "+all ip6:1::2::3, NETWORK_SYNTAX",
    "+all ip6:1:2:3:4:5:6:7:8:9, NETWORK_SYNTAX",
    "+all ip6:1:2:3:4:5:6:7::8:9, NETWORK_SYNTAX",
    "+all ip6:::1.2.3, NETWORK_SYNTAX",
    "+all a/33, PREFIX_LENGTH",
    "+all a//129, PREFIX_LENGTH",
    "+all a/, PREFIX_LENGTH",
    "+all a:b.example/032, PREFIX_LENGTH",
    "+all a:example, DOMAIN_SPEC",
    "+all a:192.0.2.1, DOMAIN_SPEC",
    "+all a:b.-example, DOMAIN_SPEC",
    "+all a:%{x}.example, MACRO_SYNTAX",
    "+all a:%{d0}.example, MACRO_SYNTAX",
    "+all a:%{dd}.example, MACRO_SYNTAX",
    "+all a:%{d.example, MACRO_SYNTAX",
    "+all a:%.example, MACRO_SYNTAX",
    "+all a:b.example%, MACRO_SYNTAX",
    "+all exists:%{c}.example, MACRO_SYNTAX",
    "+all exists:%{t}, MACRO_SYNTAX",
    "+all redirect:a.example, UNKNOWN_MECHANISM",
    "+all redirect=, DOMAIN_SPEC",
    "+all redirect=b.example redirect=b.example, MODIFIER_REPEATED",
    "+all exp=b.example exp=c.example, MODIFIER_REPEATED",
    "+all +exp=b.example, TERM_SYNTAX",
    "+all x=%{d, MACRO_SYNTAX",
    "+all =x, TERM_SYNTAX",
    "+all -, TERM_SYNTAX",
    "+all --all, TERM_SYNTAX",
    "+all ipv4:192.0.2.1, UNKNOWN_MECHANISM",
    "+all allow, UNKNOWN_MECHANISM",
    "+all moo.cow/far=x, UNKNOWN_MECHANISM",
  })
  void syntaxErrorAfterAMatch_isPermErrorWithItsReason(String terms, SpfReason why) {
    SpfResult result = check(zone("v=spf1 " + terms), CLIENT);
    assertThat(result).isInstanceOf(SpfResult.PermError.class);
    assertThat(reason(result)).isEqualTo(why);
    assertThat(((SpfResult.PermError) result).detail()).contains("in a.example, offset");
    assertThat(result.basis().deviations()).hasSize(1);
    // RFC 7208 §4.6: nothing was looked up for the terms
    assertThat(result.basis().evidence().answers()).hasSize(1);
  }

  @Test
  void malformedTerm_isOverlookedWhenLenientAndListed() {
    SpfResult result = lenient(zone("v=spf1 ip4:192.0.2.300 ipv4:x a -all"), CLIENT);
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().deviations())
        .containsExactly(SpfDeviation.MALFORMED_TERM, SpfDeviation.UNKNOWN_MECHANISM);
  }

  @Test
  void octetOutsideAscii_isNamed() {
    SpfResult result = check(zone("v=spf1 a:b\u00c3\u00bccher.example -all"), CLIENT);
    assertThat(reason(result)).isEqualTo(SpfReason.NON_ASCII);
    assertThat(((SpfResult.PermError) result).detail())
        .startsWith("a:b??cher.example in a.example");
  }

  @Test
  void tabBetweenTerms_isPermErrorOrOverlooked() {
    SpfZone zone = zone("v=spf1 a\t-all");
    assertThat(reason(check(zone, CLIENT))).isEqualTo(SpfReason.WHITE_SPACE);
    assertThat(lenient(zone, CLIENT).word()).isEqualTo("pass");
    assertThat(lenient(zone, CLIENT).basis().deviations())
        .containsExactly(SpfDeviation.WHITE_SPACE);
  }

  // RFC 7208 §4.5
  @Test
  void severalRecords_arePermError() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 +all").txt("a.example", "V=SPF1 -all");
    assertThat(reason(check(zone, CLIENT))).isEqualTo(SpfReason.SEVERAL_RECORDS);
    assertThat(lenient(zone, CLIENT).word()).isEqualTo("permerror");
  }

  @Test
  void identicalRecords_arePermErrorUnlessLenient() {
    SpfZone zone = new SpfZone().txt("a.example", "v=spf1 +all").txt("a.example", "v=spf1 +all");
    assertThat(check(zone, CLIENT).word()).isEqualTo("permerror");
    assertThat(lenient(zone, CLIENT).word()).isEqualTo("pass");
  }

  @ParameterizedTest
  @CsvSource({"v=spf10 -all", "v=spf1-all", "v=spf2.0/pra -all", "spf1 -all", "' v=spf1 -all'"})
  void otherTextRecords_areNoRecord(String text) {
    SpfResult result = check(new SpfZone().txt("a.example", text), CLIENT);
    assertThat(result).isInstanceOf(SpfResult.None.class);
    assertThat(reason(result)).isEqualTo(SpfReason.NO_RECORD);
  }

  @Test
  void spaceBeforeVersion_isOverlookedOnlyWithoutAnExactRecord() {
    SpfZone zone = new SpfZone().txt("a.example", " v=spf1 +all");
    assertThat(check(zone, CLIENT).basis().deviations())
        .containsExactly(SpfDeviation.LEADING_SPACE);
    assertThat(lenient(zone, CLIENT).word()).isEqualTo("pass");
    assertThat(lenient(zone.txt("a.example", "v=spf1 -all"), CLIENT).word()).isEqualTo("fail");
  }

  // RFC 7208 §2.3, §2.4, §4.1, §4.3
  @Test
  void nullReversePath_isPostmasterAtHelo() {
    SpfZone zone =
        new SpfZone()
            .txt("mail.b.example", "v=spf1 exists:%{l}.%{o}.check.example -all")
            .address("postmaster.mail.b.example.check.example", "127.0.0.2");
    SmtpSession session = SmtpSession.of(IpAddress.of(CLIENT), "mail.b.example", "");
    SpfChecker checker = new SpfChecker(SpfOptions.DEFAULT);
    SpfResult mailFrom = checker.check(session, SpfIdentity.MAIL_FROM, zone, AT);
    SpfResult helo = checker.check(session, SpfIdentity.HELO, zone, AT);
    assertThat(mailFrom.word()).isEqualTo("pass");
    assertThat(mailFrom.basis().domain()).isEqualTo("mail.b.example");
    assertThat(mailFrom.basis().identity()).isEqualTo(SpfIdentity.MAIL_FROM);
    assertThat(helo.word()).isEqualTo("pass");
    assertThat(helo.basis().identity()).isEqualTo(SpfIdentity.HELO);
  }

  @ParameterizedTest(name = "<{0}>")
  @CsvSource({
    "user@example",
    "user@[192.0.2.1]",
    "user@a..example",
    "user@192.0.2.1",
    "user@",
    "user",
    "user@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
  })
  void malformedOrSingleLabelDomain_isNoneWithoutLookUp(String mailFrom) {
    SpfZone zone = new SpfZone();
    SpfResult result = check(zone, CLIENT, mailFrom, SpfOptions.DEFAULT);
    assertThat(result).isInstanceOf(SpfResult.None.class);
    assertThat(reason(result)).isEqualTo(SpfReason.NO_DOMAIN);
    assertThat(zone.asked).isEmpty();
  }

  @Test
  void whatTheSessionDoesNotSay_isNoneWithItsReason() {
    SpfChecker checker = new SpfChecker(SpfOptions.DEFAULT);
    SpfZone zone = new SpfZone();
    SmtpSession noClient = new SmtpSession(null, "h.example", "u@a.example", List.of());
    SmtpSession noHelo = new SmtpSession(IpAddress.of(CLIENT), null, "", List.of());
    SmtpSession endless = SmtpSession.of(IpAddress.of(CLIENT), "h.example", "x".repeat(1 << 20));
    assertThat(reason(checker.check(SmtpSession.UNKNOWN, SpfIdentity.MAIL_FROM, zone, AT)))
        .isEqualTo(SpfReason.IDENTITY_UNKNOWN);
    assertThat(reason(checker.check(noHelo, SpfIdentity.MAIL_FROM, zone, AT)))
        .isEqualTo(SpfReason.IDENTITY_UNKNOWN);
    assertThat(reason(checker.check(noHelo, SpfIdentity.HELO, zone, AT)))
        .isEqualTo(SpfReason.IDENTITY_UNKNOWN);
    assertThat(reason(checker.check(noClient, SpfIdentity.MAIL_FROM, zone, AT)))
        .isEqualTo(SpfReason.CLIENT_UNKNOWN);
    assertThat(reason(checker.check(endless, SpfIdentity.MAIL_FROM, zone, AT)))
        .isEqualTo(SpfReason.IDENTITY_TOO_LONG);
  }

  // RFC 7208 §2.6.6, §4.4, §5
  @Test
  void failedLookUps_areTempErrorAndNameTheTerm() {
    SpfZone record = new SpfZone().fail("a.example", RecordType.TXT, DnsFailure.SERVFAIL);
    assertThat(reason(check(record, CLIENT))).isEqualTo(SpfReason.RECORD_LOOKUP_FAILED);
    SpfZone term = zone("v=spf1 mx ~all").fail("mx.a.example", RecordType.A, DnsFailure.TIMEOUT);
    SpfResult result = check(term, CLIENT);
    assertThat(reason(result)).isEqualTo(SpfReason.TERM_LOOKUP_FAILED);
    assertThat(((SpfResult.TempError) result).detail())
        .isEqualTo("mx in a.example: mx.a.example A: timeout");
    SpfZone budget =
        zone("v=spf1 include:b.example -all")
            .fail("b.example", RecordType.TXT, DnsFailure.BUDGET_EXHAUSTED);
    assertThat(reason(check(budget, CLIENT))).isEqualTo(SpfReason.LOOKUP_BUDGET);
  }

  @Test
  void failedLookUpAfterTheMatch_isNeverMade() {
    SpfZone zone =
        zone("v=spf1 ip4:192.0.2.10 a:b.example -all")
            .fail("b.example", RecordType.A, DnsFailure.TIMEOUT);
    assertThat(check(zone, CLIENT).word()).isEqualTo("pass");
    assertThat(zone.asked).hasSize(1);
  }

  // RFC 7208 §5.2, §6.1
  @Test
  void includeOfMissingRecord_isPermErrorUnlessLenient() {
    SpfZone zone = zone("v=spf1 include:nothing.example ip4:192.0.2.10 -all");
    SpfResult result = check(zone, "192.0.2.10");
    assertThat(reason(result)).isEqualTo(SpfReason.INCLUDE_WITHOUT_RECORD);
    assertThat(((SpfResult.PermError) result).detail())
        .isEqualTo("include:nothing.example in a.example");
    assertThat(lenient(zone, "192.0.2.10").word()).isEqualTo("pass");
  }

  @Test
  void redirectToMissingRecord_isPermError() {
    SpfResult result = check(zone("v=spf1 redirect=nothing.example"), CLIENT);
    assertThat(reason(result)).isEqualTo(SpfReason.REDIRECT_WITHOUT_RECORD);
    assertThat(reason(check(zone("v=spf1 redirect=a..b.example"), CLIENT)))
        .isEqualTo(SpfReason.TARGET_NAME);
    assertThat(reason(check(zone("v=spf1 include:a..b.example"), CLIENT)))
        .isEqualTo(SpfReason.TARGET_NAME);
  }

  @Test
  void match_namesTheOutermostDirectiveAndItsDomain() {
    SpfZone zone =
        new SpfZone()
            .txt("a.example", "v=spf1 redirect=_spf.b.example")
            .txt("_spf.b.example", "v=spf1 include:c.example -all")
            .txt("c.example", "v=spf1 ip4:192.0.2.0/24 -all");
    SpfBasis basis = check(zone, CLIENT).basis();
    assertThat(basis.matched()).isEqualTo("include:c.example");
    assertThat(basis.matchedDomain()).isEqualTo("_spf.b.example");
    assertThat(basis.dnsTerms()).isEqualTo(2);
    assertThat(basis.evidence().answers()).hasSize(3);
    assertThat(basis.evidence().sections()).contains("RFC 7208 §6.1", "RFC 7208 §5.6");
  }

  @Test
  void failInsideAnInclude_leavesNoMatchBehind() {
    SpfBasis basis = check(zone("v=spf1 include:fail.example"), CLIENT).basis();
    assertThat(basis.matched()).isNull();
    assertThat(basis.matchedDomain()).isNull();
  }

  // RFC 7208 §6: unknown modifiers are ignored, also the one that drafts before RFC 4408 had
  @Test
  void defaultModifier_countsOnlyWhenLenient() {
    SpfZone zone = zone("v=spf1 default=-");
    assertThat(check(zone, CLIENT).word()).isEqualTo("neutral");
    assertThat(check(zone, CLIENT).basis().deviations())
        .containsExactly(SpfDeviation.DEFAULT_MODIFIER);
    assertThat(lenient(zone, CLIENT).word()).isEqualTo("fail");
  }

  // RFC 7208 §6.2
  @Test
  void explanation_isOfTheRedirectedRecordAndNeverOfAnInclude() {
    assertThat(explanation(zone("v=spf1 redirect=fail.example exp=own.example")))
        .isEqualTo("included text");
    assertThat(explanation(zone("v=spf1 include:fail.example -all"))).isNull();
    assertThat(
            explanation(
                zone("v=spf1 include:fail.example -all exp=own.example")
                    .txt("own.example", "own text")))
        .isEqualTo("own text");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"two", "malformed", "utf8", "control", "long", "nothing", "broken", "a..b"})
  void unusableExplanation_isIgnored(String label) {
    SpfZone zone =
        zone("v=spf1 -all exp=" + label + ".example")
            .txt("two.example", "one")
            .txt("two.example", "two")
            .txt("malformed.example", "%{x}")
            .txt("utf8.example", "n\u00c3\u00a4in")
            .txt("control.example", "a\u001b[31mb")
            .txt("long.example", "x".repeat(2_000))
            .fail("broken.example", RecordType.TXT, DnsFailure.TIMEOUT);
    SpfResult result = check(zone, CLIENT);
    assertThat(result.word()).isEqualTo("fail");
    assertThat(((SpfResult.Fail) result).explanation()).isNull();
    assertThat(result.basis().dnsTerms()).isZero();
  }

  private static String explanation(SpfZone zone) {
    return ((SpfResult.Fail) check(zone, CLIENT)).explanation();
  }

  // RFC 8616 §4: U-labels are looked up as A-labels
  @Test
  void uLabelsOfTheSession_areCheckedAsALabels() {
    SpfZone zone = new SpfZone().txt("xn--bcher-kva.example", "v=spf1 exists:%{o}.%{h}.b.example");
    zone.address("xn--bcher-kva.example.xn--bcher-kva.example.b.example", "127.0.0.2");
    SmtpSession session =
        SmtpSession.of(IpAddress.of(CLIENT), "b\u00fccher.example", "u@b\u00fccher.example");
    SpfResult result =
        new SpfChecker(SpfOptions.DEFAULT).check(session, SpfIdentity.MAIL_FROM, zone, AT);
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().domain()).isEqualTo("xn--bcher-kva.example");
  }

  // RFC 8616 §4: records hold A-labels
  @Test
  void uLabelsInARecord_arePermErrorUnlessLenient() {
    SpfZone zone = zone("v=spf1 a:b\u00c3\u00bccher.example -all");
    zone.address("xn--bcher-kva.example", "192.0.2.77");
    assertThat(check(zone, "192.0.2.77").word()).isEqualTo("permerror");
    SpfResult lenient = lenient(zone, "192.0.2.77");
    assertThat(lenient.word()).isEqualTo("pass");
    assertThat(lenient.basis().deviations()).containsExactly(SpfDeviation.NON_ASCII);
  }
}
