package dev.indicia.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.authres.AuthenticationResults;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimReason;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.evidence.Strictness;
import dev.indicia.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArcVerifierTest {
  private final Relays relays = new Relays();

  private void assertFails(String text, ArcReason why) {
    ArcResult result = relays.verify(text);
    assertThat(result.word()).isEqualTo("fail");
    assertThat(result.reason()).contains(why);
    assertThat(result.basis().oldestPass()).isNull();
    assertThat(result.basis().evidence().sections()).contains(why.section());
  }

  @Test
  void noArcField_isNone() {
    ArcResult result = relays.verify(Relays.PLAIN);
    assertThat(result).isInstanceOf(ArcResult.None.class);
    assertThat(result.reason()).contains(ArcReason.NO_CHAIN);
    assertThat(result.basis().instance()).isZero();
  }

  @Test
  void wholeChain_passesAndSaysWhoSealedWhat() {
    ArcResult result = relays.verify(relays.sealedBy(3));
    assertThat(result).isInstanceOf(ArcResult.Pass.class);
    ArcBasis basis = result.basis();
    assertThat(basis.instance()).isEqualTo(3);
    assertThat(basis.oldestPass()).isZero();
    assertThat(basis.errors()).isEmpty();
    assertThat(basis.deviations()).isEmpty();
    assertThat(basis.sets()).extracting(ArcSet::instance).containsExactly(1, 2, 3);
    assertThat(basis.sets())
        .extracting(ArcSet::cv)
        .containsExactly(ChainStatus.NONE, ChainStatus.PASS, ChainStatus.PASS);
    ArcSet first = basis.sets().get(0);
    assertThat(first.domain()).hasToString("r1.example");
    assertThat(first.selector()).isEqualTo("arc");
    assertThat(first.signedAt()).isEqualTo(Relays.NOW);
    assertThat(first.signedFields()).contains("from", "subject");
    assertThat(first.messageSignature()).isInstanceOf(DkimResult.Pass.class);
    assertThat(first.seal()).isInstanceOf(DkimResult.Pass.class);
    AuthenticationResults results = first.results();
    assertThat(results).isNotNull();
    assertThat(results.authservId()).isEqualTo("mx.r1.example");
    assertThat(results.first("arc").orElseThrow().result()).isEqualTo("none");
    assertThat(
            basis.sets().get(2).results().first("arc").orElseThrow().value("header", "oldest-pass"))
        .contains("0");
    assertThat(basis.evidence().answers()).hasSize(3);
    assertThat(basis.evidence().octets()).hasSize(10);
  }

  @Test
  void theNewestStatusIsNotBelieved() {
    String sealed = relays.sealedBy(2).replace("bye.", "buy.");
    assertFails(sealed, ArcReason.BODY_HASH_MISMATCH);
    assertThat(relays.verify(sealed).basis().sets().get(1).cv()).isEqualTo(ChainStatus.PASS);
  }

  @Test
  void listThatChangesTheMessage_movesTheOldestPass() {
    String changed = relays.sealedBy(2).replace("Subject: ", "Subject: [list] ");
    assertFails(changed, ArcReason.MESSAGE_SIGNATURE_MISMATCH);
    // A relay that changes, then seals honestly, ends the chain with fail.
    assertThat(((ArcSealingResult.Sealed) relays.sealing(changed, 3)).cv())
        .isEqualTo(ChainStatus.FAIL);
    // One that validated before it changed says pass; what it changed stands below the chain.
    String before = relays.sealedBy(2);
    ArcResult validation = relays.verify(before);
    ArcSealingResult sealed =
        relays
            .relay(3)
            .seal(
                Relays.message(changed),
                validation,
                AuthenticationResults.of("x", List.of()),
                Relays.NOW);
    String text = String.join("", ((ArcSealingResult.Sealed) sealed).fields()) + changed;
    ArcResult result = relays.verify(text);
    assertThat(result.word()).isEqualTo("pass");
    assertThat(result.basis().oldestPass()).isEqualTo(3);
    assertThat(result.basis().sets().get(1).messageSignature()).isInstanceOf(DkimResult.Fail.class);
    assertThat(result.basis().sets().get(0).messageSignature()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "cv=none, cv=fail, CHAIN_FAILED",
    "cv=none, cv=pass, STATUS_SEQUENCE",
    "cv=none, cv=good, STATUS_SYNTAX",
    "cv=none;, '', STATUS_SYNTAX",
    "cv=none, cv=none; h=from, SEAL_WITH_FIELDS",
    "ARC-Seal: i=1, ARC-Seal: i=0, INSTANCE_SYNTAX",
    "ARC-Seal: i=1, ARC-Seal: i=51, INSTANCE_SYNTAX",
    "ARC-Seal: i=1, ARC-Seal: i=2, SET_INCOMPLETE",
    "ARC-Seal: i=1, ARC-Seal: i=1; i=1, SEAL_SYNTAX",
    "ARC-Message-Signature: i=1, ARC-Message-Signature: i, MESSAGE_SIGNATURE_SYNTAX",
    "ARC-Message-Signature: i=1, ARC-Message-Signature: i=001, INSTANCE_SYNTAX",
    "ARC-Authentication-Results: i=1, ARC-Authentication-Results: x; i=1, INSTANCE_SYNTAX",
    "ARC-Authentication-Results: i=1;, ARC-Authentication-Results: i=1, INSTANCE_SYNTAX",
    "ARC-Authentication-Results:, X-Other:, SET_INCOMPLETE",
    "ARC-Message-Signature:, X-Other:, SET_INCOMPLETE",
    "ARC-Seal:, X-Other:, SET_INCOMPLETE",
    "dmarc=pass, dmarc=fail, SEAL_MISMATCH",
    "t=, x=, SEAL_MISMATCH",
    "Subject: Hello, Subject: Help, MESSAGE_SIGNATURE_MISMATCH",
    "Hi all, Hi you, BODY_HASH_MISMATCH",
    "a=rsa-sha256; t, a=rsa-sha1; t, SEAL_REFUSED",
    "a=rsa-sha256; t, a=rsa-sha9; t, SEAL_SYNTAX",
    "a=rsa-sha256; c, a=rsa-sha1; c, MESSAGE_SIGNATURE_SYNTAX",
    "h=from:from:, h=date:, MESSAGE_SIGNATURE_REFUSED",
    "c=relaxed/relaxed, c=plain, MESSAGE_SIGNATURE_SYNTAX",
    "s=arc; b, s=new; b, SEAL_KEY",
  })
  void everyTamper_hasItsReason(String from, @Nullable String to, ArcReason why) {
    String sealed = relays.sealedBy(1);
    String unfolded = unfolded(sealed);
    assertThat(relays.verify(unfolded).word()).isEqualTo("pass");
    String tampered = replaceFirst(unfolded, from, to == null ? "" : to);
    assertFails(tampered, why);
  }

  private static String unfolded(String text) {
    int body = text.indexOf("\r\n\r\n");
    return text.substring(0, body).replaceAll("\r\n[ \t]+", " ") + text.substring(body);
  }

  private static String replaceFirst(String text, String from, String to) {
    int at = text.indexOf(from);
    assertThat(at).as(from).isNotNegative();
    return text.substring(0, at) + to + text.substring(at + from.length());
  }

  @Test
  void setTakenOut_isAGap() {
    String sealed = unfolded(relays.sealedBy(3));
    String without = sealed.replaceAll("ARC-[A-Za-z-]+: i=2;[^\r]*\r\n", "");
    assertFails(without, ArcReason.INSTANCE_GAP);
  }

  @Test
  void newestSetTakenOut_leavesAShorterChain() {
    // A chain can be cut back; only what is left is proven.
    String sealed = unfolded(relays.sealedBy(2));
    String without = sealed.replaceAll("ARC-[A-Za-z-]+: i=2;[^\r]*\r\n", "");
    assertThat(relays.verify(without).basis().instance()).isEqualTo(1);
    assertThat(relays.verify(without).word()).isEqualTo("pass");
  }

  @Test
  void fieldTwice_isRepeated() {
    String sealed = relays.sealedBy(1);
    assertFails("ARC-Authentication-Results: i=1; x; none\r\n" + sealed, ArcReason.SET_REPEATED);
  }

  @Test
  void allErrorsOfTheStructure_areListed() {
    ArcResult result =
        relays.verify(
            "ARC-Seal: i=2; cv=none\r\nARC-Seal: i=x\r\nARC-Message-Signature: i=4\r\n\r\n");
    assertThat(result.basis().errors())
        .containsExactly(
            ArcReason.INSTANCE_SYNTAX,
            ArcReason.INSTANCE_GAP,
            ArcReason.SET_INCOMPLETE,
            ArcReason.STATUS_SEQUENCE);
    assertThat(result.basis().instance()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p=", "v=DKIM1; k=dsa; p=AAAA", "nonsense"})
  void keyThatCannotBeUsed_fails(String record) {
    String sealed = relays.sealedBy(2);
    relays.key(1, record);
    assertFails(sealed, ArcReason.SEAL_KEY);
    relays.key(2, record);
    assertFails(sealed, ArcReason.MESSAGE_SIGNATURE_KEY);
  }

  @Test
  void keyThatCannotBeLookedUp_isATemperror() {
    String sealed = relays.sealedBy(2);
    relays.key(1, "FAIL");
    ArcResult result = relays.verify(sealed);
    assertThat(result).isInstanceOf(ArcResult.TempError.class);
    assertThat(result.word()).isEqualTo("temperror");
    assertThat(result.reason()).contains(ArcReason.KEY_UNAVAILABLE);
  }

  @Test
  void instanceNotFirst_isListedOnly() {
    String sealed = relays.sealedBy(1).replace("ARC-Seal: i=1;", "ARC-Seal: x=1; i=1;");
    assertThat(relays.verify(sealed).basis().deviations())
        .contains(ArcDeviation.INSTANCE_NOT_FIRST);
  }

  @Test
  void sealInTheMessageSignature_isRefusedUnlessLenient() {
    String sealed = relays.sealedBy(1).replace("h=from:", "h=from:arc-seal:");
    assertFails(sealed, ArcReason.SEAL_SIGNED);
    ArcResult lenient =
        relays.verify(sealed, ArcOptions.DEFAULT.withStrictness(Strictness.LENIENT));
    assertThat(lenient.reason()).contains(ArcReason.MESSAGE_SIGNATURE_MISMATCH);
    assertThat(lenient.basis().deviations()).contains(ArcDeviation.SEAL_SIGNED);
  }

  @Test
  void resultsThatCannotBeRead_areNoMatterOfTheChain() {
    String sealed = "ARC-Authentication-Results: (a;(b\\))) i = 1 (c) ; ; ;\r\n" + Relays.PLAIN;
    ArcBasis basis = relays.verify(sealed).basis();
    assertThat(basis.instance()).isEqualTo(1);
    assertThat(basis.deviations()).contains(ArcDeviation.RESULTS_SYNTAX);
  }

  @Test
  void limits_haveReasonsOfTheirOwn() {
    ArcLimits small = new ArcLimits(2, 2048, 4096);
    ArcOptions options = ArcOptions.DEFAULT.withLimits(small);
    assertThat(relays.verify(relays.sealedBy(3), options).reason())
        .contains(ArcReason.TOO_MANY_SETS);
    String long1 = "ARC-Seal: i=1; x=" + "a".repeat(3000) + "\r\n" + Relays.PLAIN;
    assertThat(relays.verify(long1, options).reason()).contains(ArcReason.FIELD_TOO_LONG);
    String many = ("ARC-Seal: i=1; x=" + "a".repeat(1500) + "\r\n").repeat(3) + Relays.PLAIN;
    assertThat(relays.verify(many, options).reason()).contains(ArcReason.CHAIN_TOO_LONG);
    String seals = "ARC-Seal: i=1\r\n".repeat(151) + Relays.PLAIN;
    assertThat(relays.verify(seals).reason()).contains(ArcReason.TOO_MANY_SETS);
    assertThatThrownBy(() -> new ArcLimits(51, 2048, 4096))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void openMessage_isSharedWithDkimAndClosed() {
    DkimVerifier signatures = new DkimVerifier(DkimOptions.DEFAULT, Relays.JDK);
    ArcVerifier verifier = new ArcVerifier(ArcOptions.DEFAULT, signatures);
    Message message = Relays.message(relays.sealedBy(1));
    SignedMessage signed = signatures.open(message, relays.resolver(), Relays.NOW);
    assertThat(signed.verify()).isEmpty();
    assertThat(verifier.verify(signed).word()).isEqualTo("pass");
    signed.close();
    signed.close();
    assertThatThrownBy(signed::verify).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void signatureDetails_standInDkimTerms() {
    ArcResult result = relays.verify(relays.sealedBy(1).replace("bye.", "buy."));
    DkimResult signature = result.basis().sets().get(0).messageSignature();
    assertThat(signature).isNotNull();
    assertThat(signature.reason()).contains(DkimReason.BODY_HASH_MISMATCH);
  }
}
