package dev.indicia.trust;

import static dev.indicia.trust.FormMail.block;
import static dev.indicia.trust.FormMail.form;
import static dev.indicia.trust.FormMail.harmless;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signed mail of a sender that writes by template, by other ways than its own. */
class SignedSenderTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final DkimSigningKey KEY = key("k1");

  /** Of the same domain, and in other hands. */
  private static final DkimSigningKey LOST_KEY = key("k2");

  private static final Zone ZONE =
      Zone.builder()
          .txt("forms.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("_dmarc.forms.example", "v=DMARC1; p=reject")
          .txt("relay.example", "v=spf1 ip4:192.0.2.99 ip4:198.51.100.7 -all")
          .txt(KEY.recordName().text(), KEY.keyPair().recordText())
          .txt(LOST_KEY.recordName().text(), LOST_KEY.keyPair().recordText())
          .build();

  private static final String PRIZE =
      "You have won a prize. The list is at https://prize.example/win for you.";

  private final Judge judge = new Judge(JudgeOptions.DEFAULT);
  private final Profiles profiles = new Profiles();

  /** How a message comes. */
  private record Way(DkimSigningKey key, String host, String mailFrom, String to, String fields) {
    static Way own(int number) {
      return new Way(KEY, "192.0.2.10", "bounce@forms.example", recipient(number), "");
    }

    Way by(String otherHost) {
      return new Way(key, otherHost, "back@relay.example", to, fields);
    }

    Way signedBy(DkimSigningKey other) {
      return new Way(other, host, mailFrom, to, fields);
    }

    Way writtenTo(String other, String trace) {
      return new Way(key, host, mailFrom, other, trace);
    }
  }

  private static DkimSigningKey key(String selector) {
    return new DkimSigningKey(
        DomainName.of("forms.example"), selector, DkimKeyPair.generateEd25519(new SecureRandom()));
  }

  private static String recipient(int number) {
    return "r" + number + "@b" + number % 4 + ".test";
  }

  private Judgement deliver(int number, int day, Way way, List<Block> blocks) {
    String text =
        "From: Forms <no-reply@forms.example>\r\nTo: "
            + way.to
            + "\r\nMessage-ID: <"
            + number
            + "@forms.example>\r\n\r\nAn answer.\r\n";
    Instant at = START.plus(day, ChronoUnit.DAYS);
    Message message = Message.of(octets(way.fields + signature(way.key, text, at) + text));
    SmtpSession session =
        new SmtpSession(
            IpAddress.of(way.host), "mx.forms.example", way.mailFrom, List.of(recipient(number)));
    Observation observation = FormMail.observed(ZONE, message, session, at, blocks);
    Judgement judgement = judge.judge(judge.prepare(observation), profiles);
    judge.learn("d" + number, judgement, profiles);
    return judgement;
  }

  private static String signature(DkimSigningKey key, String text, Instant at) {
    DkimSigner signer =
        new DkimSigner(List.of(key), DkimSigningOptions.DEFAULT, DkimCryptography.jdk());
    return switch (signer.sign(Message.of(octets(text)), at)) {
      case DkimSigningResult.Signed signed -> String.join("", signed.fields());
      case DkimSigningResult.Refused refused -> throw new AssertionError(refused.detail());
    };
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void learn(int deliveries) {
    for (int i = 0; i < deliveries; i++) {
      Judgement judgement = deliver(i, i / 2, Way.own(i), form("Name" + i, harmless(i)));
      assertThat(judgement.verdict().kind()).as("" + i).isEqualTo(VerdictKind.GENUINE);
    }
  }

  @Test
  void likelyNote_isSuspicious_andReplayedWhereOnlyAForwarderSaysWhy() {
    learn(16);
    Verdict own = deliver(40, 21, Way.own(40), form("Ann", PRIZE)).verdict();
    assertThat(own.kind()).isEqualTo(VerdictKind.SUSPICIOUS);
    Way passedOn = Way.own(41).by("192.0.2.99").writtenTo("x@c.test", "Delivered-To: x@c.test\r\n");
    Verdict forwarded = deliver(41, 21, passedOn, form("Ann", PRIZE)).verdict();
    assertThat(forwarded.kind()).isEqualTo(VerdictKind.REPLAYED);
    assertThat(forwarded.failingLayer()).isEqualTo(Layer.BINDING);
    assertThat(deliver(42, 21, passedOn, form("Ann", harmless(3))).verdict().kind())
        .as("what wants nothing")
        .isEqualTo(VerdictKind.GENUINE);
  }

  /** The network is one that the sender's mail came from; the key and the way back are not. */
  @Test
  void lostKey_isSeen_fromAKnownNetworkToo() {
    learn(40);
    List<Block> foreign =
        List.of(
            block(Place.SUBJECT, Role.PARAGRAPH, "Congratulations"),
            block(Place.BODY, Role.PARAGRAPH, PRIZE));
    Way lost = Way.own(40).signedBy(LOST_KEY).by("192.0.2.99");
    Verdict verdict = deliver(40, 21, lost, foreign).verdict();
    assertThat(verdict.kind()).isEqualTo(VerdictKind.IMPERSONATED);
    assertThat(verdict.failingLayer()).isEqualTo(Layer.DKIM);
    assertThat(deliver(41, 21, lost, form("Ann", harmless(1))).verdict().kind())
        .as("a vendor that moves takes its words along")
        .isEqualTo(VerdictKind.GENUINE);
  }

  /** From a network never met a part of a claim with a foreign link is enough. */
  @Test
  void lostKey_fromANetworkNeverMet_needsLess() {
    learn(40);
    List<Block> foreign =
        List.of(
            block(Place.SUBJECT, Role.PARAGRAPH, "News of the board"),
            block(
                Place.BODY,
                Role.PARAGRAPH,
                "If you did not authorize this payment: https://board.example/x today."));
    Way near = Way.own(40).signedBy(LOST_KEY).by("192.0.2.99");
    assertThat(deliver(40, 21, near, foreign).verdict().kind()).isEqualTo(VerdictKind.GENUINE);
    Way far = Way.own(41).signedBy(LOST_KEY).by("198.51.100.7");
    assertThat(deliver(41, 21, far, foreign).verdict().kind()).isEqualTo(VerdictKind.IMPERSONATED);
  }
}
