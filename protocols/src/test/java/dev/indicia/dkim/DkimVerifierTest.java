package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.BODY;
import static dev.indicia.dkim.Fixture.HEADER;
import static dev.indicia.dkim.Fixture.RSA;
import static dev.indicia.dkim.Fixture.TAGS;
import static dev.indicia.dkim.Fixture.signed;
import static dev.indicia.dkim.Fixture.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DkimVerifierTest {
  private static final long SECONDS = Fixture.NOW.getEpochSecond();

  /** One line of the table: the tags signed, the key record (null: the usual), the answer. */
  private record Case(String tags, String record, String word, DkimReason reason) {}

  private static Case of(String tags, String word, DkimReason reason) {
    return new Case(tags, RSA.recordText(), word, reason);
  }

  private static Case key(String record, String word, DkimReason reason) {
    return new Case(TAGS, record, word, reason);
  }

  private static String p() {
    return RSA.recordText().substring(RSA.recordText().indexOf("p="));
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(of("nonsense; " + TAGS, "neutral", DkimReason.TAG_LIST_SYNTAX));
    cases.add(of(TAGS + "; a b=c", "neutral", DkimReason.TAG_LIST_SYNTAX));
    cases.add(of(TAGS + "; =c", "neutral", DkimReason.TAG_LIST_SYNTAX));
    cases.add(of(TAGS + "; x9=a\u0001b", "neutral", DkimReason.TAG_LIST_SYNTAX));
    cases.add(of(TAGS + ";;", "neutral", DkimReason.TAG_LIST_SYNTAX));
    cases.add(of(TAGS + "; x-y=1", "neutral", DkimReason.TAG_LIST_SYNTAX));
    cases.add(of(TAGS + "; d=a.example", "neutral", DkimReason.DUPLICATE_TAG));
    cases.add(of(TAGS.replace("; s=s1", ""), "neutral", DkimReason.MISSING_TAG));
    cases.add(of(TAGS.replace("v=1; ", ""), "neutral", DkimReason.MISSING_TAG));
    cases.add(of(TAGS + "; t=yesterday", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS + "; t=1234567890123", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS + "; t=200; x=100", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS + "; l=-1", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS + "; i=nobody", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS + "; i=a=4@a.example", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS + "; bh=!!!!", "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS.replace("from:to", "from::to"), "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS.replace("from:to", "from:t o"), "neutral", DkimReason.TAG_VALUE));
    cases.add(of(TAGS.replace("v=1", "v=2"), "neutral", DkimReason.VERSION_UNSUPPORTED));
    cases.add(of(TAGS.replace("v=1", "v=0.5"), "neutral", DkimReason.VERSION_UNSUPPORTED));
    cases.add(of(TAGS.replace("rsa-", "dsa-"), "neutral", DkimReason.ALGORITHM_UNSUPPORTED));
    cases.add(of(TAGS.replace("sha256", "sha1"), "permerror", DkimReason.SHA1_REFUSED));
    String nowsp = TAGS.replace("relaxed/relaxed", "nowsp");
    cases.add(of(nowsp, "neutral", DkimReason.CANONICALIZATION_UNSUPPORTED));
    cases.add(of(TAGS + "; q=http", "neutral", DkimReason.QUERY_METHOD_UNSUPPORTED));
    cases.add(of(TAGS + "; q=dns", "neutral", DkimReason.QUERY_METHOD_UNSUPPORTED));
    cases.add(of(TAGS.replace("a.example", "a(.example"), "neutral", DkimReason.DOMAIN_SYNTAX));
    cases.add(of(TAGS.replace("a.example", "example"), "neutral", DkimReason.DOMAIN_SYNTAX));
    cases.add(of(TAGS.replace("a.example", "a.example."), "neutral", DkimReason.DOMAIN_SYNTAX));
    cases.add(of(TAGS.replace("s=s1", "s=."), "neutral", DkimReason.DOMAIN_SYNTAX));
    cases.add(of(TAGS + "; i=x@b.example", "permerror", DkimReason.AUID_OUTSIDE_DOMAIN));
    cases.add(of(TAGS + "; i=@xa.example", "permerror", DkimReason.AUID_OUTSIDE_DOMAIN));
    cases.add(of(TAGS.replace("from:", ""), "permerror", DkimReason.FROM_NOT_SIGNED));
    cases.add(of(TAGS + "; bh=AAAA", "neutral", DkimReason.BODY_HASH_LENGTH));
    cases.add(of(TAGS + "; x=" + (SECONDS - 301), "policy", DkimReason.EXPIRED));
    cases.add(of(TAGS + "; t=" + (SECONDS + 301), "policy", DkimReason.SIGNED_IN_FUTURE));
    cases.add(of(TAGS + "; l=5", "policy", DkimReason.BODY_LENGTH_LIMIT));
    cases.add(of(TAGS + "; l=999", "fail", DkimReason.BODY_SHORTER_THAN_LIMIT));
    cases.add(of(TAGS + "; l=" + "9".repeat(76), "fail", DkimReason.BODY_SHORTER_THAN_LIMIT));
    String longSelector = (".s1" + ".abcdefghi".repeat(24)).substring(1);
    cases.add(of(TAGS.replace("s=s1", "s=" + longSelector), "permerror", DkimReason.KEY_NAME));
    String bh = "; bh=" + "A".repeat(43) + "=";
    cases.add(of(TAGS + bh, "fail", DkimReason.BODY_HASH_MISMATCH));
    cases.add(of(TAGS.replace("s=s1", "s=none"), "permerror", DkimReason.KEY_MISSING));
    keyCases(cases);
    return cases;
  }

  private static void keyCases(List<Case> cases) {
    cases.add(key("FAIL", "temperror", DkimReason.KEY_UNAVAILABLE));
    cases.add(key("", "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key("v=DKIM1", "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key("v=DKIM2; " + p(), "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key(p() + "; v=DKIM1", "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key(p() + "; t; s=*", "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key(p() + "; " + p(), "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key("p=!!", "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key("p=AAAA", "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key("k=ed25519; " + p(), "permerror", DkimReason.KEY_SYNTAX));
    cases.add(key("v=DKIM1; p=", "permerror", DkimReason.KEY_REVOKED));
    cases.add(key("k=mldsa44; " + p(), "permerror", DkimReason.KEY_TYPE_UNSUPPORTED));
    String ed = Fixture.ED25519.recordText();
    cases.add(key(ed, "permerror", DkimReason.KEY_ALGORITHM_MISMATCH));
    cases.add(key("h=sha1:sha512; " + p(), "permerror", DkimReason.KEY_HASH_REFUSED));
    cases.add(key("s=tlsrpt; " + p(), "permerror", DkimReason.KEY_SERVICE_REFUSED));
    String below = TAGS + "; i=x@sub.a.example";
    cases.add(new Case(below, "t=s; " + p(), "permerror", DkimReason.KEY_SUBDOMAIN_REFUSED));
    String other = Fixture.RSA_2048.recordText();
    cases.add(key(other, "fail", DkimReason.SIGNATURE_MISMATCH));
    cases.add(key(Keys.rsaRecord(512, 65537), "permerror", DkimReason.KEY_TOO_SHORT));
    cases.add(key(Keys.rsaRecord(1023, 65537), "permerror", DkimReason.KEY_TOO_SHORT));
    cases.add(key(Keys.rsaRecord(8193, 65537), "permerror", DkimReason.KEY_TOO_LONG));
    cases.add(key(Keys.rsaRecord(16000, 65537), "permerror", DkimReason.KEY_TOO_LONG));
    cases.add(key(Keys.rsaRecord(2048, 1), "permerror", DkimReason.KEY_EXPONENT));
    cases.add(key(Keys.rsaRecord(2048, 65536), "permerror", DkimReason.KEY_EXPONENT));
    cases.add(key(Keys.giantExponentRecord(2048), "permerror", DkimReason.KEY_EXPONENT));
  }

  private static DkimResult verify(Case line) {
    Fixture dns = new Fixture();
    for (String selector : List.of("s1._domainkey.a.example", "s1._domainkey.example")) {
      dns.put(selector, line.record());
    }
    return dns.verify(signed(line.tags()), DkimOptions.DEFAULT);
  }

  @Test
  void eachDefect_hasItsReason() {
    for (Case line : cases()) {
      DkimResult result = verify(line);
      assertThat(result.reason())
          .as("%s with %s", line.tags(), line.record())
          .hasValue(line.reason());
      assertThat(result.word()).as("%s with %s", line.tags(), line.record()).isEqualTo(line.word());
    }
  }

  @Test
  void everyReason_isReached() {
    Set<DkimReason> reached = EnumSet.noneOf(DkimReason.class);
    cases().forEach(line -> reached.add(line.reason()));
    // By DkimLimitsTest, DkimSignerTest, and for recorded results only.
    reached.addAll(
        List.of(
            DkimReason.TOO_MANY_SIGNATURES,
            DkimReason.TOO_MANY_TAGS,
            DkimReason.TOO_MANY_SIGNED_FIELDS,
            DkimReason.SIGNATURE_TOO_LONG,
            DkimReason.MESSAGE_LIMIT,
            DkimReason.FROM_NOT_SINGLE,
            DkimReason.NOT_NETWORK_FORM,
            DkimReason.RECORDED));
    assertThat(reached).containsExactlyInAnyOrder(DkimReason.values());
  }

  @Test
  void refusalBeforeTheKey_asksNothing() {
    for (String tags : List.of(TAGS.replace("sha256", "sha1"), TAGS.replace("rsa-", "x-"))) {
      Fixture dns = withKey();
      dns.verify(signed(tags));
      assertThat(dns.asked).isEmpty();
    }
  }

  @Test
  void everyCanonicalization_passes() {
    List<String> values =
        List.of("simple", "relaxed", "simple/relaxed", "relaxed/simple", "simple/simple");
    for (String c : values) {
      String tags = TAGS.replace("c=relaxed/relaxed", "c=" + c);
      assertThat(withKey().verify(signed(tags)).word()).as(c).isEqualTo("pass");
    }
    String none = TAGS.replace("c=relaxed/relaxed; ", "");
    assertThat(withKey().verify(signed(none)).word()).isEqualTo("pass");
  }

  @Test
  void tagsThatChangeNothing_pass() {
    for (String more :
        List.of(
            "; q=dns/txt",
            "; q=foo/bar:DNS/TXT:exam/ple",
            "; zz=unknown; y_1=",
            "; z=From:alice@a.example|To:bob",
            "; i=@a.example",
            "; i=a=40b@sub.A.example",
            "; t=" + (SECONDS + 299),
            "; x=" + (SECONDS - 299),
            "; t=1; x=" + (SECONDS + 9))) {
      DkimResult result = withKey().verify(signed(TAGS + more));
      assertThat(result.word()).as(more).isEqualTo("pass");
      assertThat(result.basis().deviations()).as(more).isEmpty();
    }
    assertThat(withKey().verify(signed(TAGS + "; i=a=40b@sub.A.example")).basis().auid())
        .isEqualTo("a@b@sub.a.example");
    assertThat(withKey().verify(signed(TAGS)).basis().auid()).isEqualTo("@a.example");
  }

  @Test
  void keyRecordsThatChangeNothing_pass() {
    String folded = p().substring(0, 80) + " \t " + p().substring(80);
    for (String record :
        List.of(
            p(),
            "v=DKIM1;" + p(),
            "n=note; g=; " + p() + ";",
            folded,
            "h=md5: SHA256; s=tlsrpt : email; t = s:x; x1=y; " + p(),
            "k=RSA; s=*; " + p(),
            Keys.bareRsaRecord(RSA))) {
      DkimResult result = new Fixture().put("s1._domainkey.a.example", record).verify(signed(TAGS));
      assertThat(result.word()).as(record).isEqualTo("pass");
      assertThat(result.basis().deviations()).as(record).isEmpty();
    }
  }

  @Test
  void testMode_passesAndIsReported() {
    DkimResult result =
        new Fixture().put("s1._domainkey.a.example", "t=y:s; " + p()).verify(signed(TAGS));
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().testing()).isTrue();
  }

  @Test
  void severalRecords_areTriedInTurn() {
    Fixture dns =
        new Fixture()
            .put("s1._domainkey.a.example", "v=spf1 -all")
            .put("s1._domainkey.a.example", Fixture.RSA_2048.recordText())
            .put("s1._domainkey.a.example", RSA.recordText());
    DkimResult result = dns.verify(signed(TAGS));
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().keyBits()).isEqualTo(1024);
  }

  @Test
  void basis_saysWhatWasSignedAndWhatNot() {
    String header = HEADER + "Received: one\r\nReceived: two\r\nX-Odd-Name: 1\r\n";
    String tags = TAGS.replace("h=from:to:subject", "h=From:from:received:cc:cc");
    DkimBasis basis = withKey().verify(Fixture.sign(tags, header, BODY, RSA)).basis();
    assertThat(basis.signedFields()).containsExactly("from", "received");
    assertThat(basis.oversignedFields()).containsExactly("from", "cc");
    assertThat(basis.unsignedFields())
        .containsExactly("to", "subject", "date", "received", "x-odd-name");
    assertThat(basis.domain()).hasToString("a.example");
    assertThat(basis.selector()).isEqualTo("s1");
    assertThat(basis.evidence().answers()).hasSize(1);
    assertThat(basis.evidence().sections())
        .containsExactly("RFC 6376 §6.1.1", "RFC 6376 §6.1.2", "RFC 6376 §6.1.3");
    assertThat(basis.evidence().octets())
        .extracting(range -> range.what())
        .containsExactly("DKIM-Signature", "body");
  }

  @Test
  void lowestFieldOfAName_isTheOneSigned() {
    String tags = TAGS.replace("h=from:to:subject", "h=from:subject");
    String message = Fixture.sign(tags, HEADER, BODY, RSA);
    String added = message.replace("From: Alice", "Subject: Added\r\nFrom: Alice");
    DkimResult result = withKey().verify(added);
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().unsignedFields()).contains("subject");
  }

  @Test
  void refusedSignature_stillSaysWhose() {
    DkimBasis basis = withKey().verify(signed("v=9; " + TAGS.substring(5))).basis();
    assertThat(basis.domain()).hasToString("a.example");
    assertThat(basis.algorithm()).isEqualTo("rsa-sha256");
    assertThat(basis.signedFields()).containsExactly("from", "to", "subject");
  }

  @Test
  void bodyLengthLimit_tellsWhatWasAppended() {
    String message = signed(TAGS + "; l=10");
    DkimResult result = withKey().verify(message);
    assertThat(result.word()).isEqualTo("policy");
    assertThat(result.basis().bodyLengthLimit()).isEqualTo(10);
    long whole = Fixture.relaxedBody(BODY).length();
    assertThat(result.basis().appendedOctets()).isEqualTo(whole - 10);
    DkimResult changed = withKey().verify(message.replace("Hi Bob", "Hi Eve"));
    assertThat(changed.reason()).hasValue(DkimReason.BODY_HASH_MISMATCH);
    DkimOptions accepting = DkimOptions.DEFAULT.insecureAcceptBodyLengthLimit();
    DkimResult accepted = withKey().verify(message + "Appended.\r\n", accepting);
    assertThat(accepted.word()).isEqualTo("pass");
    assertThat(ids(accepted)).containsExactly("dkim.body-length-limit");
  }

  @Test
  void bodyLengthLimitThatCoversAll_passes() {
    long whole = Fixture.relaxedBody(BODY).length();
    DkimResult result = withKey().verify(signed(TAGS + "; l=" + whole));
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().appendedOctets()).isZero();
    assertThat(ids(result)).isEmpty();
  }

  @Test
  void insecureOptions_acceptOneThingEach() {
    String sha1 = signed(TAGS.replace("sha256", "sha1"));
    assertThat(withKey().verify(sha1, DkimOptions.DEFAULT.insecureAcceptSha1()).word())
        .isEqualTo("pass");
    assertThat(ids(withKey().verify(sha1))).containsExactly("dkim.sha1");
    DkimOptions lenient = DkimOptions.DEFAULT.withStrictness(Strictness.LENIENT);
    assertThat(withKey().verify(sha1, lenient).reason()).hasValue(DkimReason.SHA1_REFUSED);
    Fixture dns = new Fixture().put("s1._domainkey.a.example", Keys.rsaRecord(768, 65537));
    DkimOptions shortKeys = DkimOptions.DEFAULT.insecureAcceptShortRsaKeys(768);
    DkimResult result = dns.verify(signed(TAGS), shortKeys);
    assertThat(result.reason()).hasValue(DkimReason.SIGNATURE_MISMATCH);
    assertThat(ids(result)).containsExactly("dkim.short-rsa-key");
  }

  @Test
  void departures_areRefusedInStrictAndOverlookedInLenient() {
    record Departure(String tags, String record, String id) {}
    String known = RSA.recordText();
    List<Departure> departures =
        List.of(
            new Departure(TAGS.replace("v=1; ", ""), known, "dkim.version-missing"),
            new Departure(TAGS.replace("v=1", "v=0.5"), known, "dkim.version-draft"),
            new Departure(TAGS + "; q=dns", known, "dkim.query-method-dns"),
            new Departure(TAGS + ";", known, "dkim.empty-tag"),
            new Departure(TAGS + "; x-y=1", known, "dkim.tag-name"),
            new Departure(TAGS.replace("from:to", "from::to"), known, "dkim.empty-field-name"),
            new Departure(TAGS.replace("a.example", "example"), known, "dkim.single-label-domain"),
            new Departure(TAGS.replace("a.example", "a.example."), known, "dkim.final-dot"),
            new Departure(TAGS + "; t=9; x=9", known, "dkim.expires-before-signed"),
            new Departure(TAGS, p() + "; v=DKIM1", "dkim.key-version-not-first"),
            new Departure(TAGS, p() + ";;", "dkim.empty-tag"),
            new Departure(TAGS, "k-k=1; " + p(), "dkim.tag-name"));
    DkimOptions lenient = DkimOptions.DEFAULT.withStrictness(Strictness.LENIENT);
    for (Departure departure : departures) {
      Fixture dns =
          new Fixture()
              .put("s1._domainkey.a.example", departure.record())
              .put("s1._domainkey.example", departure.record());
      DkimResult strict = dns.verify(signed(departure.tags()));
      assertThat(strict.word()).as(departure.id()).isIn("neutral", "permerror");
      assertThat(ids(strict)).as(departure.id()).containsExactly(departure.id());
      DkimResult overlooked = dns.verify(signed(departure.tags()), lenient);
      boolean expired = departure.id().equals("dkim.expires-before-signed");
      assertThat(overlooked.word()).as(departure.id()).isEqualTo(expired ? "policy" : "pass");
      assertThat(ids(overlooked)).as(departure.id()).containsExactly(departure.id());
    }
  }

  @Test
  void strayBitsInBase64_areADeparture() {
    String message = signed(TAGS);
    // 128 octets end in three digits of which the last has two bits too many.
    int last = message.indexOf("=\r\n") - 1;
    char stray = (char) (message.charAt(last) + 1);
    String changed = message.substring(0, last) + stray + message.substring(last + 1);
    String unpadded = message.replace("=\r\n", "\r\n");
    DkimOptions lenient = DkimOptions.DEFAULT.withStrictness(Strictness.LENIENT);
    for (String odd : List.of(changed, unpadded)) {
      DkimResult strict = withKey().verify(odd);
      assertThat(strict.reason()).hasValue(DkimReason.TAG_VALUE);
      assertThat(ids(strict)).containsExactly("dkim.base64");
      assertThat(withKey().verify(odd, lenient).word()).isEqualTo("pass");
    }
  }

  @Test
  void signatureTagInTheMiddleAndFolded_passes() {
    String message = signed(TAGS);
    int b = message.indexOf("; b=");
    int end = message.indexOf("\r\n");
    String data = message.substring(b + 4, end);
    // The signature covers "; b=" with nothing in it, wherever its white space stands.
    String folded =
        message.substring(0, b + 4)
            + "\r\n\t"
            + data.substring(0, 60)
            + " \r\n  "
            + data.substring(60)
            + "\t \r\n"
            + message.substring(end + 2);
    assertThat(withKey().verify(folded).word()).isEqualTo("pass");
  }

  @Test
  void signatureFieldOfAnotherSigner_isIndependent() {
    Fixture dns = withKey().put("s2._domainkey.b.example", Fixture.ED25519.recordText());
    String inner = signed(TAGS);
    String tags = TAGS.replace("rsa", "ed25519").replace("d=a", "d=b").replace("s=s1", "s=s2");
    String outer = Fixture.sign(tags, HEADER, BODY, Fixture.ED25519);
    String field = outer.substring(0, outer.indexOf("\r\n") + 2);
    List<DkimResult> results = dns.verifyAll(field + inner, DkimOptions.DEFAULT);
    assertThat(results).extracting(DkimResult::word).containsExactly("pass", "pass");
    assertThat(results.get(1).basis().domain()).hasToString("a.example");
  }

  @Test
  void signatureFieldInTheList_meansAnotherThanItself() {
    String first = signed(TAGS);
    String field = first.substring(0, first.indexOf("\r\n") + 2);
    String tags = TAGS.replace("h=from", "h=dkim-signature:from");
    String both = Fixture.sign(tags, field + HEADER, BODY, RSA);
    List<DkimResult> results = withKey().verifyAll(both, DkimOptions.DEFAULT);
    assertThat(results).extracting(DkimResult::word).containsExactly("pass", "pass");
    assertThat(results.get(0).basis().signedFields()).contains("dkim-signature");
    String second = both.substring(0, both.indexOf("\r\n") + 2);
    String moved = both.substring(second.length()).replace(field, field + second);
    assertThat(withKey().verifyAll(moved, DkimOptions.DEFAULT))
        .extracting(DkimResult::word)
        .containsExactly("pass", "pass");
  }

  @Test
  void noSignature_hasNoResult() {
    assertThat(withKey().verifyAll(HEADER + "\r\n" + BODY, DkimOptions.DEFAULT)).isEmpty();
  }

  @Test
  void storedWithLf_verifies() {
    byte[] stored = Fixture.octets(signed(TAGS).replace("\r\n", "\n"));
    Message message = Message.stored(stored, MessageLimits.DEFAULT);
    assertThat(
            new DkimVerifier(DkimOptions.DEFAULT, Fixture.JDK)
                .verify(message, withKey().resolver(), Fixture.NOW))
        .extracting(DkimResult::word)
        .containsExactly("pass");
  }

  @Test
  void clockSkew_isAnOption() {
    DkimOptions exact = DkimOptions.DEFAULT.withClockSkew(Duration.ZERO);
    assertThat(withKey().verify(signed(TAGS + "; x=" + (SECONDS - 1)), exact).reason())
        .hasValue(DkimReason.EXPIRED);
    assertThat(withKey().verify(signed(TAGS + "; x=" + SECONDS), exact).word()).isEqualTo("pass");
  }

  private static List<String> ids(DkimResult result) {
    return result.basis().deviations().stream().map(Deviation::id).toList();
  }
}
