package dev.indicia.trust;

import static dev.indicia.trust.FormMail.block;
import static dev.indicia.trust.FormMail.form;
import static dev.indicia.trust.FormMail.harmless;
import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dns.IpAddress;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Catalogue.Slot;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.template.TemplateKind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stream of one sender that writes by template, with what others put into its gaps. */
class LearnedSenderTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private static final String NOTE =
      "Your account was charged USD 899.00. If you did not authorize this payment, call our support"
          + " team at +1 202-555-0147 to cancel and get a refund.";

  private static final Zone ZONE =
      Zone.builder()
          .txt("forms.example", "v=spf1 ip4:192.0.2.10 -all")
          .txt("_dmarc.forms.example", "v=DMARC1; p=reject")
          .txt("relay.example", "v=spf1 ip4:192.0.2.99 -all")
          .build();

  private Judge judge = new Judge(JudgeOptions.DEFAULT);
  private final Profiles profiles = new Profiles();

  /** One delivery, judged and learned from; the number says to whom. */
  private Judgement deliver(int number, int day, List<Block> blocks) {
    return deliver(number, day, blocks, "192.0.2.10", "bounce@forms.example", "");
  }

  private Judgement deliver(
      int number, int day, List<Block> blocks, String host, String mailFrom, String fields) {
    String recipient = "r" + number + "@b" + number % 4 + ".test";
    SmtpSession session =
        new SmtpSession(IpAddress.of(host), "mx.forms.example", mailFrom, List.of(recipient));
    Message message =
        Message.of(
            (fields + "From: Forms <no-reply@forms.example>\r\nTo: " + recipient + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    Instant at = START.plus(day, ChronoUnit.DAYS);
    Observation observation = FormMail.observed(ZONE, message, session, at, blocks);
    Judgement judgement = judge.judge(judge.prepare(observation), profiles);
    judge.learn("d" + number, judgement, profiles);
    return judgement;
  }

  private void learn(int deliveries) {
    for (int i = 0; i < deliveries; i++) {
      Judgement judgement = deliver(i, i / 2, form("Name" + i, harmless(i)));
      assertThat(judgement.verdict().kind()).as("" + i).isEqualTo(VerdictKind.GENUINE);
    }
  }

  @Test
  void harmlessNotes_staySlotsOfAKnownTemplate() {
    learn(40);
    Judgement judgement = deliver(40, 21, form("Quirin", "see you on the terrace"));
    assertThat(judgement.verdict().kind()).isEqualTo(VerdictKind.GENUINE);
    assertThat(judgement.known()).isTrue();
    assertThat(judgement.template()).isNotNull();
    assertThat(judgement.reading().knownPart()).isGreaterThan(0.7);
    assertThat(judgement.slots())
        .extracting(slot -> slot.region().text())
        .anyMatch(text -> text.contains("terrace"))
        .noneMatch(text -> text.contains("switch these messages off"));
  }

  @Test
  void callbackNote_isBorrowed() {
    learn(40);
    Judgement judgement = deliver(40, 21, form("Support", NOTE));
    assertThat(judgement.verdict().kind()).isEqualTo(VerdictKind.BORROWED);
    assertThat(judgement.verdict().failingLayer()).isEqualTo(Layer.SLOT);
    assertThat(judgement.verdict().findings())
        .filteredOn(finding -> finding.code() == FindingCode.SLOT_CLAIM)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.evidence().getFirst().value()).contains("+1 202-555-0147"));
    assertThat(deliver(41, 22, form("Ann", harmless(41))).verdict().kind())
        .as("one scam does not taint what follows")
        .isEqualTo(VerdictKind.GENUINE);
  }

  @Test
  void numberOfAFraudDesk_inANote_isBorrowed_withoutAnyPressure() {
    learn(40);
    String note =
        "Your card was charged USD 912.00 by a shop. Our fraud department answers at"
            + " +1 202-555-0147.";
    assertThat(deliver(40, 21, form("Ann", note)).verdict().kind()).isEqualTo(VerdictKind.BORROWED);
  }

  /** Whoever passes mail on may break its signature, and leaves it there. */
  @Test
  void unsignedNoteThatWasPassedOn_isImpersonated_whereTheSenderAlwaysSigns() {
    learn(40);
    for (int i = 0; i < 400; i++) {
      profiles.senderToLearn("forms.example").learn(true, 0.7, 1, i, 20_520);
    }
    String trace = "X-Forwarded-To: ann@b1.test\r\n";
    String broken =
        "DKIM-Signature: v=1; a=rsa-sha256; d=forms.example; s=k; h=from; b=AAAA; bh="
            + "A".repeat(43)
            + "=\r\n";
    List<Block> blocks = form("Support", NOTE);
    assertThat(deliver(40, 21, blocks, "192.0.2.99", "back@relay.example", trace).verdict().kind())
        .isEqualTo(VerdictKind.IMPERSONATED);
    Verdict second =
        deliver(41, 21, blocks, "192.0.2.99", "back@relay.example", trace + broken).verdict();
    assertThat(second.kind()).isEqualTo(VerdictKind.BORROWED);
  }

  @Test
  void sameNoteAmidTalkAboutScams_isNot() {
    learn(40);
    Judgement judgement =
        deliver(
            40,
            21,
            form(
                "Newsletter",
                "Beware of this scam: scammers send e-mails that say \""
                    + NOTE
                    + "\" Do not call."));
    assertThat(judgement.verdict().kind()).isEqualTo(VerdictKind.GENUINE);
  }

  /** Three words of the sender's own in the middle of a claim do not cut it in two. */
  @Test
  void claimAroundWordsOfTheSenders_isOneClaim() {
    String own = "When you did not ask for these letters, switch them off.";
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, with(form("Name" + i, harmless(i)), own));
    }
    String note =
        "Your account was charged USD 899.00 this morning. If you did not authorize this payment,"
            + " call our support team at +1 202-555-0147.";
    assertThat(deliver(40, 21, with(form("Ann", note), own)).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
  }

  private static List<Block> titled(String name) {
    List<Block> blocks = new ArrayList<>(form(name, "nothing else"));
    blocks.set(0, block(Place.SUBJECT, Role.PARAGRAPH, "A new answer has arrived from " + name));
    return blocks;
  }

  /** No list knows the words; a name with a sum and a number, shown twice, is no name. */
  @Test
  void sumAndNumberInATitleAndInTheText_areBorrowed_whateverIsSaid() {
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, titled("Name" + i));
    }
    assertThat(deliver(40, 21, titled("Flowers by Phone +1 202-555-0147")).verdict().kind())
        .isEqualTo(VerdictKind.GENUINE);
    assertThat(deliver(41, 21, titled("Xyzzy plugh USD 912.00 +1 202-555-0148")).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
  }

  @Test
  void customerWhoAsksToBeCalled_isNoScamInATitle() {
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, titled("Word" + i + " other" + i + " third" + i + " last" + i));
    }
    assertThat(
            deliver(40, 21, titled("Cancel my order and call me on +1 202-555-0147"))
                .verdict()
                .kind())
        .isEqualTo(VerdictKind.GENUINE);
    assertThat(
            deliver(41, 21, titled("Cancel the order, call us on +1 202-555-0148"))
                .verdict()
                .kind())
        .isEqualTo(VerdictKind.BORROWED);
  }

  private static List<Block> with(List<Block> blocks, String text) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(block(Place.BODY, Role.FOOTER, text));
    return more;
  }

  @Test
  void talkAboutScamsInASlotForNames_hidesNothing() {
    learn(40);
    String name = "Beware of scammers. " + NOTE;
    assertThat(deliver(40, 21, form(name, harmless(1))).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
  }

  private static List<Block> letter(String before, String quotation, String after) {
    return List.of(
        block(Place.SUBJECT, Role.PARAGRAPH, "What we were told of this week"),
        block(
            Place.BODY, Role.PARAGRAPH, "Hello, here is what our readers have sent us this week."),
        block(Place.BODY, Role.PARAGRAPH, before),
        block(Place.BODY, Role.QUOTE, quotation),
        block(Place.BODY, Role.PARAGRAPH, after));
  }

  private VerdictKind ofNoteBetween(String before, String after) {
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, letter(before, harmless(i), after));
    }
    return deliver(40, 21, letter(before, NOTE, after)).verdict().kind();
  }

  @Test
  void noteInASlotBetweenTalkAboutScams_isAQuotation() {
    assertThat(
            ofNoteBetween(
                "Scammers write like this, in thousands of letters that we see:",
                "Never call the number in a letter like that one, and tell us of it."))
        .isEqualTo(VerdictKind.GENUINE);
  }

  @Test
  void noteInASlotBehindTalkAboutScams_isNone() {
    assertThat(
            ofNoteBetween(
                "Beware of scammers, and read what was written to you before you answer:",
                "You can see all letters on the page of your account with us."))
        .isEqualTo(VerdictKind.BORROWED);
  }

  @Test
  void deskNamedAfterFraud_isNoTalkAboutScams() {
    learn(40);
    String note =
        "Ditt konto har debiterats USD 899.00. Var det inte du? Ring vår bedrägeriavdelning"
            + " +1 202-555-0147";
    assertThat(deliver(40, 21, form("Support", note)).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
  }

  /** Words that nobody wrote before: half of what such a sender sends. */
  private static String longNote(int number) {
    StringBuilder note = new StringBuilder();
    for (int i = 0; i < 66; i++) {
      note.append("word").append((char) ('a' + (number * 7 + i) % 26)).append(number * 100 + i);
      note.append(' ');
    }
    return note.toString();
  }

  @Test
  void foreignLetterOfASenderThatOthersFillByHalf_isBorrowed_onceItHasLongBeenMet() {
    List<Block> letter = List.of(block(Place.BODY, Role.PARAGRAPH, NOTE));
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, form("Name" + i, longNote(i)));
      if (i == 12) {
        assertThat(judged(letter)).as("a week has not passed").isEqualTo(VerdictKind.GENUINE);
      }
    }
    assertThat(profiles.sender("forms.example").knownPart()).isBetween(0.45, 0.55);
    assertThat(judged(letter)).isEqualTo(VerdictKind.BORROWED);
  }

  private VerdictKind judged(List<Block> blocks) {
    Message message =
        Message.of(
            "From: x@forms.example\r\nTo: q@b.test\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    SmtpSession session =
        new SmtpSession(IpAddress.of("192.0.2.10"), "mx", "x@forms.example", List.of("q@b.test"));
    Instant at = START.plus(21, ChronoUnit.DAYS);
    Authentication proven = MailVerifier.builder(ZONE).build().verify(message, session, at);
    Shown shown = new Shown(blocks, List.of(), List.of(), Set.of());
    return judge
        .judge(judge.prepare(new Observation(message, session, proven, at, shown)), profiles)
        .verdict()
        .kind();
  }

  @Test
  void noteFromAnUnknownSender_isNoAccusation() {
    assertThat(deliver(0, 0, form("Support", NOTE)).verdict().kind())
        .isEqualTo(VerdictKind.GENUINE);
  }

  @Test
  void oneWaveOnOneDay_isNeverLearned() {
    learn(40);
    for (int i = 40; i < 100; i++) {
      assertThat(deliver(i, 21, form("Support", NOTE)).verdict().kind())
          .as("delivery " + i)
          .isEqualTo(VerdictKind.BORROWED);
    }
    assertThat(deliver(100, 22, form("Support", NOTE)).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
    assertThat(profiles.sender("forms.example").deliveries()).isEqualTo(40);
  }

  @Test
  void accusedNumber_isRemembered() {
    learn(40);
    for (int i = 40; i < 44; i++) {
      deliver(i, 21, form("Support", NOTE));
    }
    Judgement judgement = deliver(44, 22, form("Ann", "give us a ring on +1 202-555-0147"));
    assertThat(judgement.slots()).anyMatch(ReadSlot::callbackAccused);
  }

  @Test
  void sameStream_givesTheSameOctets() throws IOException {
    learn(30);
    deliver(30, 20, form("Support", NOTE));
    LearnedSenderTest again = new LearnedSenderTest();
    again.learn(30);
    again.deliver(30, 20, form("Support", NOTE));
    assertThat(octets(again.profiles)).isEqualTo(octets(profiles));
  }

  private static byte[] octets(Profiles profiles) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    profiles.write(new DataOutputStream(out));
    return out.toByteArray();
  }

  @Test
  void judging_changesNothing() throws IOException {
    learn(12);
    byte[] before = octets(profiles);
    SmtpSession session = SmtpSession.of(IpAddress.of("192.0.2.10"), "mx", "x@forms.example");
    Message message = Message.of("From: x@forms.example\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    Authentication proven = MailVerifier.builder(ZONE).build().verify(message, session, START);
    Shown shown = new Shown(form("Support", NOTE), List.of(), List.of(), Set.of());
    judge.judge(judge.prepare(new Observation(message, session, proven, START, shown)), profiles);
    assertThat(octets(profiles)).isEqualTo(before);
  }

  /** An attacker prepares: the slot's text without what would accuse it, then all of it. */
  @Test
  void wordsSpreadBeforehand_doNotHideTheClaim() {
    learn(40);
    for (int i = 40; i < 70; i++) {
      deliver(i, 21, form("Support", "Your account was charged USD 899.00, our support team"));
    }
    assertThat(deliver(70, 21, form("Support", NOTE)).verdict().kind())
        .isIn(VerdictKind.BORROWED, VerdictKind.SUSPICIOUS);
  }

  /**
   * An attacker sends nearly half of a template's mail for three weeks, to many recipients: pieces
   * of his story, none of which wants anything by itself. Then he tells all of it.
   */
  @Test
  void piecesSentForWeeks_doNotHideTheClaim() {
    learn(40);
    List<String> pieces =
        List.of(
            "Your account was charged USD 899.00.",
            "If you did not authorize this payment, call our support team at any time.");
    for (int i = 40; i < 240; i++) {
      String note =
          i % 9 < 5 ? harmless(i) : "Thanks. " + String.join(" ", pieces.get(i % 2), "Best wishes");
      Judgement judgement = deliver(i, 21 + (i - 40) / 9, form("Name" + i, note));
      assertThat(judgement.verdict().kind().isAccusation()).as("delivery " + i).isFalse();
    }
    assertThat(deliver(240, 44, form("Support", NOTE)).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
    // And in the title, where a name always stands.
    assertThat(deliver(241, 44, form(NOTE, harmless(1))).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
  }

  /** The same text to so many, for so long, is the sender's: a redesign is not accused for ever. */
  @Test
  void redesignThatWarns_isAdopted() {
    learn(40);
    List<VerdictKind> verdicts = new ArrayList<>();
    for (int i = 40; i < 130; i++) {
      verdicts.add(deliver(i, 21 + (i - 40) / 2, form("Name" + i, NOTE)).verdict().kind());
    }
    assertThat(verdicts.getFirst()).isEqualTo(VerdictKind.BORROWED);
    assertThat(verdicts.subList(0, 14)).doesNotContain(VerdictKind.GENUINE);
    assertThat(verdicts.getLast()).isEqualTo(VerdictKind.GENUINE);
  }

  /** What the catalogue says that others can fill, at a sender of whom nothing was learned. */
  private static Judge seeded(Slot... slots) {
    Catalogue.Sender sender =
        new Catalogue.Sender(
            AddressPattern.parse("no-reply@forms.example").orElseThrow(),
            "Forms",
            Set.of(),
            Catalogue.Sender.Kind.SURVEY,
            Set.of(slots));
    Catalogue catalogue = new Catalogue(List.of(sender), List.of(), Set.of(), List.of());
    JudgeOptions standard = JudgeOptions.DEFAULT;
    return new Judge(
        new JudgeOptions(
            Set.of(),
            standard.names(),
            standard.lexicon(),
            TrustedPeers.NONE,
            Thresholds.STANDARD,
            () -> catalogue));
  }

  @Test
  void catalogue_knowsTheSlotsOfASenderMetForTheFirstTime() {
    judge = seeded(Slot.MESSAGE);
    assertThat(deliver(0, 0, form("Support", NOTE)).verdict().kind())
        .isEqualTo(VerdictKind.BORROWED);
    assertThat(deliver(1, 0, form("Support", harmless(1))).verdict().kind())
        .isEqualTo(VerdictKind.GENUINE);
    judge = seeded(Slot.DEVICE);
    assertThat(deliver(2, 0, form("Support", NOTE)).verdict().kind())
        .as("others cannot write there")
        .isEqualTo(VerdictKind.GENUINE);
  }

  /** A quotation that the sender always writes itself is its own, whatever the catalogue says. */
  @Test
  void catalogue_isOverriddenByWhatWasLearned() {
    String own =
        "If you did not ask for this, call our support team and cancel; the number is on our page.";
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, form("Name" + i, own));
    }
    judge = seeded(Slot.MESSAGE);
    Judgement judgement = deliver(40, 22, form("Ann", own));
    assertThat(judgement.verdict().kind()).isEqualTo(VerdictKind.GENUINE);
    assertThat(judgement.slots())
        .as("what stands there is no slot any more")
        .noneMatch(slot -> slot.region().text().contains("cancel"));
  }

  private static List<Block> code(String organization, int code) {
    return List.of(
        block(Place.SUBJECT, Role.PARAGRAPH, organization + " account email verification code"),
        block(Place.AUTHOR_NAME, Role.PARAGRAPH, "Forms"),
        block(Place.BODY, Role.PARAGRAPH, "Enter this code to finish setting up your account:"),
        block(Place.BODY, Role.PARAGRAPH, String.valueOf(code)),
        block(Place.BODY, Role.PARAGRAPH, "The code can be used once and for ten minutes only."),
        block(
            Place.BODY, Role.FOOTER, "This message was sent by Forms on behalf of its customer."));
  }

  /** A code to sign in with does not talk of parcels: half a story in its title is enough. */
  @Test
  void storyThatTheTemplateNeverTells_isAConflict() {
    for (int i = 0; i < 40; i++) {
      deliver(i, i / 2, code("Firm" + i, 100_000 + 7 * i));
    }
    Judgement usual = deliver(40, 21, code("Meadow Bakery", 418_207));
    assertThat(usual.verdict().kind()).isEqualTo(VerdictKind.GENUINE);
    assertThat(usual.kind()).contains(TemplateKind.CODE);
    Judgement judgement =
        deliver(
            41,
            21,
            code("Your parcel is held because of an unpaid customs fee +1 202-555-0147", 418_208));
    assertThat(judgement.verdict().kind()).isEqualTo(VerdictKind.BORROWED);
    assertThat(judgement.verdict().findings())
        .extracting(Finding::summary)
        .anyMatch(summary -> summary.contains("a code to sign in with"));
  }
}
