package dev.indicia.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dmarc.DmarcEvaluator;
import dev.indicia.dmarc.DmarcOptions;
import dev.indicia.dmarc.DmarcResult;
import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Lookups;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneLimits;
import dev.indicia.dns.ZoneSyntaxException;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.spf.SpfChecker;
import dev.indicia.spf.SpfIdentity;
import dev.indicia.spf.SpfOptions;
import dev.indicia.spf.SpfReason;
import dev.indicia.spf.SpfResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** DNS answers made to exhaust who reads them: each ends in a named reason, in time. */
class DnsBombsTest {
  private static final IpAddress CLIENT = IpAddress.of("192.0.2.1");
  private static final SmtpSession SESSION = SmtpSession.of(CLIENT, "a.test", "x@a.test");

  // --- SPF (RFC 7208 §4.6.4, §11.1)
  // ---------------------------------------------------------------

  @Test
  void includeOfItself_isALoop() {
    assertThat(spf(txt("v=spf1 include:a.test -all")))
        .isIn(SpfReason.LOOP, SpfReason.DNS_TERM_LIMIT);
    assertThat(spf(txt("v=spf1 redirect=a.test"))).isIn(SpfReason.LOOP, SpfReason.DNS_TERM_LIMIT);
  }

  @Test
  void includeChainWithoutEnd_hitsTheTermLimit() {
    Resolver chain =
        q -> Bomb.found(q, new RecordData.Text("v=spf1 include:x." + q.name() + " -all"));
    assertThat(spf(chain)).isEqualTo(SpfReason.DNS_TERM_LIMIT);
    Resolver redirects = q -> Bomb.found(q, new RecordData.Text("v=spf1 redirect=x." + q.name()));
    assertThat(spf(redirects)).isEqualTo(SpfReason.DNS_TERM_LIMIT);
    Resolver tree =
        q ->
            Bomb.found(
                q,
                new RecordData.Text(
                    "v=spf1" + (" include:%{d}.x." + q.name()).repeat(12) + " -all"));
    assertThat(spf(tree)).isIn(SpfReason.DNS_TERM_LIMIT, SpfReason.LOOP);
  }

  @Test
  void exchangersTimesAddresses_areBounded() {
    Resolver wide =
        q ->
            switch (q.type()) {
              case TXT ->
                  Bomb.found(q, new RecordData.Text("v=spf1" + " mx:%{h}".repeat(20) + " -all"));
              case MX -> Bomb.found(q, 10, i -> exchanger("m" + i + ".test"));
              case A -> Bomb.found(q, 5000, i -> address(0x0a000000 + i));
              case AAAA, CNAME, PTR, TLSA -> Bomb.nothing(q);
            };
    assertThat(spf(wide)).isIn(SpfReason.DNS_TERM_LIMIT, SpfReason.EVALUATION_LIMIT);
    Resolver many =
        q ->
            q.type() == RecordType.MX
                ? Bomb.found(q, 10_000, i -> exchanger("m" + i + ".test"))
                : q.type() == RecordType.TXT
                    ? Bomb.found(q, new RecordData.Text("v=spf1 mx -all"))
                    : Bomb.nothing(q);
    assertThat(spf(many)).isEqualTo(SpfReason.MX_LIMIT);
  }

  @Test
  void tenThousandPointers_areBounded() {
    Resolver pointers =
        q ->
            switch (q.type()) {
              case TXT -> Bomb.found(q, new RecordData.Text("v=spf1 ptr:%{p}.a.test ptr -all"));
              case PTR -> Bomb.found(q, 10_000, i -> pointer("p" + i + ".a.test"));
              case A -> Bomb.found(q, 5000, i -> address(0x0a000000 + i));
              case AAAA, CNAME, MX, TLSA -> Bomb.nothing(q);
            };
    assertThat(spf(pointers)).isIn(SpfReason.MATCHED_FAIL, SpfReason.EVALUATION_LIMIT);
  }

  @Test
  void voidLookups_areCounted() {
    Resolver voids =
        q ->
            q.type() == RecordType.TXT
                ? Bomb.found(
                    q, new RecordData.Text("v=spf1" + " exists:%{ir}.x.test a:y.test".repeat(4)))
                : Bomb.nothing(q);
    assertThat(spf(voids)).isEqualTo(SpfReason.VOID_LOOKUP_LIMIT);
  }

  @Test
  void recordOfSixtyFourKilobytes_isTooLongOrRefused() {
    for (String unit :
        List.of(" ip4:192.0.2.7", " a", " x=%{d9999r.-+,/_=}", " ", " exp=a.test", "%", " ?all")) {
      String text = "v=spf1" + unit.repeat(65_000 / unit.length());
      assertThat(spf(txt(text)))
          .isIn(
              SpfReason.RECORD_TOO_LONG,
              SpfReason.EVALUATION_LIMIT,
              SpfReason.MACRO_SYNTAX,
              SpfReason.NO_RECORD);
    }
  }

  @Test
  void macrosOfMacros_areBounded() {
    String record = "v=spf1" + (" exists:" + "%{s}".repeat(60) + ".test").repeat(10) + " -all";
    SmtpSession session = SmtpSession.of(CLIENT, "a.test", Bomb.run('x', 900) + "@a.test");
    SpfResult result = spf(session, txt(record));
    assertThat(result.word()).isIn("fail", "permerror");
  }

  @Test
  void tenThousandTextRecords_areBounded() {
    Resolver spam = q -> texts(q, 10_000, "spam");
    assertThat(spf(spam)).isEqualTo(SpfReason.NO_RECORD);
    Resolver records = q -> texts(q, 10_000, "v=spf1 -all #");
    assertThat(spf(records)).isEqualTo(SpfReason.SEVERAL_RECORDS);
    DmarcResult dmarc = dmarc(q -> texts(q, 10_000, "v=DMARC1; p=reject; x="));
    assertThat(dmarc).isInstanceOf(DmarcResult.None.class);
    assertThat(dkim(rsaSignature(256), q -> texts(q, 10_000, "v=DKIM1; p=")).reason())
        .hasValueSatisfying(
            why -> assertThat(why).isIn(DkimReason.KEY_REVOKED, DkimReason.KEY_SYNTAX));
  }

  @Test
  void textOfSixtyFourKilobytes_isBounded() {
    for (String unit : List.of("a=b;", ";", " ", "=", "rua=mailto:x@a.test!9,", "p=reject;")) {
      String tail = unit.repeat(65_000 / unit.length());
      DmarcResult result = dmarc(txt("v=DMARC1;p=none;" + tail));
      assertThat(result.reason()).isPresent();
      assertThat(dkim(rsaSignature(256), txt("v=DKIM1;" + tail)).reason()).isPresent();
    }
  }

  // --- DMARC (RFC 9989 §4.10)
  // ---------------------------------------------------------------------

  @Test
  void nameOfHundredLabels_takesEightQueries() {
    int[] asked = {0};
    Resolver none =
        q -> {
          asked[0] += q.name().firstLabel().equals("_dmarc") ? 1 : 0;
          return Bomb.nothing(q);
        };
    DomainName deep = DomainName.of("a.".repeat(110) + "test");
    DmarcResult result =
        Bomb.bounded(
            300,
            10,
            () ->
                new DmarcEvaluator(DmarcOptions.DEFAULT)
                    .evaluate(deep, List.of(), Bomb.lookups(none)));
    assertThat(result).isInstanceOf(DmarcResult.None.class);
    assertThat(asked[0]).isLessThanOrEqualTo(8);
  }

  // --- DKIM keys (RFC 6376 §3.6.1, RFC 8301 §3.2)
  // -------------------------------------------------

  @Test
  void keysOfManyBits_areTooLongOrDoNotFit() {
    for (int bits : new int[] {4000, 4096, 6000, 8192, 8193, 12_000, 16_000, 60_000}) {
      DkimResult result =
          dkim(
              rsaSignature(Math.min(bits / 8, 1024)),
              txt(keyRecord(bits, BigInteger.valueOf(65_537))));
      assertThat(result.reason().orElseThrow())
          .describedAs("%s bits", bits)
          .isEqualTo(bits > 8192 ? DkimReason.KEY_TOO_LONG : DkimReason.SIGNATURE_MISMATCH);
    }
  }

  @Test
  void exponentsOfManyBits_areRefused() {
    for (int bits : new int[] {100, 1000, 4096, 16_000}) {
      BigInteger exponent = new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
      assertThat(dkim(rsaSignature(512), txt(keyRecord(4096, exponent))).reason())
          .contains(DkimReason.KEY_EXPONENT);
    }
    for (long small : new long[] {0, 1, 2, 4}) {
      DkimResult result = dkim(rsaSignature(256), txt(keyRecord(2048, BigInteger.valueOf(small))));
      assertThat(result.reason())
          .contains(small == 0 ? DkimReason.KEY_SYNTAX : DkimReason.KEY_EXPONENT);
    }
  }

  @Test
  void brokenDer_isRefused() {
    byte[] der = spki(2048, BigInteger.valueOf(65_537));
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] broken = der.clone();
      for (int k = 0; k <= i % 4; k++) {
        broken[random.nextInt(Math.min(40, broken.length))] = (byte) random.nextInt();
      }
      String text = "v=DKIM1; p=" + Base64.getEncoder().encodeToString(broken);
      assertThat(dkim(rsaSignature(256), txt(text)).reason()).isPresent();
    }
  }

  // --- Zone files
  // ---------------------------------------------------------------------------------

  @Test
  void zoneFileBombs_areNamed() {
    assertThat(zone("$INCLUDE other\n", self("$INCLUDE other\n")))
        .isIn(ZoneSyntaxException.Kind.INCLUDE_CYCLE);
    int[] depth = {0};
    IncludeReader deeper =
        (including, path) -> new IncludeReader.Source("f" + depth[0]++, "$INCLUDE f" + depth[0]);
    assertThat(zone("$INCLUDE f\n", deeper))
        .isIn(
            ZoneSyntaxException.Kind.INCLUDE_DEPTH_EXCEEDED,
            ZoneSyntaxException.Kind.INCLUDE_CYCLE);
    assertThat(zone("a.test. IN TXT " + "(".repeat(1_000_000), none()))
        .isEqualTo(ZoneSyntaxException.Kind.SYNTAX);
    assertThat(zone("a.test. IN TXT \"" + Bomb.run('x', 10_000_000), none()))
        .isEqualTo(ZoneSyntaxException.Kind.SYNTAX);
    assertThat(zone(Bomb.run('\\', 5_000_000), none())).isEqualTo(ZoneSyntaxException.Kind.SYNTAX);
    assertThat(
            zone("a.test. IN A 192.0.2.1\n".repeat(3000), none(), new ZoneLimits(1 << 20, 2000, 8)))
        .isEqualTo(ZoneSyntaxException.Kind.RECORDS_EXCEEDED);
    assertThat(zone(Bomb.run(';', 2 << 20), none(), new ZoneLimits(1 << 20, 2000, 8)))
        .isEqualTo(ZoneSyntaxException.Kind.CHARACTERS_EXCEEDED);
  }

  @Test
  void aliasChains_end() throws ZoneSyntaxException {
    StringBuilder text = new StringBuilder("a.test. CNAME a.test.\n");
    for (int i = 0; i < 100_000; i++) {
      text.append('c').append(i).append(".test. CNAME c").append(i + 1).append(".test.\n");
    }
    Zone zone = Zone.parse("zone", text.toString(), none());
    for (String name : List.of("a.test", "c0.test")) {
      Answer answer = zone.resolve(new Question(DomainName.of(name), RecordType.TXT));
      assertThat(answer).isInstanceOf(Answer.Failed.class);
    }
  }

  // --- doubles
  // ------------------------------------------------------------------------------------

  private static Resolver txt(String text) {
    return q ->
        q.type() == RecordType.TXT ? Bomb.found(q, new RecordData.Text(text)) : Bomb.nothing(q);
  }

  private static Answer texts(Question question, int count, String prefix) {
    return question.type() == RecordType.TXT
        ? Bomb.found(question, count, i -> new RecordData.Text(prefix + i))
        : Bomb.nothing(question);
  }

  private static RecordData exchanger(String name) {
    return new RecordData.MailExchange(10, DomainName.of(name));
  }

  private static RecordData pointer(String name) {
    return new RecordData.Pointer(DomainName.of(name));
  }

  private static RecordData address(long value) {
    return new RecordData.Address(new IpAddress(4, 0, value));
  }

  private static SpfReason spf(Resolver resolver) {
    return spf(SESSION, resolver).reason().orElseThrow();
  }

  private static SpfResult spf(SmtpSession session, Resolver resolver) {
    Lookups lookups = Bomb.lookups(resolver);
    return Bomb.bounded(
        1 << 20,
        10,
        () ->
            new SpfChecker(SpfOptions.DEFAULT)
                .check(session, SpfIdentity.MAIL_FROM, lookups, Bomb.AT));
  }

  private static DmarcResult dmarc(Resolver resolver) {
    return Bomb.bounded(
        1 << 20,
        10,
        () ->
            new DmarcEvaluator(DmarcOptions.DEFAULT)
                .evaluate(DomainName.of("x.a.test"), List.of(), Bomb.lookups(resolver)));
  }

  private static DkimResult dkim(String signature, Resolver resolver) {
    Message message = Message.of(Bomb.octets(signature, Bomb.FROM, "\r\n"));
    return Bomb.bounded(
            1 << 20,
            10,
            () -> SignatureCase.strict().verify(message, Bomb.lookups(resolver), Bomb.AT))
        .getFirst();
  }

  private static String rsaSignature(int octets) {
    byte[] value = new byte[octets];
    new Random(octets).nextBytes(value);
    value[0] = 0;
    return "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; h=from;"
        + " bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b="
        + Base64.getEncoder().encodeToString(value)
        + "\r\n";
  }

  private static String keyRecord(int bits, BigInteger exponent) {
    return "v=DKIM1; p=" + Base64.getEncoder().encodeToString(spki(bits, exponent));
  }

  /** SubjectPublicKeyInfo (RFC 5280 §4.1) of an RSA key whose modulus nobody can factor, or we. */
  private static byte[] spki(int bits, BigInteger exponent) {
    BigInteger modulus = new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    byte[] key = der(0x30, der(0x02, modulus.toByteArray()), der(0x02, exponent.toByteArray()));
    byte[] rsaEncryption = {
      0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1
    };
    return der(0x30, der(0x30, rsaEncryption, new byte[] {5, 0}), der(0x03, new byte[1], key));
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int from = octets[0] == 0 ? 1 : 0;
      out.write(0x80 | (octets.length - from));
      out.write(octets, from, octets.length - from);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static IncludeReader none() {
    return (including, path) -> {
      throw new IOException("there is no file");
    };
  }

  private static IncludeReader self(String text) {
    return (including, path) -> new IncludeReader.Source("other", text);
  }

  private static ZoneSyntaxException.Kind zone(String text, IncludeReader includes) {
    return zone(text, includes, ZoneLimits.DEFAULT);
  }

  private static ZoneSyntaxException.Kind zone(
      String text, IncludeReader includes, ZoneLimits limits) {
    ZoneSyntaxException thrown =
        Bomb.bounded(
            text.length(),
            50,
            () ->
                catchThrowableOfType(
                    ZoneSyntaxException.class, () -> Zone.parse("zone", text, includes, limits)));
    assertThat(thrown).isNotNull();
    return thrown.kind();
  }
}
