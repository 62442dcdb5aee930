package dev.indicia.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The message and keys of RFC 8463 appendix A, one signature of each algorithm. */
class Rfc8463SampleTest {
  private static final String MESSAGE =
      String.join(
          "\r\n",
          "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;",
          " d=football.example.com; i=@football.example.com;",
          " q=dns/txt; s=brisbane; t=1528637909; h=from : to :",
          " subject : date : message-id : from : subject : date;",
          " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
          " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus",
          " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==",
          "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;",
          " d=football.example.com; i=@football.example.com;",
          " q=dns/txt; s=test; t=1528637909; h=from : to : subject :",
          " date : message-id : from : subject : date;",
          " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
          " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3",
          " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz",
          " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=",
          "From: Joe SixPack <joe@football.example.com>",
          "To: Suzie Q <suzie@shopping.example.net>",
          "Subject: Is dinner ready?",
          "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
          "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
          "",
          "Hi.",
          "",
          "We lost the game.  Are you hungry yet?",
          "",
          "Joe.",
          "");
  private static final String RSA_KEY =
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
          + "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
          + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
          + "Ip3G+2kryOTIKT+l/K4w3QIDAQAB";
  private static final String ED25519_KEY =
      "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private static List<DkimResult> verify(String message) {
    Fixture dns =
        new Fixture()
            .put("brisbane._domainkey.football.example.com", ED25519_KEY)
            .put("test._domainkey.football.example.com", RSA_KEY);
    return new DkimVerifier(DkimOptions.DEFAULT, Fixture.JDK)
        .verify(Message.of(Fixture.octets(message)), dns.resolver(), Fixture.NOW);
  }

  @Test
  void sample_passesWithBothAlgorithms() {
    List<DkimResult> results = verify(MESSAGE);
    assertThat(results).extracting(DkimResult::word).containsExactly("pass", "pass");
    DkimBasis basis = results.get(0).basis();
    assertThat(basis.algorithm()).isEqualTo("ed25519-sha256");
    assertThat(basis.keyBits()).isEqualTo(256);
    assertThat(basis.signedFields()).containsExactly("from", "to", "subject", "date", "message-id");
    assertThat(basis.oversignedFields()).containsExactly("from", "subject", "date");
    assertThat(basis.unsignedFields()).containsExactly("dkim-signature");
    assertThat(basis.signedAt()).hasToString("2018-06-10T13:38:29Z");
    assertThat(results.get(1).basis().keyBits()).isEqualTo(1024);
  }

  @Test
  void unusableSignatureBefore_doesNotSpoilTheNext() {
    String broken =
        MESSAGE.replace("b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus", "b=");
    assertThat(verify(broken).get(0).word()).isEqualTo("fail");
    assertThat(verify(MESSAGE)).extracting(DkimResult::word).containsExactly("pass", "pass");
  }

  @Test
  void changedBody_failsByItsHash() {
    assertThat(verify(MESSAGE.replace("lost", "won")))
        .extracting(result -> result.reason().orElseThrow())
        .containsExactly(DkimReason.BODY_HASH_MISMATCH, DkimReason.BODY_HASH_MISMATCH);
  }

  @Test
  void changedSubject_failsByItsSignature() {
    assertThat(verify(MESSAGE.replace("dinner", "supper")))
        .extracting(result -> result.reason().orElseThrow())
        .containsExactly(DkimReason.SIGNATURE_MISMATCH, DkimReason.SIGNATURE_MISMATCH);
  }

  @Test
  void addedFrom_failsBecauseItIsOversigned() {
    assertThat(verify("From: mallory@c.example\r\n" + MESSAGE))
        .extracting(DkimResult::word)
        .containsExactly("fail", "fail");
  }
}
