package dev.indicia.dkim;

import static dev.indicia.dkim.Fixture.BODY;
import static dev.indicia.dkim.Fixture.ED25519;
import static dev.indicia.dkim.Fixture.HEADER;
import static dev.indicia.dkim.Fixture.JDK;
import static dev.indicia.dkim.Fixture.NOW;
import static dev.indicia.dkim.Fixture.RSA_2048;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DkimSignerTest {
  private static final DomainName DOMAIN = DomainName.of("a.example");
  private static final DkimSigningKey RSA_KEY = new DkimSigningKey(DOMAIN, "R1", RSA_2048);
  private static final DkimSigningKey ED_KEY = new DkimSigningKey(DOMAIN, "e1", ED25519);
  private static final String MESSAGE =
      HEADER + "Message-ID: <1@a.example>\r\nList-Id: <l.a.example>\r\n\r\n" + BODY;

  private static Fixture dns() {
    return new Fixture()
        .put("r1._domainkey.a.example", RSA_2048.recordText())
        .put("e1._domainkey.a.example", ED25519.recordText());
  }

  private static List<String> fields(DkimSigningOptions options, String message) {
    DkimSigner signer = new DkimSigner(List.of(RSA_KEY, ED_KEY), options, JDK);
    return switch (signer.sign(Message.of(Fixture.octets(message)), NOW)) {
      case DkimSigningResult.Signed signed -> signed.fields();
      case DkimSigningResult.Refused refused ->
          throw new AssertionError(refused.why() + " " + refused.detail());
    };
  }

  private static DkimReason refusal(Message message) {
    DkimSigner signer = new DkimSigner(List.of(ED_KEY), DkimSigningOptions.DEFAULT, JDK);
    return switch (signer.sign(message, NOW)) {
      case DkimSigningResult.Signed signed -> throw new AssertionError("was signed");
      case DkimSigningResult.Refused refused -> refused.why();
    };
  }

  @Test
  void twoKeys_makeTwoSignaturesThatPass() {
    String signed = String.join("", fields(DkimSigningOptions.DEFAULT, MESSAGE)) + MESSAGE;
    List<DkimResult> results = dns().verifyAll(signed, DkimOptions.DEFAULT);
    assertThat(results).extracting(DkimResult::word).containsExactly("pass", "pass");
    DkimBasis basis = results.get(0).basis();
    assertThat(basis.signedFields())
        .containsExactly("from", "to", "subject", "date", "message-id", "list-id");
    assertThat(basis.oversignedFields())
        .contains("from", "to", "cc", "subject", "date", "reply-to", "content-type")
        .doesNotContain("list-id", "sender");
    assertThat(basis.signedAt()).isEqualTo(NOW);
    assertThat(basis.expiresAt()).isNull();
    assertThat(basis.selector()).isEqualTo("r1");
  }

  @Test
  void everyCanonicalizationAndOption_passes() {
    for (Canonicalization header : Canonicalization.values()) {
      for (Canonicalization body : Canonicalization.values()) {
        DkimSigningOptions options =
            DkimSigningOptions.DEFAULT
                .withCanonicalization(header, body)
                .withAuid("alice@sub.a.example")
                .withLifetime(Duration.ofDays(7));
        for (String message : List.of(MESSAGE, HEADER + "\r\n", HEADER + "\r\nno line end")) {
          String signed = String.join("", fields(options, message)) + message;
          List<DkimResult> results = dns().verifyAll(signed, DkimOptions.DEFAULT);
          assertThat(results).extracting(DkimResult::word).containsExactly("pass", "pass");
          assertThat(results.get(0).basis().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
          assertThat(results.get(0).basis().auid()).isEqualTo("alice@sub.a.example");
        }
      }
    }
  }

  @Test
  void fields_areFoldedAt78Columns() {
    for (String field : fields(DkimSigningOptions.DEFAULT, MESSAGE)) {
      assertThat(field).endsWith("\r\n").startsWith("DKIM-Signature: v=1; a=");
      List<String> lines = List.of(field.split("\r\n"));
      assertThat(lines).allMatch(line -> line.length() <= 78);
      assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith(" "));
      assertThat(lines).noneMatch(String::isBlank);
    }
  }

  @Test
  void everyFold_leavesTheSignatureWhole() {
    DkimSigningOptions options =
        DkimSigningOptions.DEFAULT.withCanonicalization(
            Canonicalization.SIMPLE, Canonicalization.SIMPLE);
    for (int length = 1; length <= 60; length++) {
      DkimSigningKey key = new DkimSigningKey(DOMAIN, "s".repeat(length), ED25519);
      DkimSigner signer = new DkimSigner(List.of(key), options, JDK);
      DkimSigningResult result = signer.sign(Message.of(Fixture.octets(MESSAGE)), NOW);
      assertThat(result).isInstanceOf(DkimSigningResult.Signed.class);
      String field = ((DkimSigningResult.Signed) result).fields().get(0);
      assertThat(field.lines()).allMatch(line -> line.length() <= 78);
      Fixture dns = new Fixture().put(key.recordName().text(), ED25519.recordText());
      assertThat(dns.verify(field + MESSAGE).word()).as("%s", length).isEqualTo("pass");
    }
  }

  @Test
  void everyChangeOfASignedOctet_fails() {
    Random random = new Random(7);
    for (Canonicalization canonicalization : Canonicalization.values()) {
      DkimSigningOptions options =
          DkimSigningOptions.DEFAULT.withCanonicalization(canonicalization, canonicalization);
      String field = fields(options, MESSAGE).get(0);
      String signed = field + MESSAGE;
      DkimVerifier verifier = new DkimVerifier(DkimOptions.DEFAULT, JDK);
      for (int at = 0; at < signed.length(); at++) {
        char old = signed.charAt(at);
        char changed = (char) (33 + random.nextInt(94));
        if (old <= ' ' || Character.toLowerCase(old) == Character.toLowerCase(changed)) {
          continue;
        }
        String text = signed.substring(0, at) + changed + signed.substring(at + 1);
        List<DkimResult> results =
            verifier.verify(Message.of(Fixture.octets(text)), dns().resolver(), NOW);
        assertThat(results.isEmpty() || !results.get(0).word().equals("pass"))
            .as("%s at %s: %s", canonicalization, at, changed)
            .isTrue();
      }
    }
  }

  @Test
  void relaxed_toleratesFoldingAndSpaces() {
    String signed = fields(DkimSigningOptions.DEFAULT, MESSAGE).get(0) + MESSAGE;
    String refolded =
        signed
            .replace("Subject: Hello  there", "SUBJECT :\r\n\tHello \t there \t")
            .replace("are\tyou? ", "are   you?")
            .replace("\r\n\r\n", "\r\n\r\n");
    DkimResult result = dns().verify(refolded + "\r\n\r\n");
    assertThat(result.word()).isEqualTo("pass");
  }

  @Test
  void messageThatWouldBeRefusedOrBroken_isNotSigned() {
    Message none = Message.of(Fixture.octets("To: b@b.example\r\n\r\n"));
    assertThat(refusal(none)).isEqualTo(DkimReason.FROM_NOT_SINGLE);
    Message two = Message.of(Fixture.octets("From: c@a.example\r\n" + MESSAGE));
    assertThat(refusal(two)).isEqualTo(DkimReason.FROM_NOT_SINGLE);
    Message bare = Message.of(Fixture.octets(MESSAGE + "a\nb\r\n"));
    assertThat(refusal(bare)).isEqualTo(DkimReason.NOT_NETWORK_FORM);
    Message bareHeader = Message.of(Fixture.octets("X: a\rb\r\n" + MESSAGE));
    assertThat(refusal(bareHeader)).isEqualTo(DkimReason.NOT_NETWORK_FORM);
    MessageLimits small = new MessageLimits(100, 100, 2, 100, 1, 1, 1);
    assertThat(refusal(Message.of(Fixture.octets(MESSAGE), small)))
        .isEqualTo(DkimReason.MESSAGE_LIMIT);
    Message many = Message.of(Fixture.octets("List-Post: x\r\n".repeat(1500) + MESSAGE));
    assertThat(refusal(many)).isEqualTo(DkimReason.TOO_MANY_SIGNED_FIELDS);
  }

  @Test
  void misuse_isRefusedAtOnce() {
    DkimSigningOptions options = DkimSigningOptions.DEFAULT;
    DkimSigningKey shortKey = new DkimSigningKey(DOMAIN, "s", Fixture.RSA);
    assertThatIllegalArgumentException().isThrownBy(() -> new DkimSigner(List.of(), options, JDK));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DkimSigner(List.of(shortKey), options, JDK));
    assertThat(new DkimSigner(List.of(shortKey), options.insecureSignWithShortRsaKeys(), JDK))
        .isNotNull();
    DkimSigningOptions other = options.withAuid("x@b.example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DkimSigner(List.of(ED_KEY), other, JDK));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withAuid("x;@a.example"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withFields(List.of("to"), List.of("from")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withFields(List.of("from", "a:b"), List.of("from")));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withLifetime(Duration.ZERO));
    DomainName single = DomainName.of("example");
    assertThatIllegalArgumentException().isThrownBy(() -> new DkimSigningKey(single, "s", ED25519));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DkimSigningKey(DOMAIN, "not a name", ED25519));
  }
}
