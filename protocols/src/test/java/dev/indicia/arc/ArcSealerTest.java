package dev.indicia.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.authres.MethodResult;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimSigningOptions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArcSealerTest {
  private final Relays relays = new Relays();

  @Test
  void chainsOf1To50Sets_passAtEachRelay() {
    String text = Relays.PLAIN;
    ArcResult result = relays.verify(text);
    for (int i = 1; i <= ArcLimits.SETS_MAX; i++) {
      text = relays.seal(text, i, result);
      // What a relay adds is not covered.
      text = text.replaceFirst("(?s)(From: )", "Received: by r" + i + ".example; 1 Nov 2026\r\n$1");
      result = relays.verify(text);
      assertThat(result.reason()).as("i=" + i).isEmpty();
      assertThat(result.basis().instance()).isEqualTo(i);
      assertThat(result.basis().oldestPass()).isZero();
    }
    assertThat(relays.sealing(text, 51, result))
        .isEqualTo(new ArcSealingResult.Refused(ArcReason.TOO_MANY_SETS, "i=50"));
  }

  /** Any octet of an ARC field or of what is signed, but for white space and case, counts. */
  @Test
  void anyOctetChanged_breaksTheChain() {
    String sealed = relays.sealedBy(3);
    Random random = new Random(8617);
    int signedFrom = sealed.indexOf("From: ");
    for (int run = 0; run < 250; run++) {
      int at = random.nextInt(sealed.length());
      char old = sealed.charAt(at);
      boolean received =
          sealed.lastIndexOf("\r\nReceived:", at) > sealed.lastIndexOf("\r\nARC-", at);
      if (old <= ' ' || (received && at < signedFrom)) {
        continue;
      }
      char other = old == '7' ? '8' : '7';
      String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
      ArcResult result = relays.verify(changed);
      assertThat(result)
          .as(at + ": " + sealed.substring(Math.max(0, at - 20), at + 1))
          .isInstanceOf(ArcResult.Fail.class);
    }
  }

  @Test
  void fieldOrderOnTop_isNoMatter() {
    String sealed = relays.sealedBy(1);
    int ams = sealed.indexOf("ARC-Message-Signature");
    int aar = sealed.indexOf("ARC-Authentication-Results");
    int end = sealed.indexOf("Received:");
    String turned =
        sealed.substring(aar, end)
            + "Received: by x\r\n"
            + sealed.substring(0, ams)
            + sealed.substring(ams, aar)
            + sealed.substring(end);
    assertThat(relays.verify(turned).word()).isEqualTo("pass");
  }

  @Test
  void failedChain_isSealedAsFailedOverTheNewSetAlone() {
    String broken = relays.sealedBy(2).replace("bye.", "buy.");
    ArcSealingResult.Sealed sealed = (ArcSealingResult.Sealed) relays.sealing(broken, 3);
    assertThat(sealed.instance()).isEqualTo(3);
    assertThat(sealed.cv()).isEqualTo(ChainStatus.FAIL);
    String text = String.join("", sealed.fields()) + broken;
    assertThat(relays.verify(text).reason()).contains(ArcReason.CHAIN_FAILED);
    // RFC 8617 §5.1: then there is nothing to add.
    assertThat(relays.sealing(text, 4))
        .isEqualTo(new ArcSealingResult.Refused(ArcReason.CHAIN_ENDED, "i=3"));
  }

  @Test
  void undecidedChain_isNotSealed() {
    String sealed = relays.sealedBy(1);
    relays.key(1, "FAIL");
    assertThat(relays.sealing(sealed, 2))
        .extracting(r -> ((ArcSealingResult.Refused) r).why())
        .isEqualTo(ArcReason.CHAIN_UNDECIDED);
  }

  @Test
  void whatDkimRefusesToSign_isRefused() {
    assertThat(relays.sealing("Subject: x\r\n\r\n", 1))
        .extracting(r -> ((ArcSealingResult.Refused) r).why())
        .isEqualTo(DkimReason.FROM_NOT_SINGLE);
  }

  @Test
  void fields_areInTheirGrammar() {
    ArcSealingResult.Sealed sealed = (ArcSealingResult.Sealed) relays.sealing(Relays.PLAIN, 1);
    assertThat(sealed.fields().get(0)).startsWith("ARC-Seal: i=1; a=rsa-sha256; t=");
    assertThat(sealed.fields().get(1)).startsWith("ARC-Message-Signature: i=1; a=rsa-sha256; c=");
    assertThat(sealed.fields().get(2))
        .isEqualTo(
            "ARC-Authentication-Results: i=1; mx.r1.example; dmarc=pass; spf=fail; arc=none\r\n");
    for (String field : sealed.fields()) {
      assertThat(field.split("\r\n")).allMatch(line -> line.length() <= 78);
    }
  }

  @Test
  void givenArcResult_isKept() {
    AuthenticationResults results =
        AuthenticationResults.of("mx", List.of(MethodResult.of("arc", "none")));
    ArcSealingResult sealed =
        relays
            .relay(1)
            .seal(Relays.message(Relays.PLAIN), relays.verify(Relays.PLAIN), results, Relays.NOW);
    assertThat(((ArcSealingResult.Sealed) sealed).fields().get(2))
        .isEqualTo("ARC-Authentication-Results: i=1; mx; arc=none\r\n");
  }

  @Test
  void validationOfAnotherMessage_isMisuse() {
    String sealed = relays.sealedBy(1);
    ArcResult other = relays.verify("X: y\r\n" + sealed);
    assertThatThrownBy(() ->
            relays
                .relay(2)
                .seal(
                    Relays.message(sealed),
                    other,
                    AuthenticationResults.of("mx", List.of()),
                    Relays.NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arc-seal", "ARC-Message-Signature", "authentication-results"})
  void whatMustNotBeSigned_cannotBe(String name) {
    DkimSigningOptions options =
        DkimSigningOptions.DEFAULT.withFields(List.of("from", name), List.of("from"));
    assertThatThrownBy(() -> ArcSealingOptions.DEFAULT.withMessageSignature(options))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
