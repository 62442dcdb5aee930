package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Dkim2SignerTest {

  private static void refuses(Dkim2SigningResult result, Dkim2Reason why) {
    assertThat(result).isInstanceOf(Dkim2SigningResult.Refused.class);
    assertThat(((Dkim2SigningResult.Refused) result).why()).isEqualTo(why);
  }

  private static Dkim2SigningResult sign(int hop, Message message, @Nullable Message previous) {
    return Hops.signer(hop).sign(message, previous, null, Hops.envelope(hop), Hops.AT);
  }

  @Test
  void fields_areFoldedAsciiLines() {
    Message message = Hops.chain(3);
    for (String line : Hops.text(message).split("\n\n", 2)[0].split("\n")) {
      assertThat(line).hasSizeLessThanOrEqualTo(78).matches("\\p{ASCII}*");
    }
  }

  @Test
  void unchangedMessage_getsNoInstance() {
    Message message = Hops.chain(1);
    Dkim2Revision revision = Hops.signer(2).prepare(message, null, null);
    assertThat(revision.isNewInstance()).isFalse();
    assertThat(revision.instance()).isEqualTo(1);
    // Trace fields are no change (draft §4).
    Message traced = Hops.message("Received: from x\n" + Hops.text(message));
    assertThat(Hops.signer(2).prepare(traced, null, null).isNewInstance()).isFalse();
  }

  @Test
  void oneRevision_signsForEveryGroupOfRecipients() {
    Message message = Hops.plain();
    Dkim2Revision revision = Hops.signer(1).prepare(message, null, null);
    for (String recipient : List.of("b@h2.test", "c@h2.test")) {
      Message signed =
          Hops.with(
              message,
              Hops.signer(1)
                  .sign(revision, Dkim2Envelope.of("b@h1.test", List.of(recipient)), Hops.AT));
      assertThat(Hops.verify(signed, new SmtpSession(null, null, "b@h1.test", List.of(recipient))))
          .isInstanceOf(Dkim2Result.Pass.class);
      String other = recipient.startsWith("b") ? "c@h2.test" : "b@h2.test";
      assertThat(
              Hops.verify(signed, new SmtpSession(null, null, "b@h1.test", List.of(other)))
                  .reason())
          .contains(Dkim2Reason.RCPT_TO_MISMATCH);
    }
  }

  @Test
  void changedMessage_needsItsStateBefore() {
    Message message = Hops.chain(1);
    Message changed = Hops.message(Hops.text(message) + "more\n");
    refuses(sign(2, changed, null), Dkim2Reason.PREVIOUS_MISSING);
    refuses(sign(2, changed, Hops.message("From: x\n\nother\n")), Dkim2Reason.PREVIOUS_MISMATCH);
    assertThat(sign(2, changed, message)).isInstanceOf(Dkim2SigningResult.Signed.class);
  }

  @Test
  void hopThatDoesNotFollow_isRefused() {
    Message message = Hops.chain(1);
    refuses(sign(3, message, null), Dkim2Reason.CUSTODY_BROKEN);
    refuses(
        Hops.signer(2)
            .sign(
                message,
                null,
                null,
                Dkim2Envelope.of("x@other.test", List.of("y@z.test")),
                Hops.AT),
        Dkim2Reason.DOMAIN_MISMATCH);
    // A subdomain of the recipient's may send (draft §9.4).
    assertThat(
            Hops.signer(2)
                .sign(
                    message,
                    null,
                    null,
                    Dkim2Envelope.of("x@bounce.h2.test", List.of("y@z.test")),
                    Hops.AT))
        .isInstanceOf(Dkim2SigningResult.Signed.class);
  }

  @Test
  void nullReversePath_needsNoDomain() {
    Message message = Hops.plain();
    Message signed =
        Hops.with(
            message,
            Hops.signer(1)
                .sign(message, null, null, Dkim2Envelope.of("", List.of("b@h2.test")), Hops.AT));
    assertThat(Hops.verify(signed, new SmtpSession(null, null, "", List.of("b@h2.test"))))
        .isInstanceOf(Dkim2Result.Pass.class);
  }

  @Test
  void brokenChain_isNotExtended() {
    String text = Hops.text(Hops.chain(2)).replace("m=1; h=", "m=1; g=");
    refuses(sign(3, Hops.message(text), null), Dkim2Reason.INSTANCE_TAG_MISSING);
  }

  @Test
  void fromDraft08On_onlyWhatWasVerifiedIsExtended() {
    Dkim2Draft draft = Dkim2Draft.DRAFT_08;
    Message message = Hops.plain();
    Message signed =
        Hops.with(
            message, Hops.signer(1, draft).sign(message, null, null, Hops.envelope(1), Hops.AT));
    refuses(
        Hops.signer(2, draft).sign(signed, null, null, Hops.envelope(2), Hops.AT),
        Dkim2Reason.CHAIN_UNVERIFIED);
    Dkim2Result received = Hops.verify(signed, Hops.session(1), Hops.options(draft));
    assertThat(Hops.signer(2, draft).sign(signed, null, received, Hops.envelope(2), Hops.AT))
        .isInstanceOf(Dkim2SigningResult.Signed.class);
  }

  @Test
  void draft02_hasNoNextDomain() {
    refuses(
        Hops.signer(1, Dkim2Draft.DRAFT_02)
            .sign(Hops.plain(), null, null, Dkim2Envelope.toDomain(Hops.domain(2)), Hops.AT),
        Dkim2Reason.SIGNATURE_TAG_UNEXPECTED);
  }

  @Test
  void keysThatDoNotGoTogether_areMisuse() {
    DkimSigningKey small =
        new DkimSigningKey(
            DomainName.of("h1.test"), "s", DkimKeyPair.generateRsa(1024, new SecureRandom()));
    for (List<DkimSigningKey> keys :
        List.of(
            List.<DkimSigningKey>of(),
            List.of(Hops.key(1), Hops.key(2)),
            List.of(Hops.key(1), Hops.key(1)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Dkim2Signer(keys, Dkim2Options.DEFAULT, Hops.CRYPTOGRAPHY));
    }
    assertThat(new Dkim2Signer(List.of(small), Dkim2Options.DEFAULT, Hops.CRYPTOGRAPHY))
        .isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Dkim2Signer(List.of(small), Hops.options(Dkim2Draft.DRAFT_08), Hops.CRYPTOGRAPHY));
  }

  @Test
  void envelopes_areChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dkim2Envelope.of("a@b.test", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dkim2Envelope.of("a@b.test\r\nx", List.of("c@d.test")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hops.envelope(1).withFlags(List.of("a;b")));
    assertThatIllegalArgumentException().isThrownBy(() -> Hops.envelope(1).withNonce("a b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hops.envelope(1).withNonce("n".repeat(65)));
  }
}
