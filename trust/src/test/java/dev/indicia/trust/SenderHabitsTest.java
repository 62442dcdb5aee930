package dev.indicia.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mail of a sender that always signed, which comes unsigned and wants something. */
class MissingSignatureTest {
  private static final Instant AT = Instant.parse("2026-03-12T09:00:00Z");
  private static final int DAY = 20_000;
  private static final String ALERT =
      "Your card was charged USD 899.00. If you did not authorize this payment, call +1 202-555-0147.";

  private static final Zone ZONE =
      Zone.builder()
          .txt("_dmarc.bank.example", "v=DMARC1; p=none")
          .txt("relay.example", "v=spf1 ip4:192.0.2.20 -all")
          .build();

  private final Judge judge = new Judge(JudgeOptions.DEFAULT);

  private Verdict verdict(int signedBefore, String trace) {
    Profiles profiles = new Profiles();
    for (int i = 0; i < signedBefore; i++) {
      profiles.senderToLearn("bank.example").learn(true, 0.5, 1, i, DAY);
    }
    SmtpSession session =
        new SmtpSession(
            IpAddress.of("192.0.2.20"),
            "mx.relay.example",
            "back@relay.example",
            List.of("ann@home.example"));
    String text = trace + "From: Bank <alerts@bank.example>\r\nTo: ann@school.example\r\n\r\n";
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8));
    Authentication unproven = MailVerifier.builder(ZONE).build().verify(message, session, AT);
    int phone = ALERT.indexOf('+');
    Mention number = new Mention(Mention.Kind.PHONE, phone, ALERT.length() - 1, "+12025550147");
    int amount = ALERT.indexOf("USD");
    Mention money = new Mention(Mention.Kind.AMOUNT, amount, amount + 10, "USD 899.00");
    Block block =
        new Block(
            Place.BODY, Role.PARAGRAPH, ALERT, ALERT, Set.of(), List.of(), List.of(money, number));
    Shown shown = new Shown(List.of(block), List.of(), List.of(), Set.of());
    return judge
        .judge(judge.prepare(new Observation(message, session, unproven, AT, shown)), profiles)
        .verdict();
  }

  @Test
  void unsigned_isImpersonated_onceTheSenderIsOneThatSigns() {
    assertThat(verdict(2, "").kind()).isEqualTo(VerdictKind.UNPROVEN);
    assertThat(verdict(3, "").kind()).isEqualTo(VerdictKind.IMPERSONATED);
  }

  @Test
  void forwarded_isExcused_whileTooLittleIsKnownToMissTheSendersWords() {
    String trace = "X-Forwarded-To: ann@home.example\r\n";
    assertThat(verdict(9, trace).kind()).isEqualTo(VerdictKind.UNPROVEN);
    assertThat(verdict(10, trace).kind()).isEqualTo(VerdictKind.IMPERSONATED);
  }
}
