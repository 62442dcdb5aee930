package dev.indicia.transport;

import static dev.indicia.transport.TestCertificates.AT;
import static dev.indicia.transport.TestCertificates.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import dev.indicia.evidence.Strictness;
import dev.indicia.pki.HostPattern;
import java.nio.charset.StandardCharsets;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsTest {
  private static final DomainName MX = DomainName.of("mx1.mail.example");
  private static final String POLICY =
      "version: STSv1\r\nmode: enforce\r\nmx: *.mail.example\r\nmx: mail.example\r\n"
          + "max_age: 604800\r\n";

  private static StsPolicy.Parsed parse(String text) {
    return StsPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static StsPolicy policy(String text) {
    return ((StsPolicy.Parsed.Valid) parse(text)).policy();
  }

  @Test
  void record_hasItsId() {
    assertThat(StsRecord.parse("v=STSv1; id=20260601T000000;"))
        .isEqualTo(new RecordParse.Valid<>(new StsRecord("20260601T000000", List.of())));
    assertThat(StsRecord.parse("v=STSv1;id=1 ; x.y=2 ;id=3"))
        .isEqualTo(new RecordParse.Valid<>(new StsRecord("1", List.of("x.y", "id"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v=STSv1", "v=STSv2; id=1", "V=STSv1; id=1", " v=STSv1; id=1", "x"})
  void otherRecords_areDiscarded(String text) {
    assertThat(StsRecord.parse(text)).isInstanceOf(RecordParse.Other.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=STSv1;|8",
        "v=STSv1; x=1;|13",
        "v=STSv1; id=|9",
        "v=STSv1; id=a-b|12",
        "v=STSv1; id=123456789012345678901234567890123|12",
        "v=STSv1; id=1; ; x=2|15",
        "v=STSv1; id=1; x=a=b|17",
        "v=STSv1; id=1; =2|15",
        "v=STSv1; id=1; x=ä|17",
      })
  void malformedRecord_isNamedAtItsPlace(String text, int offset) {
    assertThat(StsRecord.parse(text))
        .isEqualTo(new RecordParse.Malformed<>(offset, TransportReason.STS_RECORD_MALFORMED));
  }

  private static RecordSelection<StsRecord> select(Zone zone) {
    Answer answer =
        zone.resolve(
            new Question(
                StsRecord.nameFor(DomainName.of("a.example")).orElseThrow(), RecordType.TXT));
    return StsRecord.select(answer);
  }

  @Test
  void selection_takesTheOnlyRecord() {
    String name = "_mta-sts.a.example";
    Zone.Builder one = Zone.builder().txt(name, "v=spf1 -all").txt(name, "v=STSv1; id=7");
    assertThat(select(one.build()))
        .isEqualTo(new RecordSelection.Selected<>(new StsRecord("7", List.of())));
    assertThat(select(Zone.builder().txt(name, "v=STSv1; id=7").txt(name, "v=STSv1; id=").build()))
        .isEqualTo(new RecordSelection.None<>(TransportReason.STS_SEVERAL_RECORDS, "2 records"));
    assertThat(select(Zone.builder().txt(name, "v=STSv1; id=").build()))
        .isEqualTo(
            new RecordSelection.None<>(TransportReason.STS_RECORD_MALFORMED, "at character 9"));
    assertThat(select(Zone.builder().build()))
        .isEqualTo(new RecordSelection.None<>(TransportReason.STS_NO_RECORD, "nxdomain"));
    assertThat(select(Zone.builder().fail(name, DnsFailure.SERVFAIL).build()))
        .isEqualTo(new RecordSelection.None<>(TransportReason.STS_LOOKUP_FAILED, "servfail"));
  }

  @Test
  void policy_isReadWithEitherLineEnd() {
    StsPolicy policy = policy(POLICY);
    assertThat(policy.mode()).isEqualTo(StsMode.ENFORCE);
    assertThat(policy.maxAgeSeconds()).isEqualTo(604_800);
    assertThat(policy.mx())
        .extracting(HostPattern::text)
        .containsExactly("*.mail.example", "mail.example");
    assertThat(policy(POLICY.replace("\r", ""))).isEqualTo(policy);
    assertThat(policy(POLICY.strip())).isEqualTo(policy);
    assertThat(policy(POLICY.replace(": ", ":").replace("\r", "  \r"))).isEqualTo(policy);
  }

  @Test
  void unknownAndRepeatedFields_areIgnored() {
    StsPolicy policy = policy(POLICY + "mode: none\nmax_age: 1\nlater.field: grüße\n");
    assertThat(policy.mode()).isEqualTo(StsMode.ENFORCE);
    assertThat(policy.maxAgeSeconds()).isEqualTo(604_800);
    assertThat(policy.ignored()).containsExactly("mode", "max_age", "later.field");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: none~max_age: 1|2|STS_FIELD_MISSING",
        "version: STSv1~max_age: 1|2|STS_FIELD_MISSING",
        "version: STSv1~mode: none|2|STS_FIELD_MISSING",
        "version: STSv1~mode: testing~max_age: 1|3|STS_FIELD_MISSING",
        "version: STSv2~mode: none|1|STS_VERSION",
        "version: STSv1~mode: Enforce|2|STS_POLICY_SYNTAX",
        "version: STSv1~~mode: none|2|STS_POLICY_SYNTAX",
        "version: STSv1~mode none|2|STS_POLICY_SYNTAX",
        "version: STSv1~mode : none|2|STS_POLICY_SYNTAX",
        "version: STSv1~mode:|2|STS_POLICY_SYNTAX",
        "version: STSv1~max_age: -1|2|STS_POLICY_SYNTAX",
        "version: STSv1~max_age: 12345678901|2|STS_POLICY_SYNTAX",
        "version: STSv1~max_age: 31557601|2|STS_POLICY_SYNTAX",
        "version: STSv1~mx: a..b|2|STS_POLICY_SYNTAX",
        "version: STSv1~mx: *|2|STS_POLICY_SYNTAX",
        "version: STSv1~mx: a.*.example|2|STS_POLICY_SYNTAX",
        "version: STSv1~mx: bücher.example|2|STS_POLICY_SYNTAX",
        "<html>|1|STS_POLICY_SYNTAX",
        "''|1|STS_FIELD_MISSING",
      })
  void malformedPolicy_isNamedAtItsLine(String text, int line, TransportReason why) {
    assertThat(parse(text.replace('~', '\n')))
        .isInstanceOfSatisfying(
            StsPolicy.Parsed.Malformed.class,
            malformed -> {
              assertThat(malformed.why()).isEqualTo(why);
              assertThat(malformed.line()).isEqualTo(line);
            });
  }

  @Test
  void lenientReading_overlooksAndSaysSo() {
    String text = "version: STSv1\n\nmode: none\nmax_age: 99999999\n\n";
    assertThat(
            StsPolicy.parse(
                text.getBytes(StandardCharsets.UTF_8), Strictness.LENIENT, TransportLimits.DEFAULT))
        .isEqualTo(
            new StsPolicy.Parsed.Valid(
                new StsPolicy(StsMode.NONE, 31_557_600, List.of(), List.of()),
                List.of(TransportDeviation.BLANK_LINE, TransportDeviation.MAX_AGE)));
  }

  @Test
  void policySize_isBounded() {
    int max = TransportLimits.DEFAULT.policyOctetsMax();
    String fill = "x: " + "y".repeat(max - POLICY.length() - 4) + "\n";
    assertThat(parse(POLICY + fill)).isInstanceOf(StsPolicy.Parsed.Valid.class);
    assertThat(parse(POLICY + "x" + fill))
        .isInstanceOfSatisfying(
            StsPolicy.Parsed.Malformed.class,
            m -> assertThat(m.why()).isEqualTo(TransportReason.STS_POLICY_SIZE));
  }

  @ParameterizedTest
  @CsvSource({
    "*.mail.example, mx.mail.example, true",
    "*.mail.example, mail.example, false",
    "*.mail.example, a.mx.mail.example, false",
    "MX.Mail.Example, mx.mail.example, true",
    "mail.example, mx.mail.example, false",
    "*.xn--bcher-kva.example, mx.xn--bcher-kva.example, true",
  })
  void pattern_standsForOneLabel(String pattern, String host, boolean matches) {
    assertThat(HostPattern.parse(pattern).orElseThrow().matches(DomainName.of(host)))
        .isEqualTo(matches);
  }

  private static StsResult evaluate(String text, DomainName mx, Instant at, String... names) {
    TestCertificates.Issued root = TestCertificates.root("root");
    TestCertificates.Issued middle = request("middle").authority().by(root);
    X509Certificate own = request("own").names(names).by(middle).certificate();
    return StsResult.evaluate(
        policy(text),
        AT,
        mx,
        List.of(own, middle.certificate()),
        Set.of(new TrustAnchor(root.certificate(), null)),
        at);
  }

  @Test
  void certificate_mustNameTheHost() {
    assertThat(evaluate(POLICY, MX, AT, "mx1.mail.example")).isEqualTo(new StsResult.Valid());
    assertThat(evaluate(POLICY, MX, AT, "x.example", "*.mail.example"))
        .isEqualTo(new StsResult.Valid());
    for (String other :
        List.of("mail.example", "*.example", "mx*.mail.example", "mx2.mail.example")) {
      assertThat(evaluate(POLICY, MX, AT, other))
          .as(other)
          .isEqualTo(new StsResult.Refused(TransportReason.CERTIFICATE_NAME));
    }
  }

  @Test
  void mode_saysWhatAFailureMeans() {
    DomainName other = DomainName.of("mx.other.example");
    assertThat(evaluate(POLICY, other, AT, "mx.other.example"))
        .isEqualTo(new StsResult.Refused(TransportReason.STS_MX_MISMATCH));
    assertThat(evaluate(POLICY.replace("enforce", "testing"), other, AT, "mx.other.example"))
        .isEqualTo(new StsResult.Reported(TransportReason.STS_MX_MISMATCH));
    assertThat(evaluate(POLICY.replace("enforce", "none"), other, AT, "mx.other.example"))
        .isEqualTo(new StsResult.NotApplied(TransportReason.STS_MODE_NONE));
  }

  @Test
  void policy_expires() {
    assertThat(evaluate(POLICY, MX, AT.plusSeconds(604_799), "mx1.mail.example"))
        .isEqualTo(new StsResult.Valid());
    assertThat(evaluate(POLICY, MX, AT.plusSeconds(604_800), "mx1.mail.example"))
        .isEqualTo(new StsResult.NotApplied(TransportReason.STS_POLICY_EXPIRED));
  }

  @Test
  void chain_mustLeadToAnAnchorAndBeValid() {
    TestCertificates.Issued root = TestCertificates.root("root");
    Set<TrustAnchor> anchors = Set.of(new TrustAnchor(root.certificate(), null));
    TestCertificates.Issued other = TestCertificates.root("root");
    Instant end = AT.minusSeconds(1);
    X509Certificate good = request("a").names("mx1.mail.example").by(root).certificate();
    X509Certificate expired =
        request("a")
            .names("mx1.mail.example")
            .valid(TestCertificates.NOT_BEFORE, end)
            .by(root)
            .certificate();
    X509Certificate client =
        request("a").names("mx1.mail.example").usages("1.3.6.1.5.5.7.3.2").by(root).certificate();
    X509Certificate stranger = request("a").names("mx1.mail.example").by(other).certificate();
    assertThat(check(List.of(good), anchors)).isEmpty();
    assertThat(check(List.of(expired), anchors)).contains(TransportReason.CERTIFICATE_EXPIRED);
    assertThat(check(List.of(client), anchors)).contains(TransportReason.CERTIFICATE_UNTRUSTED);
    assertThat(check(List.of(stranger), anchors)).contains(TransportReason.CERTIFICATE_UNTRUSTED);
    assertThat(check(List.of(good), Set.of())).contains(TransportReason.CERTIFICATE_UNTRUSTED);
    assertThat(check(List.of(), anchors)).contains(TransportReason.NO_TLS);
    assertThat(
            check(
                java.util.Collections.nCopies(TransportLimits.DEFAULT.certificatesMax() + 1, good),
                anchors))
        .contains(TransportReason.CHAIN_LENGTH);
    TestCertificates.Issued stale =
        request("middle").authority().valid(TestCertificates.NOT_BEFORE, end).by(root);
    X509Certificate below = request("a").names("mx1.mail.example").by(stale).certificate();
    assertThat(check(List.of(below, stale.certificate()), anchors))
        .contains(TransportReason.CERTIFICATE_EXPIRED);
    TestCertificates.Issued noAuthority = request("middle").by(root);
    X509Certificate forged = request("a").names("mx1.mail.example").by(noAuthority).certificate();
    assertThat(check(List.of(forged, noAuthority.certificate()), anchors))
        .contains(TransportReason.CERTIFICATE_UNTRUSTED);
  }

  private static java.util.Optional<TransportReason> check(
      List<X509Certificate> chain, Set<TrustAnchor> anchors) {
    return StsResult.evaluate(policy(POLICY), AT, MX, chain, anchors, AT).reason();
  }
}
