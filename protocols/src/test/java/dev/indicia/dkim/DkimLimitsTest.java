package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.BODY;
import static dev.indicia.dkim.Fixture.HEADER;
import static dev.indicia.dkim.Fixture.RSA;
import static dev.indicia.dkim.Fixture.TAGS;
import static dev.indicia.dkim.Fixture.signed;
import static dev.indicia.dkim.Fixture.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a hostile message or key record may cost. */
class DkimLimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static List<DkimResult> verify(String text, MessageLimits limits) {
    Message message = Message.of(Fixture.octets(text), limits);
    return new DkimVerifier(DkimOptions.DEFAULT, Fixture.JDK)
        .verify(message, withKey().resolver(), Fixture.NOW);
  }

  private static MessageLimits wide() {
    return new MessageLimits(64 << 20, 16 << 20, 20_000, 4 << 20, 50, 2000, 5000);
  }

  @Test
  void twelveSignatures_tenAreVerifiedAndTheRestIsNamed() {
    String message = signed(TAGS);
    String field = message.substring(0, message.indexOf("\r\n") + 2);
    List<DkimResult> results = withKey().verifyAll(field.repeat(11) + message, DkimOptions.DEFAULT);
    assertThat(results).hasSize(11);
    assertThat(results.subList(0, 10)).allMatch(result -> result.word().equals("pass"));
    DkimResult last = results.get(10);
    assertThat(last.reason()).hasValue(DkimReason.TOO_MANY_SIGNATURES);
    assertThat(last).extracting("detail").isEqualTo("2 more were not looked at");
  }

  @Test
  void tenThousandSignatures_endInNamedReasons() {
    String message = signed(TAGS);
    String field = message.substring(0, message.indexOf("\r\n") + 2);
    String bomb = field.repeat(10_000) + message;
    long start = System.nanoTime();
    assertThat(verify(bomb, MessageLimits.DEFAULT))
        .hasSize(11)
        .allMatch(result -> !result.word().equals("pass"))
        .first()
        .satisfies(result -> assertThat(result.reason()).hasValue(DkimReason.MESSAGE_LIMIT));
    List<DkimResult> all = verify(bomb, wide());
    assertThat(all).hasSize(11);
    assertThat(all.get(0).word()).isEqualTo("pass");
    assertThat(all.get(10).reason()).hasValue(DkimReason.TOO_MANY_SIGNATURES);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  @Test
  void hugeListOfFields_isRefused() {
    String tags = TAGS.replace("h=from", "h=from" + ":a".repeat(100_000));
    String text = "DKIM-Signature: " + tags + "; bh=; b=\r\n" + HEADER + "\r\n" + BODY;
    assertThat(verify(text, wide()).get(0).basis().signedFields()).isEmpty();
    DkimResult refused =
        withKey()
            .verify(
                Fixture.sign(
                    TAGS.replace("h=from", "h=from" + ":a".repeat(998)), HEADER, BODY, RSA));
    assertThat(refused.reason()).hasValue(DkimReason.TOO_MANY_SIGNED_FIELDS);
    DkimResult most =
        withKey()
            .verify(
                Fixture.sign(
                    TAGS.replace("h=from", "h=from" + ":a".repeat(997)), HEADER, BODY, RSA));
    assertThat(most.word()).isEqualTo("pass");
    assertThat(most.basis().oversignedFields()).containsExactly("a");
  }

  @Test
  void longListOverManyFields_isQuick() {
    String field =
        "DKIM-Signature: " + TAGS + ":x".repeat(997) + "; bh=" + "A".repeat(43) + "=; b=AAAA\r\n";
    String header = field.repeat(10) + HEADER + "X: 1\r\n".repeat(1900);
    long start = System.nanoTime();
    assertThat(verify(header + "\r\n", MessageLimits.DEFAULT)).hasSize(10);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  @Test
  void manyTags_areRefused() {
    StringBuilder tags = new StringBuilder(TAGS);
    for (int i = 0; i < 95; i++) {
      tags.append("; x").append(i).append("=1");
    }
    assertThat(withKey().verify(signed(tags.toString())).reason())
        .hasValue(DkimReason.TOO_MANY_TAGS);
    String bomb = "DKIM-Signature: " + "a=1;".repeat(200_000) + "\r\n" + HEADER + "\r\n";
    assertThat(verify(bomb, wide()).get(0).reason()).hasValue(DkimReason.TOO_MANY_TAGS);
  }

  @Test
  void longSignature_isRefused() {
    String tags = "DKIM-Signature: " + TAGS + "; bh=" + "A".repeat(43) + "=; b=";
    String rest = "\r\n" + HEADER + "\r\n" + BODY;
    for (int length : new int[] {2736, 9000, 1 << 20}) {
      assertThat(verify(tags + "A".repeat(length) + rest, wide()).get(0).reason())
          .as("%s", length)
          .hasValue(DkimReason.SIGNATURE_TOO_LONG);
    }
  }

  @Test
  void hugeKeys_areRefusedQuickly() {
    long start = System.nanoTime();
    for (String record :
        List.of(
            Keys.rsaRecord(16_384, 65537),
            Keys.rsaRecord(65_000, 3),
            Keys.giantExponentRecord(8192),
            "p=" + "A".repeat(65_000),
            "x=;".repeat(20_000))) {
      DkimResult result = new Fixture().put("s1._domainkey.a.example", record).verify(signed(TAGS));
      assertThat(result.word()).isEqualTo("permerror");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  @Test
  void manyRecords_onlySomeAreTried() {
    Fixture dns = new Fixture();
    for (int i = 0; i < 4; i++) {
      dns.put("s1._domainkey.a.example", Keys.rsaRecord(1024 + i, 65537));
    }
    dns.put("s1._domainkey.a.example", RSA.recordText());
    assertThat(dns.verify(signed(TAGS)).reason()).hasValue(DkimReason.SIGNATURE_MISMATCH);
  }

  @Test
  void spaceAtTheEndOfAHugeBody_isLinear() {
    String body = "x" + " ".repeat(3 << 20) + "\r\n".repeat(1 << 20) + " \t\r\n".repeat(1 << 18);
    String same = "x\r\n";
    String message = Fixture.sign(TAGS, HEADER, same, RSA);
    String huge = message.substring(0, message.length() - same.length()) + body;
    long start = System.nanoTime();
    assertThat(withKey().verify(huge).word()).isEqualTo("pass");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  @Test
  void noise_neverThrows() {
    Random random = new Random(1);
    String base = signed(TAGS + "; t=1; l=9; i=@a.example; atps=b.example; atpsh=none");
    int end = base.indexOf("\r\n");
    String parts = ";:=@ \t\r\n\u0000\u00ff%b=h=d=1aA./+,-_";
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder(base);
      for (int i = 0; i <= random.nextInt(4); i++) {
        int at = 16 + random.nextInt(end - 16);
        text.setCharAt(at, parts.charAt(random.nextInt(parts.length())));
      }
      Fixture dns = withKey();
      assertThat(dns.verifyAll(text.toString(), DkimOptions.lenient())).isNotNull();
      StringBuilder record = new StringBuilder(RSA.recordText());
      record.setCharAt(
          random.nextInt(record.length()), parts.charAt(random.nextInt(parts.length())));
      assertThat(new Fixture().put("s1._domainkey.a.example", record.toString()).verify(base))
          .isNotNull();
    }
  }

  @Test
  void randomEd25519KeysAndSignatures_neverThrow() {
    Random random = new Random(25519);
    String tags = TAGS.replace("rsa", "ed25519");
    String message = Fixture.sign(tags, HEADER, BODY, Fixture.ED25519);
    int b = message.indexOf("; b=") + 4;
    int end = message.indexOf("\r\n");
    for (int round = 0; round < 100; round++) {
      byte[] key = new byte[32];
      byte[] signature = new byte[round % 3 == 0 ? 63 : 64];
      random.nextBytes(key);
      random.nextBytes(signature);
      if (round % 5 == 0) {
        Arrays.fill(key, (byte) (round % 2 - 1));
      }
      String record = "k=ed25519; p=" + Base64.getEncoder().encodeToString(key);
      String data = Base64.getEncoder().encodeToString(signature);
      String forged = message.substring(0, b) + data + message.substring(end);
      assertThat(new Fixture().put("s1._domainkey.a.example", record).verify(forged).reason())
          .hasValue(DkimReason.SIGNATURE_MISMATCH);
    }
  }

  @Test
  void limitsThatMakeNoSense_areMisuse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DkimLimits(4, 100, 1000, 2048, 4, 8192, 64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DkimLimits(10, 1, 1000, 2048, 4, 8192, 64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimOptions.DEFAULT.insecureAcceptShortRsaKeys(511));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimOptions.DEFAULT.withClockSkew(Duration.ofSeconds(-1)));
  }
}
