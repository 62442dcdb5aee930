package dev.indicia.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Answer;
import dev.indicia.dns.Dnssec;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.pki.HostPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliverySecurityTest {
  private static final DomainName HOST = DomainName.of("mx.a.test");
  private static final StsPolicy ENFORCE = policy(StsMode.ENFORCE, "*.a.test");
  private static final StsPolicy TESTING = policy(StsMode.TESTING, "*.a.test");
  private static final StsPolicy OTHER = policy(StsMode.ENFORCE, "mx.b.test");
  private static final StsPolicy OFF = policy(StsMode.NONE, "*.a.test");

  private static final TlsaSelection NONE =
      new TlsaSelection.None(TransportReason.DANE_MX_INSECURE, answers(Dnssec.INSECURE));
  private static final TlsaSelection SECURE_NONE =
      new TlsaSelection.None(TransportReason.DANE_NO_RECORD, answers(Dnssec.SECURE));
  private static final TlsaSelection UNUSABLE =
      new TlsaSelection.Unusable(HOST, answers(Dnssec.SECURE));
  private static final TlsaSelection.Usable USABLE =
      new TlsaSelection.Usable(
          List.of(new RecordData.Tlsa(3, 1, 1, "00".repeat(32))),
          HOST,
          List.of(HOST),
          answers(Dnssec.SECURE));
  private static final TlsaSelection FAILED =
      new TlsaSelection.Failed(
          TransportReason.DANE_LOOKUP_FAILED, "servfail", answers(Dnssec.SECURE));

  private static List<Answer> answers(Dnssec dnssec) {
    return List.of(
        new Answer.Found(
            new Question(DomainName.of("a.test"), RecordType.MX),
            List.of(new RecordData.MailExchange(10, HOST)),
            60,
            dnssec));
  }

  private static StsPolicy policy(StsMode mode, String mx) {
    return new StsPolicy(mode, 60, List.of(HostPattern.parse(mx).orElseThrow()), List.of());
  }

  private static DeliverySecurity of(TlsaSelection dane, @Nullable StsPolicy policy) {
    return DeliverySecurity.of(dane, policy, HOST, TlsRequirement.UNSPECIFIED);
  }

  @Test
  void dane_goesBeforeMtaSts() {
    assertThat(of(USABLE, null)).isEqualTo(new DeliverySecurity.Dane(USABLE));
    assertThat(of(USABLE, OTHER)).isEqualTo(new DeliverySecurity.Dane(USABLE));
    assertThat(of(FAILED, ENFORCE))
        .isEqualTo(new DeliverySecurity.Refused(TransportReason.DANE_LOOKUP_FAILED));
  }

  @Test
  void mtaSts_governsWithoutDane() {
    assertThat(of(NONE, ENFORCE)).isEqualTo(new DeliverySecurity.MtaSts(ENFORCE));
    assertThat(of(NONE, TESTING)).isEqualTo(new DeliverySecurity.MtaSts(TESTING));
    assertThat(of(NONE, OTHER))
        .isEqualTo(new DeliverySecurity.Refused(TransportReason.STS_MX_MISMATCH));
    assertThat(of(NONE, OFF))
        .isEqualTo(new DeliverySecurity.Opportunistic(TransportReason.STS_MODE_NONE));
    assertThat(of(NONE, null))
        .isEqualTo(new DeliverySecurity.Opportunistic(TransportReason.DANE_MX_INSECURE));
  }

  @Test
  void unusableRecords_leaveEncryptionMandatory() {
    assertThat(of(UNUSABLE, null))
        .isEqualTo(new DeliverySecurity.Encrypted(TransportReason.DANE_UNUSABLE));
    assertThat(of(UNUSABLE, TESTING))
        .isEqualTo(new DeliverySecurity.Encrypted(TransportReason.DANE_UNUSABLE));
    assertThat(of(UNUSABLE, ENFORCE)).isEqualTo(new DeliverySecurity.MtaSts(ENFORCE));
  }

  private static DeliverySecurity required(TlsaSelection dane, @Nullable StsPolicy policy) {
    return DeliverySecurity.of(dane, policy, HOST, TlsRequirement.REQUIRED);
  }

  @Test
  void requireTls_needsAProvenExchanger() {
    assertThat(required(NONE, null))
        .isEqualTo(new DeliverySecurity.Refused(TransportReason.REQUIRETLS_MX_UNPROVEN));
    assertThat(required(NONE, OFF))
        .isEqualTo(new DeliverySecurity.Refused(TransportReason.REQUIRETLS_MX_UNPROVEN));
    assertThat(required(SECURE_NONE, null)).isEqualTo(new DeliverySecurity.RequireTls(HOST));
    assertThat(required(NONE, TESTING)).isEqualTo(new DeliverySecurity.RequireTls(HOST));
    assertThat(required(UNUSABLE, null)).isEqualTo(new DeliverySecurity.RequireTls(HOST));
    assertThat(required(NONE, ENFORCE)).isEqualTo(new DeliverySecurity.MtaSts(ENFORCE));
    assertThat(required(USABLE, null)).isEqualTo(new DeliverySecurity.Dane(USABLE));
  }

  @Test
  void tlsNotRequired_overridesEveryPolicy() {
    for (TlsaSelection dane : List.of(NONE, UNUSABLE, USABLE, FAILED)) {
      assertThat(DeliverySecurity.of(dane, ENFORCE, HOST, TlsRequirement.NOT_REQUIRED))
          .isEqualTo(new DeliverySecurity.Opportunistic(TransportReason.TLS_REQUIRED_NO));
    }
  }
}
