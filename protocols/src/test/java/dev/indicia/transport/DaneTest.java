package dev.indicia.transport;

import static dev.indicia.transport.TestCertificates.AT;
import static dev.indicia.transport.TestCertificates.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Zone;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaneTest {
  private static final DomainName MX = DomainName.of("mx.mail.test");
  private static final String ANY = "00".repeat(32);

  private final TestCertificates.Issued root = TestCertificates.root("root");
  private final TestCertificates.Issued middle = request("middle").authority().by(root);
  private final TestCertificates.Issued own = request("own").names("mx.mail.test").by(middle);

  private static Zone.Builder zone() {
    return Zone.builder()
        .mx("a.test", 10, "mx.mail.test")
        .address("mx.mail.test", "192.0.2.1")
        .secure("a.test")
        .secure("mail.test");
  }

  private static TlsaSelection find(Zone zone) {
    Question mx = new Question(DomainName.of("a.test"), RecordType.MX);
    return TlsaSelection.find(zone.resolve(mx), MX, zone);
  }

  private static RecordData.Tlsa tlsa(int usage, int selector, int type, byte[] data) {
    try {
      byte[] digest =
          type == 0
              ? data
              : MessageDigest.getInstance(type == 1 ? "SHA-256" : "SHA-512").digest(data);
      return new RecordData.Tlsa(usage, selector, type, HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] data(X509Certificate certificate, int selector) {
    try {
      return selector == 0 ? certificate.getEncoded() : certificate.getPublicKey().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static DaneResult evaluate(
      List<RecordData.Tlsa> records, List<X509Certificate> chain, Instant at) {
    return DaneResult.evaluate(
        new TlsaSelection.Usable(
            records, MX, List.of(MX, DomainName.of("a.test")), List.<Answer>of()),
        chain,
        at);
  }

  private List<X509Certificate> chain() {
    return List.of(own.certificate(), middle.certificate(), root.certificate());
  }

  @Test
  void secureRecords_areUsed() {
    TlsaSelection found = find(zone().tlsa("_25._tcp.mx.mail.test", 3, 1, 1, ANY).build());
    assertThat(found)
        .isInstanceOfSatisfying(
            TlsaSelection.Usable.class,
            usable -> {
              assertThat(usable.baseDomain()).isEqualTo(MX);
              assertThat(usable.names()).containsExactly(MX, DomainName.of("a.test"));
              assertThat(usable.records()).hasSize(1);
            });
  }

  @Test
  void insecureAnswers_switchDaneOff() {
    Zone mx =
        Zone.builder()
            .mx("a.test", 10, "mx.mail.test")
            .address("mx.mail.test", "192.0.2.1")
            .build();
    assertThat(find(mx))
        .isInstanceOfSatisfying(
            TlsaSelection.None.class,
            none -> assertThat(none.why()).isEqualTo(TransportReason.DANE_MX_INSECURE));
    Zone address =
        Zone.builder()
            .mx("a.test", 10, "mx.mail.test")
            .address("mx.mail.test", "192.0.2.1")
            .tlsa("_25._tcp.mx.mail.test", 3, 1, 1, ANY)
            .secure("a.test")
            .build();
    assertThat(find(address))
        .isInstanceOfSatisfying(
            TlsaSelection.None.class,
            none -> assertThat(none.why()).isEqualTo(TransportReason.DANE_ADDRESS_INSECURE));
    assertThat(find(zone().build()))
        .isInstanceOfSatisfying(
            TlsaSelection.None.class,
            none -> assertThat(none.why()).isEqualTo(TransportReason.DANE_NO_RECORD));
  }

  @Test
  void failedLookups_forbidDelivery() {
    for (RecordType type : List.of(RecordType.CNAME, RecordType.A, RecordType.AAAA)) {
      assertThat(find(zone().fail("mx.mail.test", type, DnsFailure.SERVFAIL).build()))
          .isInstanceOf(TlsaSelection.Failed.class);
    }
    assertThat(
            find(zone().fail("_25._tcp.mx.mail.test", RecordType.TLSA, DnsFailure.BOGUS).build()))
        .isInstanceOfSatisfying(
            TlsaSelection.Failed.class,
            failed -> {
              assertThat(failed.why()).isEqualTo(TransportReason.DANE_LOOKUP_FAILED);
              assertThat(failed.detail()).isEqualTo("TLSA _25._tcp.mx.mail.test: bogus");
            });
    assertThat(find(Zone.builder().fail("a.test", DnsFailure.TIMEOUT).build()))
        .isInstanceOf(TlsaSelection.Failed.class);
  }

  private static DomainName base(TlsaSelection selection) {
    return ((TlsaSelection.Usable) selection).baseDomain();
  }

  private static Zone.Builder aliased() {
    return Zone.builder()
        .mx("a.test", 10, "mx.mail.test")
        .cname("mx.mail.test", "host.real.test")
        .address("host.real.test", "192.0.2.1")
        .secure("a.test")
        .secure("mail.test");
  }

  @Test
  void secureAliases_moveTheBaseDomain() {
    Zone both =
        aliased()
            .secure("real.test")
            .tlsa("_25._tcp.mx.mail.test.", 3, 1, 1, ANY)
            .tlsa("_25._tcp.host.real.test", 3, 1, 1, ANY)
            .build();
    assertThat(base(find(both))).isEqualTo(DomainName.of("host.real.test"));
    Zone own = aliased().secure("real.test").tlsa("_25._tcp.mx.mail.test", 3, 1, 1, ANY).build();
    assertThat(base(find(own))).isEqualTo(MX);
    Zone insecureEnd =
        aliased()
            .tlsa("_25._tcp.mx.mail.test", 3, 1, 1, ANY)
            .tlsa("_25._tcp.host.real.test", 3, 1, 1, ANY)
            .build();
    assertThat(base(find(insecureEnd))).isEqualTo(MX);
  }

  @Test
  void aliasesAndRecords_areBounded() {
    Zone.Builder long9 = zone();
    Zone.Builder builder =
        Zone.builder()
            .mx("a.test", 10, "mx.mail.test")
            .secure("test")
            .cname("mx.mail.test", "c0.test");
    for (int i = 0; i < TransportLimits.DEFAULT.aliasesMax(); i++) {
      builder.cname("c" + i + ".test", "c" + (i + 1) + ".test");
    }
    assertThat(find(builder.build()))
        .isInstanceOfSatisfying(
            TlsaSelection.Failed.class,
            failed -> assertThat(failed.why()).isEqualTo(TransportReason.DANE_LIMIT));
    for (int i = 0; i <= TransportLimits.DEFAULT.tlsaRecordsMax(); i++) {
      long9.tlsa("_25._tcp.mx.mail.test", 3, 1, 1, "%064x".formatted(i));
    }
    assertThat(find(long9.build()))
        .isInstanceOfSatisfying(
            TlsaSelection.Failed.class,
            failed -> assertThat(failed.why()).isEqualTo(TransportReason.DANE_LIMIT));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 0, 1",
    "4, 0, 1",
    "255, 0, 1",
    "3, 2, 1",
    "3, 1, 3",
    "3, 1, 2",
  })
  void unusableRecords_askForTlsAlone(int usage, int selector, int type) {
    TlsaSelection found =
        find(zone().tlsa("_25._tcp.mx.mail.test", usage, selector, type, ANY).build());
    assertThat(found).isInstanceOf(TlsaSelection.Unusable.class);
  }

  @Test
  void ofDigests_onlyTheStrongestCounts() {
    Zone zone =
        zone()
            .tlsa("_25._tcp.mx.mail.test", 3, 1, 1, ANY)
            .tlsa("_25._tcp.mx.mail.test", 3, 1, 2, ANY + ANY)
            .tlsa("_25._tcp.mx.mail.test", 3, 1, 0, "00")
            .tlsa("_25._tcp.mx.mail.test", 2, 1, 1, ANY)
            .build();
    assertThat(((TlsaSelection.Usable) find(zone)).records())
        .extracting(r -> r.usage() + " " + r.selector() + " " + r.matchingType())
        .containsExactly("3 1 2", "3 1 0", "2 1 1");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"})
  void everySelectorAndMatchingType_matches(int selector, int type) {
    RecordData.Tlsa end = tlsa(3, selector, type, data(own.certificate(), selector));
    assertThat(evaluate(List.of(end), chain(), AT)).isEqualTo(new DaneResult.Authenticated(end, 0));
    RecordData.Tlsa anchor = tlsa(2, selector, type, data(middle.certificate(), selector));
    assertThat(evaluate(List.of(anchor), chain(), AT))
        .isEqualTo(new DaneResult.Authenticated(anchor, 1));
    RecordData.Tlsa top = tlsa(2, selector, type, data(root.certificate(), selector));
    assertThat(evaluate(List.of(top), chain(), AT)).isEqualTo(new DaneResult.Authenticated(top, 2));
  }

  @Test
  void endEntity_needsNeitherNameNorDates() {
    TestCertificates.Issued self =
        request("self").names("other.test").valid(AT.minusSeconds(9), AT.minusSeconds(1)).by(null);
    RecordData.Tlsa record = tlsa(3, 1, 1, data(self.certificate(), 1));
    assertThat(evaluate(List.of(record), List.of(self.certificate()), AT))
        .isEqualTo(new DaneResult.Authenticated(record, 0));
  }

  @Test
  void trustAnchor_mustHaveIssuedACertificateForTheHost() {
    RecordData.Tlsa anchor = tlsa(2, 0, 1, data(root.certificate(), 0));
    X509Certificate forOther = request("x").names("other.test").by(root).certificate();
    assertThat(evaluate(List.of(anchor), List.of(forOther, root.certificate()), AT))
        .isEqualTo(new DaneResult.Refused(TransportReason.DANE_NAME));
    X509Certificate forDomain = request("x").names("a.test").by(root).certificate();
    assertThat(evaluate(List.of(anchor), List.of(forDomain, root.certificate()), AT))
        .isEqualTo(new DaneResult.Authenticated(anchor, 1));
    X509Certificate foreign =
        request("x").names("mx.mail.test").by(TestCertificates.root("root")).certificate();
    assertThat(evaluate(List.of(anchor), List.of(foreign, root.certificate()), AT))
        .isEqualTo(new DaneResult.Refused(TransportReason.DANE_CHAIN));
    assertThat(evaluate(List.of(anchor), chain(), TestCertificates.NOT_AFTER.plusSeconds(1)))
        .isEqualTo(new DaneResult.Refused(TransportReason.CERTIFICATE_EXPIRED));
    // A trust anchor that is not sent, or only the end itself, vouches for nothing.
    assertThat(evaluate(List.of(anchor), List.of(own.certificate(), middle.certificate()), AT))
        .isEqualTo(new DaneResult.Refused(TransportReason.DANE_MISMATCH));
    RecordData.Tlsa end = tlsa(2, 0, 1, data(own.certificate(), 0));
    assertThat(evaluate(List.of(end), chain(), AT))
        .isEqualTo(new DaneResult.Refused(TransportReason.DANE_MISMATCH));
  }

  @Test
  void oneRecordOfMany_isEnough() {
    RecordData.Tlsa old = new RecordData.Tlsa(3, 1, 1, ANY);
    RecordData.Tlsa current = tlsa(3, 1, 1, data(own.certificate(), 1));
    assertThat(evaluate(List.of(old, current), chain(), AT))
        .isEqualTo(new DaneResult.Authenticated(current, 0));
    assertThat(evaluate(List.of(old), List.of(), AT))
        .isEqualTo(new DaneResult.Refused(TransportReason.NO_TLS));
    assertThat(
            DaneResult.evaluate(
                (TlsaSelection.Usable)
                    find(zone().tlsa("_25._tcp.mx.mail.test", 3, 1, 1, ANY).build()),
                chain(),
                AT,
                new TransportLimits(1, 1, 2, 1, 1)))
        .isEqualTo(new DaneResult.Refused(TransportReason.CHAIN_LENGTH));
  }
}
