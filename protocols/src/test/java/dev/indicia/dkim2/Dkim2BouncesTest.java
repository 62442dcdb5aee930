package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Dkim2BouncesTest {
  private static final Dkim2Bounces BOUNCES =
      new Dkim2Bounces(Dkim2Options.DEFAULT, Hops.CRYPTOGRAPHY);

  /** From hop 3 to hop 2, about the message that hop 2 sent to hop 3. */
  private static Message notification(String returned, boolean fieldsAlone, int signer) {
    String part =
        fieldsAlone
            ? "Content-Type: text/rfc822-headers\n\n" + returned.split("\n\n", 2)[0] + "\n"
            : "Content-Type: message/rfc822\n\n" + returned;
    Message plain =
        Hops.message(
            "From: mailer@h"
                + signer
                + ".test\nTo: b@h2.test\nSubject: undelivered\n"
                + "MIME-Version: 1.0\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
                + "--x\n\nNobody is here.\n--x\nContent-Type: message/delivery-status\n\n"
                + "Reporting-MTA: dns; mx.h3.test\n\n--x\n"
                + part
                + "\n--x--\n");
    return Hops.with(
        plain,
        Hops.signer(signer)
            .sign(plain, null, null, Dkim2Envelope.of("", List.of("b@h2.test")), Hops.AT));
  }

  private static Dkim2Bounces.Outcome outcome(Message notification, DomainName own) {
    Dkim2Result verified =
        Hops.verify(notification, new SmtpSession(null, null, "", List.of("b@h2.test")));
    return BOUNCES.authenticate(notification, verified, Set.of(own));
  }

  private static void refuses(Dkim2Bounces.Outcome outcome, Dkim2Reason why) {
    assertThat(outcome).isInstanceOf(Dkim2Bounces.Outcome.Refused.class);
    assertThat(((Dkim2Bounces.Outcome.Refused) outcome).why()).isEqualTo(why);
  }

  @Test
  void notification_goesToWhoeverTheNewestHopNames() {
    Dkim2Result result = Hops.verify(Hops.chain(2), Hops.session(2));
    assertThat(Dkim2Bounces.recipient(result)).contains("b@h2.test");
    Dkim2Result failing = Hops.verify(Hops.text(Hops.chain(2)) + "x\n", 2);
    assertThat(Dkim2Bounces.recipient(failing)).isEmpty();
    Message bounce = notification("From: x\n\ny\n", false, 3);
    assertThat(
            Dkim2Bounces.recipient(
                Hops.verify(bounce, new SmtpSession(null, null, "", List.of("b@h2.test")))))
        .isEmpty();
  }

  @Test
  void notificationAboutOurMessage_isAuthentic() {
    String sent = Hops.text(Hops.chain(2));
    for (boolean fieldsAlone : new boolean[] {false, true}) {
      Dkim2Bounces.Outcome outcome = outcome(notification(sent, fieldsAlone, 3), Hops.domain(2));
      assertThat(outcome).isInstanceOf(Dkim2Bounces.Outcome.Authentic.class);
      assertThat(((Dkim2Bounces.Outcome.Authentic) outcome).withBody()).isEqualTo(!fieldsAlone);
    }
  }

  @Test
  void anyOtherNotification_isRefused() {
    String sent = Hops.text(Hops.chain(2));
    refuses(outcome(Hops.chain(1), Hops.domain(2)), Dkim2Reason.NOT_A_BOUNCE);
    refuses(outcome(notification(sent, false, 4), Hops.domain(2)), Dkim2Reason.BOUNCE_SENDER);
    refuses(outcome(notification(sent, false, 3), Hops.domain(5)), Dkim2Reason.BOUNCE_NOT_OURS);
    refuses(
        outcome(notification(sent.replace("[list]", "[lost]"), false, 3), Hops.domain(2)),
        Dkim2Reason.HEADER_HASH_MISMATCH);
    refuses(
        outcome(notification(sent.replace("\nthree", "\nfour"), false, 3), Hops.domain(2)),
        Dkim2Reason.BODY_HASH_MISMATCH);
    refuses(
        outcome(notification("From: x@y.test\n\nz\n", false, 3), Hops.domain(2)),
        Dkim2Reason.SIGNATURE_MISSING);
    Message signed = notification(sent, false, 3);
    String text = Hops.text(signed).replace("Nobody is here", "Somebody is here");
    refuses(outcome(Hops.message(text), Hops.domain(2)), Dkim2Reason.BOUNCE_NOT_SIGNED);
  }

  @Test
  void propagation_undoesOurHop() {
    Message first = Hops.chain(1);
    Dkim2Bounces.Outcome.Authentic authentic =
        (Dkim2Bounces.Outcome.Authentic)
            outcome(notification(Hops.text(Hops.chain(2)), false, 3), Hops.domain(2));
    Optional<Dkim2Bounces.Propagation> back = BOUNCES.propagate(authentic);
    assertThat(back).isPresent();
    assertThat(back.get().recipient()).isEqualTo("b@h1.test");
    assertThat(back.get().withBody()).isTrue();
    Message returned = Message.of(back.get().returned());
    // What goes back verifies as what came in.
    assertThat(Hops.verify(returned, Hops.session(1))).isInstanceOf(Dkim2Result.Pass.class);
    assertThat(new String(returned.octets(), StandardCharsets.US_ASCII)).doesNotContain("list");
    assertThat(returned.fields("DKIM2-Signature")).hasSameSizeAs(first.fields("DKIM2-Signature"));
    Dkim2Bounces.Outcome.Authentic fields =
        (Dkim2Bounces.Outcome.Authentic)
            outcome(notification(Hops.text(Hops.chain(2)), true, 3), Hops.domain(2));
    assertThat(BOUNCES.propagate(fields).orElseThrow().withBody()).isFalse();
  }

  @Test
  void firstHop_passesNothingOn() {
    Dkim2Bounces.Outcome.Authentic own = new Dkim2Bounces.Outcome.Authentic(Hops.chain(1), true);
    assertThat(BOUNCES.propagate(own)).isEmpty();
  }
}
