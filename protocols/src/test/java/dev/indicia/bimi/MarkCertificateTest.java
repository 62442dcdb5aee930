package dev.indicia.bimi;

import static dev.indicia.transport.TestCertificates.AT;
import static dev.indicia.transport.TestCertificates.join;
import static dev.indicia.transport.TestCertificates.oid;
import static dev.indicia.transport.TestCertificates.request;
import static dev.indicia.transport.TestCertificates.sequence;
import static dev.indicia.transport.TestCertificates.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dmarc.Identifier;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Zone;
import dev.indicia.transport.TestCertificates;
import dev.indicia.transport.TestCertificates.Issued;
import dev.indicia.transport.TestCertificates.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class MarkCertificateTest {
  private static final String USAGE = MarkCertificate.KEY_USAGE;
  private static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
  private static final byte[] SVG = BimiEvaluatorTest.SVG.getBytes(StandardCharsets.UTF_8);

  private final Issued root = TestCertificates.root("Mark Root");
  private final Issued middle = request("Mark CA").authority().usages(USAGE).by(root);

  static byte[] gzip(byte[] octets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] ia5(String text) {
    return tagged(0x16, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A logotype extension whose subject logo is inside a data URI. */
  static byte[] logotype(byte[] embedded, String algorithm, byte[] digest) {
    String uri = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(embedded);
    byte[] hash = sequence(sequence(oid(algorithm)), tagged(0x04, digest));
    byte[] details = sequence(ia5("image/svg+xml"), sequence(hash), sequence(ia5(uri)));
    return sequence(tagged(0xa2, tagged(0xa0, sequence(sequence(details)))));
  }

  private static Request mark(byte[] logotype, String... names) {
    return request("A Inc")
        .names(names)
        .usages(USAGE)
        .extension("1.3.6.1.5.5.7.1.12", false, logotype);
  }

  private static byte[] valid() {
    byte[] embedded = gzip(SVG);
    return logotype(embedded, SHA_256, sha256(embedded));
  }

  static byte[] pem(Issued... certificates) {
    StringBuilder text = new StringBuilder("A bundle\n");
    for (Issued issued : certificates) {
      try {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(issued.certificate().getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private MarkCertificate.Validation validate(byte[] pem, Instant at) {
    return MarkCertificate.validate(
        pem, Set.of(new TrustAnchor(root.certificate(), null)), at, BimiLimits.DEFAULT);
  }

  private BimiReason why(byte[] pem) {
    return ((MarkCertificate.Validation.Invalid) validate(pem, AT)).why();
  }

  @Test
  void certificate_saysWhatAndForWhom() {
    Issued own =
        mark(valid(), "a.test", "brand._bimi.b.test")
            .extension("1.3.6.1.4.1.11129.2.4.2", false, new byte[] {4, 0})
            .by(middle);
    for (byte[] bundle : List.of(pem(own, middle), pem(middle, own), pem(own, middle, root))) {
      MarkCertificate certificate =
          ((MarkCertificate.Validation.Valid) validate(bundle, AT)).certificate();
      assertThat(certificate.names()).containsExactly("a.test", "brand._bimi.b.test");
      assertThat(certificate.hasTimestamp()).isTrue();
      assertThat(certificate.markType()).isNull();
      assertThat(certificate.mark().sha256()).isEqualTo(SvgProfile.sha256(SVG));
      assertThat(certificate.isFor("x", List.of(DomainName.of("a.test")))).isTrue();
      assertThat(certificate.isFor("x", List.of(DomainName.of("mail.a.test")))).isFalse();
      assertThat(certificate.isFor("brand", List.of(DomainName.of("b.test")))).isTrue();
      assertThat(certificate.isFor("default", List.of(DomainName.of("b.test")))).isFalse();
    }
  }

  @Test
  void markType_isReadFromTheSubject() {
    Issued own =
        TestCertificates.request("A", "1.3.6.1.4.1.53087.1.13", "Registered Mark")
            .names("a.test")
            .usages(USAGE)
            .extension("1.3.6.1.5.5.7.1.12", false, valid())
            .by(middle);
    assertThat(((MarkCertificate.Validation.Valid) validate(pem(own, middle), AT)).certificate())
        .extracting(MarkCertificate::markType)
        .isEqualTo("Registered Mark");
  }

  @Test
  void digest_mayBeOfTheExpandedMark() {
    Issued own = mark(logotype(gzip(SVG), SHA_256, sha256(SVG)), "a.test").by(middle);
    assertThat(validate(pem(own, middle), AT)).isInstanceOf(MarkCertificate.Validation.Valid.class);
    Issued other = mark(logotype(gzip(SVG), SHA_256, sha256(new byte[1])), "a.test").by(middle);
    assertThat(why(pem(other, middle))).isEqualTo(BimiReason.EVIDENCE_DIGEST);
    Issued old = mark(logotype(gzip(SVG), "1.3.14.3.2.26", new byte[20]), "a.test").by(middle);
    assertThat(why(pem(old, middle))).isEqualTo(BimiReason.EVIDENCE_DIGEST);
    Issued unknown = mark(logotype(gzip(SVG), "1.2.3.4", new byte[20]), "a.test").by(middle);
    assertThat(why(pem(unknown, middle))).isEqualTo(BimiReason.EVIDENCE_LOGOTYPE);
  }

  @Test
  void chain_mustLeadToAnAuthorityInTime() {
    Issued own = mark(valid(), "a.test").by(middle);
    assertThat(why(pem(own))).isEqualTo(BimiReason.EVIDENCE_UNTRUSTED);
    assertThat(why(pem(mark(valid(), "a.test").by(TestCertificates.root("Mark Root")))))
        .isEqualTo(BimiReason.EVIDENCE_UNTRUSTED);
    assertThat(validate(pem(own, middle), TestCertificates.NOT_AFTER.plusSeconds(1)))
        .isInstanceOfSatisfying(
            MarkCertificate.Validation.Invalid.class,
            invalid -> assertThat(invalid.why()).isEqualTo(BimiReason.EVIDENCE_EXPIRED));
  }

  @Test
  void bundle_holdsExactlyOneMark() {
    Issued one = mark(valid(), "a.test").by(middle);
    Issued two = mark(valid(), "b.test").by(middle);
    assertThat(why(pem(one, two, middle))).isEqualTo(BimiReason.EVIDENCE_NO_MARK);
    assertThat(why(pem(middle))).isEqualTo(BimiReason.EVIDENCE_NO_MARK);
    Issued server = request("s").names("a.test").usages("1.3.6.1.5.5.7.3.1").by(middle);
    assertThat(why(pem(server, middle))).isEqualTo(BimiReason.EVIDENCE_NO_MARK);
    assertThat(why(pem(one, one))).isEqualTo(BimiReason.EVIDENCE_SYNTAX);
    assertThat(why(new byte[0])).isEqualTo(BimiReason.EVIDENCE_SYNTAX);
    assertThat(
            why(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
                    .getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(BimiReason.EVIDENCE_SYNTAX);
    assertThat(why("-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(BimiReason.EVIDENCE_SYNTAX);
  }

  @Test
  void limits_areReasons() {
    Issued own = mark(valid(), "a.test").by(middle);
    Set<TrustAnchor> anchors = Set.of(new TrustAnchor(root.certificate(), null));
    byte[] pem = pem(own, middle);
    BimiLimits size = new BimiLimits(32_768, pem.length - 1, 8, 64, 100);
    assertThat(MarkCertificate.validate(pem, anchors, AT, size))
        .isEqualTo(
            new MarkCertificate.Validation.Invalid(
                BimiReason.EVIDENCE_SIZE, pem.length + " octets"));
    BimiLimits count = new BimiLimits(32_768, pem.length, 1, 64, 100);
    assertThat(MarkCertificate.validate(pem, anchors, AT, count))
        .isEqualTo(
            new MarkCertificate.Validation.Invalid(
                BimiReason.EVIDENCE_SYNTAX, "more than 1 certificates"));
  }

  @Test
  void logotype_isReadOrRefused() {
    byte[] good = valid();
    Random random = new Random(3);
    int read = 0;
    for (int round = 0; round < 300; round++) {
      byte[] altered = good.clone();
      altered[random.nextInt(40)] = (byte) random.nextInt(256);
      Issued own = mark(altered, "a.test").by(middle);
      read += validate(pem(own, middle), AT) instanceof MarkCertificate.Validation.Valid ? 1 : 0;
    }
    assertThat(read).isBetween(1, 299);
    for (byte[] bad :
        List.of(
            new byte[0],
            sequence(),
            sequence(tagged(0xa2, new byte[0])),
            sequence(tagged(0xa2, tagged(0xa1, new byte[0]))),
            join(new byte[] {0x30, (byte) 0x84, 1, 1, 1, 1}),
            logotype("<svg/>".getBytes(StandardCharsets.UTF_8), SHA_256, sha256(new byte[0])))) {
      Issued own = mark(bad, "a.test").by(middle);
      assertThat(validate(pem(own, middle), AT))
          .isInstanceOf(MarkCertificate.Validation.Invalid.class);
    }
  }

  private BimiResult evaluate(byte[] evidence, byte[] indicator) {
    Zone zone =
        Zone.builder()
            .txt("_dmarc.a.test", "v=DMARC1; p=reject")
            .txt(
                "default._bimi.a.test",
                "v=BIMI1; l=https://i.a.test/l.svg; a=https://i.a.test/v.pem")
            .build();
    DomainName author = DomainName.of("a.test");
    DmarcResult dmarc =
        new DmarcEvaluator(DmarcOptions.DEFAULT)
            .evaluate(
                author,
                List.of(new Identifier(Identifier.Method.SPF, Identifier.Status.PASS, author)),
                zone);
    BimiAssets assets =
        uri ->
            Optional.of(uri.getPath().endsWith(".pem") ? evidence : indicator)
                .filter(o -> o.length > 0);
    return new BimiEvaluator(
            assets, Set.of(new TrustAnchor(root.certificate(), null)), BimiLimits.DEFAULT)
        .evaluate(new BimiMessage(true, "a", dmarc, null), zone, AT);
  }

  @Test
  void evidence_isWeighedWithTheIndicator() {
    byte[] own = pem(mark(valid(), "a.test").by(middle), middle);
    BimiResult pass = evaluate(own, SVG);
    assertThat(pass).isInstanceOf(BimiResult.Pass.class);
    assertThat(pass.basis().authority()).isEqualTo(BimiBasis.Authority.PASS);
    assertThat(evaluate(own, new byte[0])).isInstanceOf(BimiResult.Pass.class);
    BimiResult noEvidence = evaluate(new byte[0], SVG);
    assertThat(noEvidence).isInstanceOf(BimiResult.Pass.class);
    assertThat(noEvidence.basis().authority()).isEqualTo(BimiBasis.Authority.NONE);
    BimiResult swapped =
        evaluate(
            own, BimiEvaluatorTest.SVG.replace("#123", "#124").getBytes(StandardCharsets.UTF_8));
    assertThat(swapped.reason()).contains(BimiReason.EVIDENCE_OTHER_INDICATOR);
    assertThat(swapped.basis().authority()).isEqualTo(BimiBasis.Authority.FAIL);
    BimiResult foreign = evaluate(pem(mark(valid(), "b.test").by(middle), middle), SVG);
    assertThat(foreign.reason()).contains(BimiReason.EVIDENCE_DOMAIN);
  }
}
