package dev.indicia.trust;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dns.DomainName;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.RecipientProfile;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.template.Families;
import dev.indicia.trust.template.PhraseTable;
import dev.indicia.trust.template.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the rule in docs/reference/verdicts.md over one delivery. */
final class Review {
  private static final PhraseTable NO_PHRASES = new PhraseTable();

  private final JudgeOptions options;
  private final Prepared delivery;
  private final Profiles profiles;
  private final Pathway pathway;
  private final @Nullable SenderProfile sender;
  private final List<Finding> findings = new ArrayList<>(4);

  Review(JudgeOptions options, Prepared delivery, Profiles profiles) {
    this.options = options;
    this.delivery = delivery;
    this.profiles = profiles;
    this.pathway = delivery.pathway();
    this.sender = pathway.sender() == null ? null : profiles.sender(pathway.sender());
  }

  Judgement run() {
    Observation observation = delivery.observation();
    RecipientProfile recipient = recipient();
    Binding binding =
        Binding.of(
            observation,
            delivery.addressing(),
            pathway.spfAligned(),
            recipient,
            String.valueOf(pathway.sender()));
    Verdict base =
        new AuthenticationRule(
                options,
                observation.authentication(),
                observation.message(),
                observation.session(),
                Forwarding.explains(delivery, profiles))
            .run();
    findings.addAll(base.findings());
    Reading reading =
        Reading.of(delivery.wording(), sender == null ? NO_PHRASES : sender.phrases());
    RegionReview regions = new RegionReview(delivery, profiles, sender);
    List<ReadSlot> slots = regions.run(reading.regions());
    Families.Family family = sender == null ? null : sender.families().of(reading);
    Verdict verdict = decide(base, binding, reading, slots, regions);
    return new Judgement(
        delivery,
        verdict,
        binding,
        reading,
        family == null ? null : family.id(),
        family != null && family.count() >= 3,
        slots);
  }

  private @Nullable RecipientProfile recipient() {
    List<String> rcptTo = delivery.observation().session().rcptTo();
    return rcptTo.isEmpty()
        ? null
        : profiles.recipient(rcptTo.getFirst().toLowerCase(java.util.Locale.ROOT));
  }

  private Verdict decide(
      Verdict base,
      Binding binding,
      Reading reading,
      List<ReadSlot> slots,
      RegionReview regions) {
    if (base.kind() == VerdictKind.IMPERSONATED) {
      return verdict(VerdictKind.IMPERSONATED, base.failingLayer());
    }
    ReadSlot worst = worst(slots);
    Grade claim = worst == null ? Grade.NONE : worst.claim().grade();
    boolean established = isEstablished();
    boolean framed = established ? reading.knownWords() >= 6 : hasOwnLinks(worst, regions);
    boolean strong = worst != null && isStrong(worst);
    if (worst != null && pathway.proven() && binding.isBroken() && (strong || claim.compareTo(Grade.LIKELY) >= 0)) {
      add(FindingCode.WRITTEN_TO_ANOTHER, Layer.BINDING, Strength.STRONG, binding.evidence(), List.of());
      claimFinding(worst, Layer.SLOT);
      return verdict(VerdictKind.REPLAYED, Layer.BINDING);
    }
    if (worst != null && strong && framed && pathway.proven()) {
      claimFinding(worst, Layer.SLOT);
      return verdict(VerdictKind.BORROWED, Layer.SLOT);
    }
    return verdict(base.kind(), base.failingLayer());
  }

  private static @Nullable ReadSlot worst(List<ReadSlot> slots) {
    ReadSlot worst = null;
    for (ReadSlot slot : slots) {
      if (worst == null || weight(slot) > weight(worst)) {
        worst = slot;
      }
    }
    return worst;
  }

  private static int weight(ReadSlot slot) {
    return slot.claim().grade().ordinal() * 8
        + (slot.isDisguised() && slot.hasChannel() ? 4 : 0)
        + (slot.callbackAccused() ? 2 : 0)
        + (slot.isOutOfType() ? 1 : 0);
  }

  static boolean isStrong(ReadSlot slot) {
    Claim claim = slot.claim();
    if (claim.grade() == Grade.FULL) {
      return true;
    }
    if (claim.grade() == Grade.LIKELY
        && (slot.isOutOfType() || slot.isDisguised() || slot.callbackAccused() || isName(slot))) {
      return true;
    }
    return (slot.isDisguised() && slot.hasChannel() && claim.isAtLeast(Grade.PART))
        || (slot.callbackAccused() && claim.isAtLeast(Grade.PART));
  }

  /** Whether it stands where a name or a title stands. */
  private static boolean isName(ReadSlot slot) {
    return slot.region().place() == Block.Place.AUTHOR_NAME
        || slot.region().place() == Block.Place.SUBJECT
        || slot.region().role() == Block.Role.HEADING
        || slot.region().inline();
  }

  /** Whether the sender is known well enough to tell its own words. */
  private boolean isEstablished() {
    return sender != null && sender.recipients() >= 5 && sender.firstDay() < sender.lastDay();
  }

  /** Whether the frame around the region leads to the sender's own hosts. */
  private boolean hasOwnLinks(@Nullable ReadSlot worst, RegionReview regions) {
    for (Link link : delivery.observation().shown().links()) {
      String host = link.host();
      boolean outside =
          worst == null
              || link.block() < worst.region().block()
              || link.block() >= worst.region().block() + worst.region().blocks()
              || worst.region().blocks() > 2;
      if (host != null && outside && !link.scheme().equals("mailto") && !regions.isForeign(host)) {
        return true;
      }
    }
    return false;
  }

  private void claimFinding(ReadSlot slot, Layer layer) {
    Claim claim = slot.claim();
    add(
        FindingCode.SLOT_CLAIM,
        layer,
        Strength.STRONG,
        "Foreign words tell of " + claim.story().word() + " and offer " + claim.channel().word() + ".",
        List.of(Proof.of("slot", slot.region().text())));
  }

  private void add(
      FindingCode code, Layer layer, Strength strength, String summary, List<Proof> proofs) {
    findings.add(new Finding(code, layer, strength, Direction.AGAINST, summary, proofs));
  }

  private Verdict verdict(VerdictKind kind, Layer layer) {
    return new Verdict(kind, null, layer, findings);
  }
}
