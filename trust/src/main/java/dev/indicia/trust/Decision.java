package dev.indicia.trust;

import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.identity.Likeness;
import dev.indicia.trust.profile.Knowledge;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.template.Reading;
import dev.indicia.trust.template.Region;
import dev.indicia.trust.template.TemplateKind;
import dev.indicia.trust.words.Concept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the rule in docs/reference/verdicts.md, in order; the first that applies decides.
 */
final class Decision {
  /** What mail programs put in front of the subject of a message that is sent on. */
  private static final Pattern FORWARDED =
      Pattern.compile(
          "(?iu)\\s*(?:fwd?|wg|tr|rv|enc|i|vs|vb|doorst|pd|yönl|továbbítás|转发|轉寄|転送|إعادة توجيه)\\s*[:：]");

  private static final int MANY_AUTHORS = 30;

  /** Characters of a label in front of a value. */
  private static final int LABEL_MAX = 40;

  private static final Set<Concept> WALLET_LURES =
      EnumSet.of(Concept.VERIFY, Concept.LIMIT, Concept.SECRET, Concept.PRIZE);

  private final JudgeOptions options;
  private final Thresholds thresholds;
  private final Prepared delivery;
  private final Knowledge known;
  private final Profiles profiles;
  private final Pathway pathway;
  private final @Nullable SenderProfile sender;
  private final List<Finding> findings;
  private final Verdict base;
  private final Binding binding;
  private final Reading reading;
  private final List<ReadSlot> slots;
  private final RegionReview regions;
  private final boolean established;
  private final boolean steady;
  private final Seed seed;
  private final @Nullable TemplateKind kind;
  private final SlotRule rule;
  private final Claim whole;
  private final @Nullable ReadSlot worst;

  Decision(
      JudgeOptions options,
      Prepared delivery,
      Knowledge known,
      Verdict base,
      Binding binding,
      Reading reading,
      List<ReadSlot> slots,
      RegionReview regions,
      boolean established,
      boolean steady,
      Seed seed) {
    this.options = options;
    this.thresholds = options.thresholds();
    this.delivery = delivery;
    this.known = known;
    this.profiles = known.profiles();
    this.pathway = delivery.pathway();
    this.sender = pathway.sender() == null ? null : profiles.sender(pathway.sender());
    this.findings = new ArrayList<>(base.findings());
    this.base = base;
    this.binding = binding;
    this.reading = reading;
    this.slots = slots;
    this.regions = regions;
    this.established = established;
    this.steady = steady;
    this.kind = reading.kind().orElse(null);
    this.seed = seed;
    boolean mostKnown = thresholds.isReached(Threshold.TEMPLATED, reading.knownPart());
    this.rule = new SlotRule(slots, established, mostKnown ? kind : null, seed);
    this.whole = rule.whole();
    this.worst = rule.worst();
  }

  Verdict run() {
    Finding reply = ReplyPath.elsewhere(delivery, whole);
    if (reply != null) {
      findings.add(reply);
    }
    Verdict appended = appended();
    if (appended != null) {
      return appended;
    }
    if (base.kind() == VerdictKind.IMPERSONATED) {
      return verdict(VerdictKind.IMPERSONATED, base.failingLayer());
    }
    WayRule.Strange strange =
        new WayRule(
                options,
                delivery,
                base,
                sender,
                whole,
                reading.knownWords(),
                isFramed(),
                slots,
                isExcused(),
                isForwardedByHand())
            .find();
    if (strange != null) {
      findings.add(strange.finding());
      return verdict(VerdictKind.IMPERSONATED, strange.layer());
    }
    Verdict verdict = imitated();
    verdict = verdict == null ? replayed() : verdict;
    verdict = verdict == null ? borrowed() : verdict;
    verdict = verdict == null ? perhapsReplayed() : verdict;
    return verdict == null ? verdict(base.kind(), base.failingLayer()) : verdict;
  }

  /** Text behind the part that an aligned signature covers. */
  private @Nullable Verdict appended() {
    List<DkimResult> results = delivery.observation().authentication().dkim();
    String domain = pathway.sender();
    if (results == null || domain == null || pathway.spfAligned() || delivery.addressing().list()) {
      return null;
    }
    for (DkimResult result : results) {
      DkimBasis basis = result.basis();
      if (basis.appendedOctets() > 0
          && (!isExcused() || whole.isAtLeast(Grade.PART))
          && basis.domain() != null
          && Organization.isSame(basis.domain().text(), domain)) {
        add(
            FindingCode.TEXT_BEHIND_SIGNATURE,
            Layer.DKIM,
            Strength.CONCLUSIVE,
            basis.appendedOctets()
                + " octets stand behind what "
                + basis.domain().text()
                + " signed, and somebody else delivered them.",
            List.of(Proof.of("rule", "RFC 6376 §8.2")));
        return verdict(VerdictKind.REPLAYED, Layer.DKIM);
      }
    }
    return null;
  }

  /** Whether a list or a forwarder left its trace. */
  private boolean isExcused() {
    for (Finding finding : base.findings()) {
      if (finding.code() == FindingCode.INDIRECT_FLOW
          || finding.code() == FindingCode.TEMPORARY_FAILURE
          || finding.code() == FindingCode.MESSAGE_LIMIT) {
        return true;
      }
    }
    return false;
  }

  /** The identity shown is like one that it is not. */
  private @Nullable Verdict imitated() {
    boolean wants = whole.isAtLeast(Grade.PART);
    if (!wants && !(leadsElsewhere() && IdentityReview.resembles(delivery))) {
      return null; // An imitation that wants nothing is none.
    }
    IdentityReview identity = new IdentityReview(options, delivery, known);
    Likeness domain = identity.domain();
    if (domain != null && domain.grade() == Likeness.Grade.CLEAR) {
      add(
          FindingCode.LOOKALIKE_DOMAIN,
          Layer.UI,
          Strength.STRONG,
          domain.explanation(),
          List.of(Proof.of("domain", domain.shown())));
      boolean bears = identity.bears(domain);
      // A second domain of the same owner links to the first; none of its own is misspelt.
      boolean excused = identity.leadsTo(domain) && !(bears && isMisspelt(domain));
      if (!excused && (bears || (wants && identity.mentions(domain)))) {
        return verdict(VerdictKind.IMPERSONATED, Layer.UI);
      }
    }
    boolean showsNamesOfCustomers = (established && !isByOneOfMany()) || leadsHome();
    if (showsNamesOfCustomers && !isOnPlatform()) {
      return null;
    }
    Layer styled = showsNamesOfCustomers || !wants ? null : selfStyled(identity);
    if (styled != null) {
      return verdict(VerdictKind.IMPERSONATED, styled);
    }
    Likeness name = identity.name();
    if (name != null
        && (whole.isAtLeast(Grade.LIKELY) || name.kind() == Likeness.Kind.ADDRESS)
        && !identity.leadsTo(name)) {
      add(
          FindingCode.NAME_OF_ANOTHER,
          Layer.UI,
          Strength.STRONG,
          name.explanation(),
          List.of(Proof.of("display_name", name.shown())));
      return verdict(VerdictKind.IMPERSONATED, Layer.UI);
    }
    return null;
  }

  /**
   * Whether one of many people at the sender's domain wrote it: most mail there is by others, or
   * there are many and hardly a word is the domain's own.
   */
  private boolean isByOneOfMany() {
    DomainName domain =
        delivery.observation().authentication().authors().authorDomain().orElse(null);
    if (domain != null && options.catalogue().get().isFreemail(domain)) {
      return true;
    }
    return sender != null
        && (SenderProfile.isPersonal(sender)
            || (sender.authors() >= MANY_AUTHORS
                && !thresholds.isReached(Threshold.FRAME_WORDS, reading.knownWords())));
  }

  /** Whether the catalogue knows the author's address as one below which anybody writes. */
  private boolean isOnPlatform() {
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    return !authors.isEmpty()
        && options
            .catalogue()
            .get()
            .platform(authors.getFirst().address().toLowerCase(Locale.ROOT))
            .isPresent();
  }

  private static boolean isMisspelt(Likeness likeness) {
    return switch (likeness.kind()) {
      case EDIT, CONFUSABLE, KEYBOARD -> true;
      case NAME, ADDRESS, COMBO, WRONG_TLD, SUBDOMAIN, VIA, BEHALF -> false;
    };
  }

  /**
   * It speaks as somebody about the reader's account there, and leads to a host that is neither
   * that one's nor its own.
   */
  private @Nullable Layer selfStyled(IdentityReview identity) {
    String name = identity.speaksAs();
    if (name == null
        || !whole.isAtLeast(Grade.LIKELY)
        || whole.channel() != Claim.Channel.LINK
        || isForwardedByHand()) {
      return null;
    }
    Layer layer = !pathway.proven() ? Layer.DMARC : pathway.key() == null ? Layer.SPF : Layer.UI;
    add(
        FindingCode.NAME_OF_ANOTHER,
        layer,
        Strength.STRONG,
        "It speaks as " + name + " about an account there, and leads to somebody else's host.",
        List.of(Proof.of("display_name", name)));
    return layer;
  }

  /** Written to somebody else, delivered by somebody else, and it wants something. */
  private @Nullable Verdict replayed() {
    if (!isProven() || !(binding.isBroken() || (binding.isLoose() && !established))) {
      return null;
    }
    boolean link = whole.channel() == Claim.Channel.LINK;
    boolean likely = whole.isAtLeast(Grade.LIKELY);
    boolean full = whole.isAtLeast(Grade.FULL);
    boolean twice = isSeenInTwoPlaces();
    // What one slot tells counts as it is; what stands in several may have met by chance.
    boolean wants = worst != null && worst.claim().isAtLeast(Grade.LIKELY);
    if (binding.isLoose()) {
      wants = wants || (link && (full || (likely && twice)));
    } else if (established) {
      wants = wants || likely || (worst != null && rule.isStrong(worst));
    } else {
      wants =
          wants
              || full
              || (likely && link)
              || (worst != null && rule.isStrong(worst))
              || (twice && leadsElsewhere());
    }
    return wants ? writtenToAnother(VerdictKind.REPLAYED) : null;
  }

  private boolean isSeenInTwoPlaces() {
    Sightings seen = pathway.signature() == null ? null : profiles.signature(pathway.signature());
    return seen != null && seen.places() >= 2;
  }

  /** The same, and it wants something only in part. */
  private @Nullable Verdict perhapsReplayed() {
    return isProven() && binding.isBroken() && !isForwardedByHand() && whole.isAtLeast(Grade.PART)
        ? writtenToAnother(VerdictKind.SUSPICIOUS)
        : null;
  }

  private Verdict writtenToAnother(VerdictKind kind) {
    Sightings seen = pathway.signature() == null ? null : profiles.signature(pathway.signature());
    add(
        FindingCode.WRITTEN_TO_ANOTHER,
        Layer.BINDING,
        Strength.STRONG,
        "The message was not written to this recipient: " + binding.evidence() + ".",
        List.of());
    if (delivery.addressing().toFields() > 1) {
      add(
          FindingCode.RECIPIENT_FIELD_ADDED,
          Layer.BINDING,
          Strength.STRONG,
          "There are "
              + delivery.addressing().toFields()
              + " To fields; the signature covers the bottom one, people see the top one.",
          List.of(Proof.of("rule", "RFC 5322 §3.6")));
    }
    if (seen != null && seen.counterparts() >= 2) {
      add(
          FindingCode.SIGNATURE_SEEN_ELSEWHERE,
          Layer.BINDING,
          Strength.MODERATE,
          "The same signature came to " + seen.counterparts() + " others.",
          List.of());
    }
    if (worst != null) {
      tell(worst, Layer.SLOT);
    }
    VerdictKind suspected = kind == VerdictKind.SUSPICIOUS ? VerdictKind.REPLAYED : null;
    return new Verdict(kind, suspected, Layer.BINDING, findings);
  }

  /** Whether the author is proven, be it by the word of somebody who is trusted. */
  private boolean isProven() {
    return pathway.proven() || base.kind() == VerdictKind.GENUINE;
  }

  /** Whether so many words are known that the message has the frame of a template. */
  private boolean isFramed() {
    return thresholds.isReached(Threshold.FRAMED, reading.knownPart());
  }

  private boolean leadsElsewhere() {
    return slots.stream().anyMatch(ReadSlot::leadsElsewhere);
  }

  /** The sender is proven, the words are not its own. */
  private @Nullable Verdict borrowed() {
    if (isForwardedByHand()) {
      return null;
    }
    boolean identified =
        isProven()
            || (base.kind() == VerdictKind.UNPROVEN
                && established
                && thresholds.isReached(Threshold.FRAME_WORDS, reading.knownWords()));
    if (!identified || worst == null) {
      return null;
    }
    boolean framed =
        established
            || hasOwnFrame(worst)
            || seed.isSlot(worst.region())
            || isFilledIn(worst)
            || slots.stream().anyMatch(Decision::isNameThatClaims);
    boolean strong = rule.isStrong(worst) || (established && rule.passageIsFull());
    boolean foreign =
        (established || steady || isLureOnPlatform()) && whole.isAtLeast(Grade.FULL) && !isFramed();
    if ((strong && framed) || foreign) {
      tell(worst, Layer.SLOT);
      return verdict(VerdictKind.BORROWED, Layer.SLOT);
    }
    if (established && worst.claim().isAtLeast(Grade.LIKELY)) {
      if (isProven() && binding.isLoose()) {
        return writtenToAnother(VerdictKind.REPLAYED);
      }
      tell(worst, Layer.SLOT);
      return new Verdict(VerdictKind.SUSPICIOUS, VerdictKind.BORROWED, Layer.SLOT, findings);
    }
    return null;
  }

  /**
   * What no customer of a platform writes of in earnest, where customers write all: a prize, an
   * acquaintance, a wallet that has to be verified. Letters about coins are written there.
   */
  private boolean isLureOnPlatform() {
    return switch (whole.story()) {
      case PRIZE, ADULT -> isOnPlatform();
      case CRYPTO -> !Collections.disjoint(whole.concepts(), WALLET_LURES) && isOnPlatform();
      case NONE, CHARGE, ACCOUNT, DOCUMENT, PARCEL, LEGAL, JOB, TRANSFER -> false;
    };
  }

  /** A person who sends on what it got: whatever is quoted there is not its own, and says so. */
  private boolean isForwardedByHand() {
    Observation observation = delivery.observation();
    List<Mailbox> authors = observation.authentication().authors().mailboxes();
    List<Block> blocks = observation.shown().blocks();
    return !authors.isEmpty()
        && authors.getFirst().address().equalsIgnoreCase(observation.session().mailFrom())
        && !blocks.isEmpty()
        && blocks.getFirst().place() == Block.Place.SUBJECT
        && FORWARDED.matcher(blocks.getFirst().plain()).lookingAt();
  }

  /** No name makes a full claim: whoever bears it, its words are somebody else's. */
  private static boolean isNameThatClaims(ReadSlot slot) {
    return slot.region().place() == Block.Place.AUTHOR_NAME && slot.claim().isAtLeast(Grade.FULL);
  }

  /**
   * Whether the layout shows that somebody filled it in: a value behind its label, a quotation, or
   * the address of a foreign link in a title that the text shows again. What a sender writes itself
   * tells its story in sentences, and links by buttons.
   */
  private boolean isFilledIn(ReadSlot slot) {
    Region region = slot.region();
    List<Block> blocks = delivery.observation().shown().blocks();
    if (!isProven()) {
      return false;
    }
    if (region.place() == Block.Place.SUBJECT) {
      return slot.claim().isAtLeast(Grade.LIKELY)
          && slot.foreignLink()
          && !isByOneOfMany()
          && rule.isShownAgain(slot);
    }
    if (region.place() != Block.Place.BODY
        || region.blocks() > 1
        || !slot.claim().isAtLeast(Grade.FULL)) {
      return false;
    }
    if (region.role() == Block.Role.QUOTE) {
      return slot.foreignLink(); // A bank gives its own number in such a box.
    }
    if (region.role() != Block.Role.CELL || region.block() == 0) {
      return false;
    }
    Block label = blocks.get(region.block() - 1);
    return label.role() == Block.Role.CELL
        && label.mentions().isEmpty()
        && label.plain().length() <= LABEL_MAX;
  }

  /** Whether any link leads to the sender's own hosts: platforms show names of their customers. */
  private boolean leadsHome() {
    for (Link link : delivery.observation().shown().links()) {
      String host = link.host();
      if (host != null && !link.scheme().equals("mailto") && !regions.isForeign(host)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the frame around the region leads to the sender's own hosts. */
  private boolean hasOwnFrame(ReadSlot slot) {
    for (Link link : delivery.observation().shown().links()) {
      String host = link.host();
      List<Block> blocks = delivery.observation().shown().blocks();
      boolean button =
          link.block() >= 0
              && link.block() < blocks.size()
              && blocks.get(link.block()).role() == Block.Role.BUTTON;
      boolean outside =
          link.block() < slot.region().block()
              || link.block() >= slot.region().block() + slot.region().blocks();
      if (host != null
          && outside
          && button
          && !link.scheme().equals("mailto")
          && !regions.isForeign(host)) {
        return true;
      }
    }
    return false;
  }

  private void tell(ReadSlot slot, Layer layer) {
    Claim claim = slot.claim();
    List<Proof> proofs = List.of(Proof.of("slot", slot.region().text()));
    if (claim.isAtLeast(Grade.PART)) {
      add(
          FindingCode.SLOT_CLAIM,
          layer,
          Strength.STRONG,
          "Words that are not the sender's own tell of "
              + claim.story().word()
              + " and offer "
              + claim.channel().word()
              + amid()
              + ".",
          proofs);
    }
    if (slot.isOutOfType()) {
      add(FindingCode.SLOT_OUT_OF_TYPE, layer, Strength.STRONG, slot.departure(), proofs);
    }
    if (slot.isDisguised()) {
      add(
          FindingCode.SLOT_DISGUISED,
          layer,
          Strength.STRONG,
          "They are written so that people read them and programs do not.",
          proofs);
    }
    if (slot.callbackAccused()) {
      add(
          FindingCode.KNOWN_CALLBACK,
          layer,
          Strength.MODERATE,
          "The number or host in them stood in messages that were accused.",
          proofs);
    }
    if (established && !isFramed()) {
      add(
          FindingCode.FOREIGN_CONTENT,
          Layer.VENDOR,
          Strength.MODERATE,
          "Hardly any words of the message are those that the sender always uses.",
          List.of());
    }
    if (findings.stream()
        .allMatch(f -> f.direction() == Direction.FOR || f.code() == FindingCode.REPLY_ELSEWHERE)) {
      add(
          FindingCode.SLOT_OUT_OF_TYPE,
          layer,
          Strength.STRONG,
          "What stands there leads elsewhere, as no such text of the sender's does.",
          proofs);
    }
  }

  /** What the sender's own words around it are about, where much depends on them. */
  private String amid() {
    return kind != null && kind.isHighStakes()
        ? ", in a message of the sender's about " + kind.about()
        : "";
  }

  private void add(
      FindingCode code, Layer layer, Strength strength, String summary, List<Proof> proofs) {
    findings.add(new Finding(code, layer, strength, Direction.AGAINST, summary, proofs));
  }

  private Verdict verdict(VerdictKind kind, Layer layer) {
    return new Verdict(kind, null, layer, findings);
  }
}
