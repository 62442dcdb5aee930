package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Lesson;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.RecipientProfile;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notes what one judgement teaches. */
final class Learning {
  private final Judgement judgement;
  private final Profiles profiles;
  private final Pathway pathway;
  private final int day;
  private final int recipientMark;
  private final @Nullable String recipient;

  Learning(Judgement judgement, Profiles profiles) {
    this.judgement = judgement;
    this.profiles = profiles;
    this.pathway = judgement.pathway();
    Observation observation = judgement.prepared().observation();
    this.day = (int) Math.floorDiv(observation.at().getEpochSecond(), 86_400L);
    List<String> rcptTo = observation.session().rcptTo();
    this.recipient = rcptTo.isEmpty() ? null : rcptTo.getFirst().toLowerCase(Locale.ROOT);
    this.recipientMark = recipient == null ? 0 : mix(recipient.hashCode());
  }

  private static int mix(int hash) {
    int mixed = hash * 0x9e3779b1;
    return (mixed ^ mixed >>> 15) & 0x7fffffff;
  }

  void run(String id) {
    VerdictKind kind = judgement.verdict().kind();
    boolean accused = kind.isAccusation();
    if (pathway.signature() != null) {
      profiles
          .signatureToLearn(pathway.signature())
          .see(recipientMark, organizationMark(), accused, day);
    }
    callbacks(accused);
    profiles.keep(id, lesson());
    if (accused || kind == VerdictKind.SUSPICIOUS) {
      await();
      return;
    }
    await();
    recipient();
    if (pathway.proven() && pathway.sender() != null) {
      sender(profiles.senderToLearn(pathway.sender()));
    }
  }

  private Lesson lesson() {
    List<String> callbacks = new ArrayList<>();
    for (ReadSlot slot : judgement.slots()) {
      for (Mention mention : slot.region().mentions()) {
        String key = RegionReview.callbackKey(mention);
        if (key != null && callbacks.size() < 64) {
          callbacks.add(key);
        }
      }
    }
    return new Lesson(
        pathway.proven() && pathway.sender() != null ? pathway.sender() : "",
        judgement.verdict().kind().word(),
        recipientMark,
        day,
        judgement.reading().phrases(),
        callbacks);
  }

  /** An accused text of a proven sender waits: it may be a redesign. */
  private void await() {
    SenderProfile profile =
        pathway.sender() == null || !pathway.proven() ? null : profiles.sender(pathway.sender());
    if (profile == null || recipient == null || judgement.binding().isBroken()) {
      return;
    }
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    for (ReadSlot slot : judgement.slots()) {
      if (slot.claim().isAtLeast(Grade.LIKELY)
          && profile.waits(
              likeness(slot.region().text()), recipientMark, mix(domain.hashCode()), day)) {
        for (int phrase : judgement.reading().phrases()) {
          profile.phrases().learn(phrase, recipientMark, day);
        }
      }
    }
  }

  /** The same for texts that differ in numbers, letter case and punctuation only. */
  private static int likeness(String text) {
    int hash = 17;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        hash = hash * 31 + Character.toLowerCase(c);
      }
    }
    return hash;
  }

  /** The recipient's organization, as a mark. */
  private int organizationMark() {
    return recipient == null
        ? 0
        : mix(recipient.substring(recipient.lastIndexOf('@') + 1).hashCode());
  }

  private void callbacks(boolean accused) {
    if (!accused) {
      return;
    }
    for (ReadSlot slot : judgement.slots()) {
      if (!slot.claim().isAtLeast(Grade.PART)) {
        continue;
      }
      for (Mention mention : slot.region().mentions()) {
        String key = RegionReview.callbackKey(mention);
        if (key != null) {
          profiles
              .callbackToLearn(key)
              .see(recipientMark, String.valueOf(pathway.sender()).hashCode(), true, day);
        }
      }
    }
  }

  private void recipient() {
    if (recipient == null || pathway.sender() == null || !pathway.proven()) {
      return;
    }
    int sender = mix(pathway.sender().hashCode());
    RecipientProfile known = profiles.recipientToLearn(recipient);
    known.learnSender(pathway.sender(), 0, day);
    for (String address : judgement.prepared().addressing().recipients()) {
      if (!address.equals(recipient)
          && judgement.prepared().addressing().recipients().size() <= 2) {
        known.learnWay("to:" + address, sender, day);
      }
    }
    if (!pathway.spfAligned() && pathway.network() != null && pathway.key() != null) {
      known.learnWay("net:" + pathway.network(), sender, day);
    }
  }

  /** The author's address, as a mark. */
  private int author() {
    List<Mailbox> authors =
        judgement.prepared().observation().authentication().authors().mailboxes();
    return authors.isEmpty() ? 0 : mix(authors.getFirst().address().hashCode());
  }

  /** Blocks of regions that want something of the reader: they are not learned as they come. */
  private BitSet claiming() {
    BitSet blocks = new BitSet();
    for (ReadSlot slot : judgement.slots()) {
      if (slot.claim().isAtLeast(Grade.LIKELY)
          || (slot.claim().isAtLeast(Grade.PART) && slot.hasChannel())) {
        blocks.set(slot.region().block(), slot.region().block() + slot.region().blocks());
      }
    }
    return blocks;
  }

  private void sender(SenderProfile profile) {
    profile.learn(
        pathway.key() != null, judgement.reading().knownPart(), author(), recipientMark, day);
    for (int phrase : judgement.reading().phrasesOutside(claiming())) {
      profile.phrases().learn(phrase, recipientMark, day);
    }
    profile.families().learn(judgement.reading(), day);
    for (ReadSlot slot : judgement.slots()) {
      profile
          .slots()
          .learn(slot.region(), slot.claim().isAtLeast(Grade.LIKELY), recipientMark, day);
    }
    if (pathway.key() != null && pathway.sender() != null) {
      DomainName.parse(pathway.sender())
          .ifPresent(domain -> profiles.learnName(domain.firstLabel(), domain, recipientMark, day));
    }
    if (pathway.spfAligned() && (pathway.key() != null || profile.dkimAligned() == 0)) {
      for (String way : pathway.ways()) {
        profile.learnPathway(way, recipientMark, day);
      }
    }
    for (Block block : judgement.prepared().observation().shown().blocks()) {
      for (Mention mention : block.mentions()) {
        if (mention.kind() == Mention.Kind.PHONE) {
          profile.learnHost(String.valueOf(RegionReview.callbackKey(mention)), recipientMark, day);
        }
      }
    }
    for (Link link : judgement.prepared().observation().shown().links()) {
      String host = link.host();
      if (host != null && !link.scheme().equals("mailto")) {
        profile.learnHost(Organization.site(host), recipientMark, day);
      }
    }
  }
}
