package dev.indicia.trust;

import dev.indicia.dkim.DkimResult;
import dev.indicia.dns.DomainName;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.SenderProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message comes in a way that its author's mail never came: lines 15 to 17 of the rule in
 * docs/reference/verdicts.md. Pure; used once.
 */
final class WayRule {
  /** What is strange, and in which layer. */
  record Strange(Layer layer, Finding finding) {}

  private final JudgeOptions options;
  private final Thresholds thresholds;
  private final Prepared delivery;
  private final Verdict base;
  private final Pathway pathway;
  private final @Nullable SenderProfile sender;
  private final Claim whole;
  private final int knownWords;
  private final boolean framed;
  private final boolean leadsElsewhere;
  private final boolean foreignLink;
  private final boolean excused;
  private final boolean byHand;

  /**
   * The rule for this message.
   *
   * @param sender null when it was never met
   * @param whole the claim of all that is not the sender's own
   * @param knownWords that are the sender's own
   * @param framed whether they are so many that the message has the frame of a template
   * @param excused whether a list, a forwarder or a failure explains a missing proof
   * @param byHand whether a person sends on what it got
   */
  WayRule(
      JudgeOptions options,
      Prepared delivery,
      Verdict base,
      @Nullable SenderProfile sender,
      Claim whole,
      int knownWords,
      boolean framed,
      List<ReadSlot> slots,
      boolean excused,
      boolean byHand) {
    this.options = options;
    this.thresholds = options.thresholds();
    this.delivery = delivery;
    this.base = base;
    this.pathway = delivery.pathway();
    this.sender = sender;
    this.whole = whole;
    this.knownWords = knownWords;
    this.framed = framed;
    this.excused = excused;
    this.byHand = byHand;
    this.leadsElsewhere = slots.stream().anyMatch(ReadSlot::leadsElsewhere);
    this.foreignLink = slots.stream().anyMatch(ReadSlot::foreignLink);
  }

  /** What is strange; null for nothing. */
  @Nullable Strange find() {
    Strange strange = ownDomain();
    strange = strange == null ? unproven() : strange;
    strange = strange == null ? unsigned() : strange;
    return strange == null ? strangeKey() : strange;
  }

  /** Our own domain, from outside, without proof, and it wants something: no forwarder excuses. */
  private @Nullable Strange ownDomain() {
    DomainName author =
        delivery.observation().authentication().authors().authorDomain().orElse(null);
    if (base.kind() != VerdictKind.UNPROVEN
        || pathway.proven()
        || author == null
        || delivery.addressing().list()
        || !whole.isAtLeast(Grade.LIKELY)
        || byHand
        || !OwnDomain.isOutside(delivery.observation().session().clientIp())
        || OwnDomain.holding(author, delivery.observation().session(), options).isEmpty()) {
      return null;
    }
    return strange(
        FindingCode.OWN_DOMAIN_FROM_OUTSIDE,
        Layer.DMARC,
        "The author's domain " + author.text() + " is our own; this came from outside unproven.",
        List.of(Proof.of("own_domain", author.text())));
  }

  private boolean alwaysSigns(SenderProfile sender) {
    return thresholds.isReached(Threshold.ESTABLISHED_DELIVERIES, sender.deliveries())
        && sender.dkimAligned() * 10L >= sender.deliveries() * 9L;
  }

  /**
   * Whether no signature of the sender's is there: who passes mail on may break one, and leaves it.
   */
  private boolean isUnsigned() {
    List<DkimResult> results = delivery.observation().authentication().dkim();
    if (results == null || pathway.sender() == null) {
      return false;
    }
    for (DkimResult result : results) {
      DomainName signer = result.basis().domain();
      if (signer != null && Organization.isSame(signer.text(), pathway.sender())) {
        return false;
      }
    }
    return true;
  }

  /** Nothing proves a sender whose mail always was proven, and it wants something. */
  private @Nullable Strange unproven() {
    if (base.kind() != VerdictKind.UNPROVEN
        || pathway.proven()
        || sender == null
        || !thresholds.isReached(Threshold.SIGNED_DELIVERIES, sender.dkimAligned())
        || delivery.addressing().list()
        || (excused && !missesOwnWords(sender) && !(isUnsigned() && alwaysSigns(sender)))
        || byHand
        || !(whole.isAtLeast(Grade.LIKELY) || (isForeign(sender) && !excused))) {
      return null;
    }
    return strange(
        FindingCode.SIGNATURE_MISSING,
        Layer.DMARC,
        pathway.sender() + " signs its mail; this is neither signed by it nor sent from its hosts.",
        List.of(Proof.of("profile", sender.dkimAligned() + " signed deliveries")));
  }

  /** Whether words of the sender's own would be known if there were any. */
  private boolean missesOwnWords(SenderProfile sender) {
    return thresholds.isReached(Threshold.ESTABLISHED_DELIVERIES, sender.deliveries())
        && !thresholds.isReached(Threshold.FRAME_WORDS, knownWords);
  }

  /** Proven by SPF alone, where the sender always signed, and otherwise than it ever came. */
  private @Nullable Strange unsigned() {
    if (!pathway.spfAligned()
        || pathway.key() != null
        || sender == null
        || !thresholds.isReached(Threshold.SIGNED_DELIVERIES, sender.dkimAligned())
        || sender.dkimAligned() * 2 < sender.deliveries()
        || pathway.network() == null) {
      return null;
    }
    String envelope = pathway.envelopeDomain();
    boolean network = sender.pathways().entries("net:" + pathway.network()) == 0;
    boolean reverse = envelope != null && sender.pathways().entries("env:" + envelope) == 0;
    boolean always = alwaysSigns(sender);
    boolean foreign = isForeign(sender) || (always && network && reverse && leadsElsewhere);
    if (!whole.isAtLeast(Grade.LIKELY) && !foreign) {
      return null;
    }
    if (network) {
      return strangeWay("from " + pathway.network(), Proof.of("network", pathway.network()));
    }
    if (reverse) {
      return strangeWay("as " + envelope, Proof.of("envelope_domain", String.valueOf(envelope)));
    }
    return always && (foreign || isDressed(sender))
        ? strangeWay(
            "without a signature and a word of its own",
            Proof.of("profile", sender.dkimAligned() + " signed deliveries"))
        : null;
  }

  private Strange strangeWay(String how, Proof proof) {
    return strange(
        FindingCode.PATHWAY_NEW,
        Layer.SPF,
        pathway.sender()
            + " signs its mail and never sent "
            + how
            + "; SPF alone lets this through.",
        List.of(proof));
  }

  /**
   * Signed by a key never met, with a reverse-path never met, without words of the sender's own: a
   * key that was lost, or left behind. Whoever moves takes its words along.
   */
  private @Nullable Strange strangeKey() {
    if (pathway.key() == null
        || pathway.spfAligned()
        || sender == null
        || !thresholds.isReached(Threshold.ESTABLISHED_DELIVERIES, sender.deliveries())
        || excused
        || sender.pathways().entries("key:" + pathway.key()) > 0
        || sender.pathways().entries("env:" + pathway.envelopeDomain()) > 0
        || !isForeign(sender)
        || !wantsByStrangeKey(sender)
        || isOfRecipients()) {
      return null;
    }
    return strange(
        FindingCode.PATHWAY_NEW,
        Layer.DKIM,
        "The key "
            + pathway.key()
            + " was never met before, nor was the reverse-path, and hardly a word is "
            + pathway.sender()
            + "'s own.",
        List.of(Proof.of("key", pathway.key())));
  }

  /** From a network never met a part of a claim with a foreign link is enough. */
  private boolean wantsByStrangeKey(SenderProfile sender) {
    boolean network = sender.pathways().entries("net:" + pathway.network()) == 0;
    return whole.isAtLeast(Grade.LIKELY) || (network && foreignLink && whole.isAtLeast(Grade.PART));
  }

  /** Whether the author is of the recipient's own domain, for which services write. */
  private boolean isOfRecipients() {
    String recipient = delivery.recipient();
    return recipient != null
        && pathway.sender() != null
        && Organization.isSame(
            recipient.substring(recipient.lastIndexOf('@') + 1), pathway.sender());
  }

  /** A full claim in the sender's dress: its name stands above it, its address below. */
  private boolean isDressed(SenderProfile sender) {
    return !framed
        && whole.isAtLeast(Grade.FULL)
        && thresholds.isReached(Threshold.STEADY, sender.knownPart());
  }

  /** Whether it leads away without a word of the sender's own, who always has some. */
  private boolean isForeign(SenderProfile sender) {
    return missesOwnWords(sender)
        && thresholds.isReached(Threshold.STEADY, sender.knownPart())
        && leadsElsewhere;
  }

  private static Strange strange(
      FindingCode code, Layer layer, String summary, List<Proof> proofs) {
    return new Strange(
        layer, new Finding(code, layer, Strength.STRONG, Direction.AGAINST, summary, proofs));
  }
}
