package dev.indicia.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mail that wants something and comes otherwise than its sender's always did. */
class SenderHabitsTest {
  private static final Instant AT = Instant.parse("2026-03-12T09:00:00Z");
  private static final int DAY = 20_000;
  private static final String ALERT =
      "Your card was charged USD 899.00. If you did not authorize this payment, call +1 202-555-0147.";

  private static final Zone ZONE =
      Zone.builder()
          .txt("_dmarc.bank.example", "v=DMARC1; p=none")
          .txt("bank.example", "v=spf1 ip4:192.0.2.30 -all")
          .txt("news.bank.example", "v=spf1 ip4:192.0.2.30 -all")
          .txt("freemail.example", "v=spf1 ip4:192.0.2.40 -all")
          .txt("relay.example", "v=spf1 ip4:192.0.2.20 -all")
          .build();

  private Judge judge = new Judge(JudgeOptions.DEFAULT);

  private static Profiles signedBefore(int deliveries) {
    Profiles profiles = new Profiles();
    for (int i = 0; i < deliveries; i++) {
      profiles.senderToLearn("bank.example").learn(true, 0.5, 1, i, DAY);
    }
    return profiles;
  }

  /** The alert as it comes from that host, with that reverse-path and those fields. */
  private Verdict verdict(Profiles profiles, String host, String mailFrom, String fields) {
    int phone = ALERT.indexOf('+');
    Mention number = new Mention(Mention.Kind.PHONE, phone, ALERT.length() - 1, "+12025550147");
    int amount = ALERT.indexOf("USD");
    Mention money = new Mention(Mention.Kind.AMOUNT, amount, amount + 10, "USD 899.00");
    Block block =
        new Block(
            Place.BODY, Role.PARAGRAPH, ALERT, ALERT, Set.of(), List.of(), List.of(money, number));
    Shown shown = new Shown(List.of(block), List.of(), List.of(), Set.of());
    return verdict(profiles, host, mailFrom, fields, shown);
  }

  private Verdict verdict(
      Profiles profiles, String host, String mailFrom, String fields, Shown shown) {
    SmtpSession session =
        new SmtpSession(
            IpAddress.of(host), "mx.relay.example", mailFrom, List.of("ann@home.example"));
    Message message = Message.of((fields + "\r\n").getBytes(StandardCharsets.UTF_8));
    Authentication authentication = MailVerifier.builder(ZONE).build().verify(message, session, AT);
    return judge
        .judge(
            judge.prepare(new Observation(message, session, authentication, AT, shown)), profiles)
        .verdict();
  }

  private Verdict relayed(int signedBefore, String trace) {
    String fields = trace + "From: Bank <alerts@bank.example>\r\nTo: ann@school.example\r\n";
    return verdict(signedBefore(signedBefore), "192.0.2.20", "back@relay.example", fields);
  }

  @Test
  void unsigned_isImpersonated_onceTheSenderIsOneThatSigns() {
    assertThat(relayed(2, "").kind()).isEqualTo(VerdictKind.UNPROVEN);
    assertThat(relayed(3, "").kind()).isEqualTo(VerdictKind.IMPERSONATED);
  }

  @Test
  void forwarded_isExcused_whileTooLittleIsKnownToMissTheSendersWords() {
    String trace = "X-Forwarded-To: ann@home.example\r\n";
    assertThat(relayed(9, trace).kind()).isEqualTo(VerdictKind.UNPROVEN);
    assertThat(relayed(10, trace).kind()).isEqualTo(VerdictKind.IMPERSONATED);
  }

  private Verdict unsigned(Profiles profiles, String mailFrom) {
    String fields = "From: Bank <alerts@bank.example>\r\nTo: ann@home.example\r\n";
    return verdict(profiles, "192.0.2.30", mailFrom, fields);
  }

  @Test
  void provenBySpfAlone_isImpersonated_fromANetworkOrWithAReversePathThatIsNew() {
    Profiles profiles = signedBefore(5);
    assertThat(unsigned(profiles, "back@news.bank.example").findings())
        .extracting(Finding::summary)
        .anyMatch(said -> said.contains("never sent from 192.0.2.0/24"));
    SenderProfile bank = profiles.senderToLearn("bank.example");
    bank.learnPathway("net:192.0.2.0/24", 1, DAY);
    bank.learnPathway("env:news.bank.example", 1, DAY);
    assertThat(unsigned(profiles, "back@news.bank.example").kind()).isEqualTo(VerdictKind.GENUINE);
    Verdict other = unsigned(profiles, "alerts@bank.example");
    assertThat(other.kind()).isEqualTo(VerdictKind.IMPERSONATED);
    assertThat(other.failingLayer()).isEqualTo(Layer.SPF);
    assertThat(other.findings())
        .extracting(Finding::summary)
        .anyMatch(said -> said.contains("never sent as bank.example"));
  }

  /** A domain whose mail is of few patterns, and by so many authors. */
  private static Profiles patterned(int authors) {
    Profiles profiles = new Profiles();
    for (int i = 0; i < 200; i++) {
      profiles.senderToLearn("freemail.example").learn(false, 0.9, i % authors, i, DAY);
    }
    return profiles;
  }

  @Test
  void nameOfAnother_fromADomainWhereManyWrite_isImpersonated() {
    String text = "We have limited your Swiftbank account. Confirm your details here:";
    Block block = new Block(Place.BODY, Role.PARAGRAPH, text, text, Set.of(), List.of(), List.of());
    Link link =
        new Link(Link.Source.ANCHOR, 0, "https://away.example/x", "https", "away.example", null);
    Shown shown = new Shown(List.of(block), List.of(link), List.of(), Set.of());
    String fields = "From: Swiftbank <c77@freemail.example>\r\nTo: ann@home.example\r\n";
    assertThat(
            verdict(patterned(3), "192.0.2.40", "c77@freemail.example", fields, shown)
                .failingLayer())
        .as("a sender of templates, whose words these are not")
        .isEqualTo(Layer.SLOT);
    assertThat(verdict(patterned(40), "192.0.2.40", "c77@freemail.example", fields, shown).kind())
        .isEqualTo(VerdictKind.IMPERSONATED);
  }

  private static Shown linked(String text, String host) {
    Block block = new Block(Place.BODY, Role.PARAGRAPH, text, text, Set.of(), List.of(), List.of());
    Link link = new Link(Link.Source.ANCHOR, 0, "https://" + host + "/x", "https", host, null);
    return new Shown(List.of(block), List.of(link), List.of(), Set.of());
  }

  /** The host is the bank's, the reverse-path too: smuggled through its own relay. */
  @Test
  void unsignedWithoutAWordOfItsOwn_isImpersonated_whereverItComesFrom() {
    Profiles profiles = signedBefore(20);
    SenderProfile bank = profiles.senderToLearn("bank.example");
    bank.learnPathway("net:192.0.2.0/24", 1, DAY);
    bank.learnPathway("env:bank.example", 1, DAY);
    String fields = "From: Bank <alerts@bank.example>\r\nTo: ann@home.example\r\n";
    assertThat(
            verdict(
                    profiles,
                    "192.0.2.30",
                    "alerts@bank.example",
                    fields,
                    linked("Xyzzy plugh plover.", "away.example"))
                .kind())
        .isEqualTo(VerdictKind.IMPERSONATED);
    assertThat(
            verdict(
                    profiles,
                    "192.0.2.30",
                    "alerts@bank.example",
                    fields,
                    linked("Xyzzy plugh plover.", "db3.internal"))
                .kind())
        .as("a name within a network leads nobody away")
        .isEqualTo(VerdictKind.GENUINE);
  }

  private Verdict row(Role label, String text) {
    Block first = new Block(Place.BODY, label, "Memo", "Memo", Set.of(), List.of(), List.of());
    Block value = new Block(Place.BODY, Role.CELL, text, text, Set.of(), List.of(), List.of());
    Link link =
        new Link(Link.Source.ANCHOR, 1, "https://away.example/x", "https", "away.example", null);
    Shown shown = new Shown(List.of(first, value), List.of(link), List.of(), Set.of());
    String fields = "From: Bank <alerts@bank.example>\r\nTo: ann@home.example\r\n";
    return verdict(new Profiles(), "192.0.2.30", "alerts@bank.example", fields, shown);
  }

  @Test
  void fullClaim_inAValueBehindItsLabel_isBorrowed_fromTheFirstMessageOn() {
    String lure = "Your wallet is restricted. Verify your wallet here before Friday:";
    assertThat(row(Role.CELL, lure).kind()).isEqualTo(VerdictKind.BORROWED);
    assertThat(row(Role.PARAGRAPH, lure).kind()).isEqualTo(VerdictKind.GENUINE);
    assertThat(row(Role.CELL, "The plan of the hall is here:").kind())
        .isEqualTo(VerdictKind.GENUINE);
  }

  /** The rule for a catalogue in which anybody writes at that domain. */
  private static Judge atPlatform(String pattern) {
    Catalogue catalogue =
        new Catalogue(
            List.of(),
            List.of(
                new Catalogue.Platform(AddressPattern.parse(pattern).orElseThrow(), "Platform")),
            Set.of(),
            List.of());
    JudgeOptions standard = JudgeOptions.DEFAULT;
    return new Judge(
        new JudgeOptions(
            standard.ownDomains(),
            standard.names(),
            standard.lexicon(),
            standard.trusted(),
            standard.thresholds(),
            () -> catalogue));
  }

  @Test
  void walletToBeVerified_atAPlatform_isBorrowed_fromTheFirstMessageOn() {
    Shown lure =
        linked("Your wallet is restricted. Verify your wallet here before Friday:", "away.example");
    String fields = "From: Care <c77@freemail.example>\r\nTo: ann@home.example\r\n";
    Profiles empty = new Profiles();
    assertThat(verdict(empty, "192.0.2.40", "c77@freemail.example", fields, lure).kind())
        .as("a domain of somebody's own")
        .isEqualTo(VerdictKind.GENUINE);
    judge = atPlatform("*@freemail.example");
    assertThat(verdict(empty, "192.0.2.40", "c77@freemail.example", fields, lure).kind())
        .isEqualTo(VerdictKind.BORROWED);
    Shown letter = linked("Bitcoin has risen again. Read more here:", "away.example");
    assertThat(verdict(empty, "192.0.2.40", "c77@freemail.example", fields, letter).kind())
        .as("a letter about coins")
        .isEqualTo(VerdictKind.GENUINE);
  }
}
