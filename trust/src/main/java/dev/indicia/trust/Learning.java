package dev.indicia.trust;

import dev.indicia.message.Mailbox;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Lesson;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.RecipientProfile;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what one judgement teaches. */
final class Learning {
  private final Thresholds thresholds;
  private final Judgement judgement;
  private final Profiles known;
  private final Profiles profiles;
  private final Pathway pathway;
  private final int day;
  private final int recipientMark;
  private final @Nullable String recipient;

  /**
   * What the judgement teaches.
   *
   * @param known what it was judged by
   * @param into what is changed; may be the same
   */
  Learning(Thresholds thresholds, Judgement judgement, Profiles known, Profiles into) {
    this.thresholds = thresholds;
    this.judgement = judgement;
    this.known = known;
    this.profiles = into;
    this.pathway = judgement.pathway();
    this.day = judgement.prepared().day();
    this.recipient = judgement.prepared().recipient();
    this.recipientMark = recipient == null ? 0 : mix(recipient.hashCode());
  }

  private static int mix(int hash) {
    int mixed = hash * 0x9e3779b1;
    return (mixed ^ mixed >>> 15) & 0x7fffffff;
  }

  void run(String id) {
    VerdictKind kind = judgement.verdict().kind();
    boolean accused = kind.isAccusation();
    profiles.pass(day);
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
    SenderProfile before = pathway.proven() ? knownSender() : null;
    if (before == null
        || pathway.sender() == null
        || recipient == null
        || judgement.binding().isBroken()) {
      return;
    }
    SenderProfile profile = profiles.senderToLearn(pathway.sender());
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    for (ReadSlot slot : judgement.slots()) {
      if (slot.claim().isAtLeast(Grade.LIKELY)) {
        int text = likeness(slot.region().text());
        Sightings seen = before.waiting(text);
        seen.see(recipientMark, mix(domain.hashCode()), true, day);
        profile.await(text, recipientMark, mix(domain.hashCode()), day);
        if (isAdopted(seen)) {
          profile.phrases().learn(judgement.reading().phrases(), recipientMark, day);
        }
      }
    }
  }

  /** Whether a text came so widely and for so long that it is the sender's own: a redesign. */
  private boolean isAdopted(Sightings seen) {
    return thresholds.isReached(Threshold.ADOPTED_RECIPIENTS, seen.counterparts())
        && thresholds.isReached(Threshold.ADOPTED_ORGANIZATIONS, seen.places())
        && thresholds.isReached(Threshold.ADOPTED_DAYS, seen.lastDay() - seen.firstDay());
  }

  private @Nullable SenderProfile knownSender() {
    return pathway.sender() == null ? null : known.sender(pathway.sender());
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
    String sender = pathway.sender();
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
    SenderProfile before = knownSender();
    boolean signs = before != null && before.dkimAligned() > 0;
    profile.learn(
        pathway.key() != null, judgement.reading().knownPart(), author(), recipientMark, day);
    profile.phrases().learn(judgement.reading().phrasesOutside(claiming()), recipientMark, day);
    profile.families().learn(judgement.reading(), day);
    for (ReadSlot slot : judgement.slots()) {
      profile
          .slots()
          .learn(slot.region(), slot.claim().isAtLeast(Grade.LIKELY), recipientMark, day);
    }
    if (pathway.key() != null && pathway.sender() != null) {
      profiles.learnName(pathway.sender(), recipientMark, day);
    }
    if (pathway.spfAligned() && (pathway.key() != null || !signs)) {
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
