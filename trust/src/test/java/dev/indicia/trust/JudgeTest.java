package dev.indicia.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.RecordedResults;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each line of docs/reference/verdicts.md, on messages that SPF alone can prove. */
class JudgeTest {
  private static final Instant AT = Instant.parse("2026-11-02T08:00:00Z");
  private static final IpAddress OUTSIDE = IpAddress.of("192.0.2.10");
  private static final IpAddress STRANGER = IpAddress.of("203.0.113.66");

  private static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("_dmarc.bank.example", "v=DMARC1; p=reject")
          .txt("watch.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("_dmarc.watch.example", "v=DMARC1; p=none")
          .txt("_dmarc.test-mode.example", "v=DMARC1; p=quarantine; t=y")
          .txt("plain.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("list.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("evil.example", "v=spf1 ip4:203.0.113.66 -all")
          .fail("slow.example", RecordType.TXT, DnsFailure.TIMEOUT)
          .txt("_dmarc.slow.example", "v=DMARC1; p=reject")
          .build();

  private static DomainName name(String text) {
    return DomainName.of(text);
  }

  private static Verdict judge(SmtpSession session, JudgeOptions options, String... lines) {
    byte[] octets =
        (String.join("\r\n", lines) + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.UTF_8);
    return judge(session, options, Message.of(octets));
  }

  private static Verdict judge(SmtpSession session, JudgeOptions options, Message message) {
    Authentication proven = MailVerifier.builder(ZONE).build().verify(message, session, AT);
    return new Judge(options).judge(proven, message, session);
  }

  private static Verdict judge(IpAddress client, String mailFrom, String... lines) {
    return judge(session(client, mailFrom), JudgeOptions.DEFAULT, lines);
  }

  private static SmtpSession session(IpAddress client, String mailFrom) {
    return new SmtpSession(client, "mx.some.test", mailFrom, List.of("anna@home.example"));
  }

  private static void assertVerdict(
      Verdict verdict, VerdictKind kind, Layer layer, FindingCode code) {
    assertThat(verdict.kind()).isEqualTo(kind);
    assertThat(verdict.failingLayer()).isEqualTo(layer);
    assertThat(verdict.suspected()).isNull();
    assertThat(verdict.findings()).extracting(Finding::code).contains(code);
  }

  @Test
  void limitHit_isUnproven() {
    MessageLimits limits = new MessageLimits(64 << 20, 1 << 20, 3, 256 << 10, 50, 2000, 5000);
    byte[] octets =
        "From: a@bank.example\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    Verdict verdict =
        judge(session(OUTSIDE, "a@bank.example"), JudgeOptions.DEFAULT, Message.of(octets, limits));
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.MESSAGE_LIMIT);
  }

  @Test
  void replyToAStranger_isNoted_andAccusesNobody() {
    Verdict verdict =
        judge(
            STRANGER,
            "x@plain.example",
            "From: Ann <ann@plain.example>",
            "Reply-To: ann@stranger.example");
    assertThat(verdict.kind().isAccusation()).isFalse();
    assertThat(verdict.findings())
        .filteredOn(finding -> finding.code() == FindingCode.REPLY_ELSEWHERE)
        .singleElement()
        .satisfies(finding -> assertThat(finding.strength()).isEqualTo(Strength.WEAK));
  }

  @Test
  void replyToTheAuthorTheReaderOrAList_isNot() {
    for (List<String> fields :
        List.of(
            List.of("Reply-To: desk@mail.plain.example"),
            List.of("Reply-To: me@home.example"),
            List.of("Reply-To: all@lists.example", "List-Id: <all.lists.example>"))) {
      List<String> lines = new ArrayList<>(fields);
      lines.add("From: Ann <ann@plain.example>");
      Verdict verdict = judge(STRANGER, "x@plain.example", lines.toArray(String[]::new));
      assertThat(verdict.findings())
          .as(fields.toString())
          .extracting(Finding::code)
          .doesNotContain(FindingCode.REPLY_ELSEWHERE);
    }
  }

  @Test
  void noAuthor_isUnproven() {
    Verdict verdict = judge(OUTSIDE, "a@bank.example", "Subject: nobody");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.NO_AUTHOR);
  }

  @Test
  void twoFromFields_areImpersonated() {
    Verdict verdict =
        judge(STRANGER, "x@evil.example", "From: x@evil.example", "From: ceo@bank.example");
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.UI, FindingCode.SEVERAL_AUTHORS);
  }

  @Test
  void mailboxesOfTwoDomains_areImpersonated() {
    Verdict verdict =
        judge(STRANGER, "x@evil.example", "From: Bank <ceo@bank.example>, <x@evil.example>");
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.UI, FindingCode.SEVERAL_AUTHORS);
  }

  @Test
  void addressHiddenInEncodedWord_isImpersonated() {
    Verdict verdict =
        judge(
            STRANGER,
            "x@evil.example",
            "From: =?utf-8?B?QmFuayA8Y2VvQGJhbmsuZXhhbXBsZT4=?= <x@evil.example>");
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.UI, FindingCode.HIDDEN_AUTHOR);
  }

  @Test
  void addressHiddenInEncodedWordOfList_isUnproven() {
    Verdict verdict =
        judge(
            STRANGER,
            "x@evil.example",
            "List-Id: <talk.evil.example>",
            "From: =?utf-8?B?QmFuayA8Y2VvQGJhbmsuZXhhbXBsZT4=?= <x@evil.example>");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.AMBIGUOUS_AUTHOR);
  }

  @Test
  void addressInDisplayNameOfList_isNoAccusation() {
    Verdict verdict =
        judge(
            OUTSIDE,
            "b@list.example",
            "List-Id: <talk.list.example>",
            "From: \"anna@home.example via talk\" <talk@list.example>");
    assertVerdict(verdict, VerdictKind.GENUINE, Layer.NONE, FindingCode.ALIGNED_WITHOUT_POLICY);
  }

  @Test
  void dmarcPass_isGenuine() {
    Verdict verdict = judge(OUTSIDE, "a@bank.example", "From: a@bank.example");
    assertVerdict(verdict, VerdictKind.GENUINE, Layer.NONE, FindingCode.DMARC_PASS);
  }

  @Test
  void alignedWithoutPolicy_isGenuine() {
    Verdict verdict = judge(OUTSIDE, "a@plain.example", "From: a@plain.example");
    assertVerdict(verdict, VerdictKind.GENUINE, Layer.NONE, FindingCode.ALIGNED_WITHOUT_POLICY);
  }

  @Test
  void temporaryFailure_isUnproven() {
    Verdict verdict = judge(OUTSIDE, "a@slow.example", "From: a@slow.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.TEMPORARY_FAILURE);
  }

  @Test
  void strangersTemperrorUnderReject_isImpersonated() {
    Verdict verdict = judge(STRANGER, "x@slow.example", "From: a@bank.example");
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.DMARC, FindingCode.DMARC_FAIL_ENFORCED);
  }

  @Test
  void twoFromFieldsPastALimit_areImpersonated() {
    MessageLimits limits = new MessageLimits(64 << 20, 1 << 20, 3, 256 << 10, 50, 2000, 5000);
    byte[] octets =
        "From: a@bank.example\r\nFrom: x@evil.example\r\nB: 2\r\nC: 3\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    Verdict verdict =
        judge(session(OUTSIDE, "a@bank.example"), JudgeOptions.DEFAULT, Message.of(octets, limits));
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.UI, FindingCode.SEVERAL_AUTHORS);
  }

  @Test
  void failUnderReject_isImpersonated() {
    Verdict verdict = judge(STRANGER, "x@evil.example", "From: a@bank.example");
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.DMARC, FindingCode.DMARC_FAIL_ENFORCED);
  }

  @Test
  void failWithoutEnvelope_isNoAccusation() {
    Verdict verdict = judge(SmtpSession.UNKNOWN, JudgeOptions.DEFAULT, "From: a@bank.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.ENVELOPE_UNKNOWN);
  }

  @Test
  void recordedFailUnderReject_isImpersonated() {
    Message message =
        Message.of(
            ("Authentication-Results: mx.home.example; dmarc=fail (p=REJECT) header.from=bank.example\r\n"
                    + "From: a@bank.example\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    Authentication recorded = RecordedResults.of(message, "home.example");
    Verdict verdict = new Judge(JudgeOptions.DEFAULT).judge(recorded, message, SmtpSession.UNKNOWN);
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.DMARC, FindingCode.DMARC_FAIL_ENFORCED);
    assertThat(verdict.findings())
        .filteredOn(finding -> finding.code() == FindingCode.RECORDED_RESULTS)
        .singleElement()
        .matches(finding -> finding.summary().contains("mx.home.example"));
  }

  @Test
  void nothingRecorded_isUnproven() {
    Message message = Message.of("From: a@bank.example\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    Verdict verdict =
        new Judge(JudgeOptions.DEFAULT)
            .judge(RecordedResults.of(message, "mx.test"), message, SmtpSession.UNKNOWN);
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.NOTHING_RECORDED);
  }

  @Test
  void failUnderRejectThroughList_isUnproven() {
    Verdict verdict =
        judge(
            OUTSIDE, "bounce@list.example", "List-Id: <talk.list.example>", "From: a@bank.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.INDIRECT_FLOW);
  }

  @Test
  void listFieldsThatNobodyVouchesFor_excuseNothing() {
    Verdict verdict =
        judge(
            STRANGER,
            "bounce@list.example",
            "List-Id: <talk.list.example>",
            "From: a@bank.example");
    assertVerdict(verdict, VerdictKind.IMPERSONATED, Layer.DMARC, FindingCode.DMARC_FAIL_ENFORCED);
  }

  @Test
  void failUnderQuarantineInTestMode_isUnproven() {
    Verdict verdict = judge(STRANGER, "x@evil.example", "From: a@test-mode.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.DMARC_FAIL_NOT_ENFORCED);
  }

  @Test
  void failUnderNone_isUnproven() {
    Verdict verdict = judge(STRANGER, "x@evil.example", "From: a@watch.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.DMARC_FAIL_NOT_ENFORCED);
  }

  @Test
  void nothingAtAll_isUnproven() {
    Verdict verdict = judge(STRANGER, "x@evil.example", "From: a@nowhere.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.NOTHING_AUTHENTICATED);
  }

  @Test
  void ownDomainFromOutside_isImpersonated() {
    Verdict verdict = judge(STRANGER, "x@evil.example", "From: boss@home.example");
    assertVerdict(
        verdict, VerdictKind.IMPERSONATED, Layer.DMARC, FindingCode.OWN_DOMAIN_FROM_OUTSIDE);
  }

  @Test
  void ownDomainFromInside_isUnproven() {
    Verdict verdict = judge(IpAddress.of("10.1.2.3"), "a@home.example", "From: boss@home.example");
    assertVerdict(verdict, VerdictKind.UNPROVEN, Layer.NONE, FindingCode.NOTHING_AUTHENTICATED);
  }

  @Test
  void configuredOwnDomain_countsBelowToo() {
    JudgeOptions options = new JudgeOptions(Set.of(name("corp.example")));
    Verdict verdict =
        judge(session(STRANGER, "x@evil.example"), options, "From: boss@eu.corp.example");
    assertVerdict(
        verdict, VerdictKind.IMPERSONATED, Layer.DMARC, FindingCode.OWN_DOMAIN_FROM_OUTSIDE);
  }

  @Test
  void malformedMessage_isNoted() {
    Verdict verdict = judge(OUTSIDE, "a@bank.example", "From: a@bank.example", "Bad\rField: x");
    assertThat(verdict.findings())
        .extracting(Finding::code)
        .contains(FindingCode.MESSAGE_MALFORMED);
  }

  @Test
  void suspectedWithoutSuspicious_isRefused() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new Verdict(VerdictKind.GENUINE, VerdictKind.BORROWED, Layer.NONE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
