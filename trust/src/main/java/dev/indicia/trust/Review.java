package dev.indicia.trust;

import dev.indicia.dkim.DkimBasis;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Mailbox;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.claim.ClaimReader;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.identity.Likeness;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.RecipientProfile;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.Sightings;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Families;
import dev.indicia.trust.template.PhraseTable;
import dev.indicia.trust.template.Reading;
import dev.indicia.trust.words.Concept;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of the rule in docs/reference/verdicts.md over one delivery. */
final class Review {
  private static final PhraseTable NO_PHRASES = new PhraseTable();

  /** Part of a template's messages that must hold a phrase for it to be the template's. */
  private static final double TEMPLATE_PART = 0.34;

  /** Messages from which on a template is known by its own. */
  private static final int TEMPLATE_COUNT = 10;

  /** Part of a sender's messages, where the template is new. */
  private static final double SENDER_PART = 0.05;

  /** Average part of known words from which a sender is one that sends templates. */
  private static final double TEMPLATED = 0.55;

  private static final int FRAME_WORDS = 6;

  /** What mail programs put in front of the subject of a message that is sent on. */
  private static final Pattern FORWARDED =
      Pattern.compile(
          "(?iu)\\s*(?:fwd?|wg|tr|rv|enc|i|vs|vb|doorst|pd|yönl|továbbítás|转发|轉寄|転送|إعادة توجيه)\\s*[:：]");

  /** What no name or title says beside a telephone number, two of them at least. */
  private static final Set<Concept> TITLE_PARTS =
      EnumSet.of(
          Concept.CHARGE,
          Concept.UNDO,
          Concept.DISOWN,
          Concept.HELP_DESK,
          Concept.LIMIT,
          Concept.CALL);

  /** Part of known words from which a message has the frame of a template. */
  private static final double FRAMED = 0.3;

  private static final double HALF = 0.5;

  /** Deliveries beyond which authors are not estimated any more. */
  private static final int AUTHORS_COUNTED = 200;

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
    Binding binding =
        Binding.of(
            observation,
            delivery.addressing(),
            pathway.spfAligned(),
            recipient(),
            String.valueOf(pathway.sender()));
    Proof forwarding = Forwarding.explains(delivery, profiles);
    Verdict base =
        new AuthenticationRule(
                options,
                observation.authentication(),
                observation.message(),
                observation.session(),
                forwarding)
            .run();
    findings.addAll(base.findings());
    Families.Family family = sender == null ? null : sender.families().of(delivery.wording());
    PhraseTable phrases = sender == null ? NO_PHRASES : sender.phrases();
    Reading reading = Reading.of(delivery.wording(), phrases, timesMin(family));
    boolean established = isEstablished(reading.knownPart());
    // A new template, or none of the sender's: a passage is judged piece by piece.
    boolean whole = established && reading.knownPart() >= FRAMED;
    RegionReview regions = new RegionReview(delivery, profiles, sender);
    List<ReadSlot> slots = regions.run(reading.regions(whole));
    Verdict verdict =
        new Decision(base, binding, reading, slots, regions, forwarding != null, established).run();
    return new Judgement(
        delivery,
        verdict,
        binding,
        reading,
        family == null ? null : family.id(),
        family != null && family.count() >= 3,
        slots);
  }

  /** A phrase of a template is met with a good part of its messages. */
  private int timesMin(Families.@Nullable Family family) {
    if (family != null && family.count() >= TEMPLATE_COUNT) {
      return (int) Math.clamp(family.count() * TEMPLATE_PART, 3, 200);
    }
    return sender == null ? 3 : (int) Math.clamp(sender.deliveries() * SENDER_PART, 3, 200);
  }

  private @Nullable RecipientProfile recipient() {
    List<String> rcptTo = delivery.observation().session().rcptTo();
    return rcptTo.isEmpty() ? null : profiles.recipient(rcptTo.getFirst().toLowerCase(Locale.ROOT));
  }

  /** Whether the sender is known well enough to tell its own words. */
  private boolean isEstablished(double knownPart) {
    return sender != null
        && !hidesAddresses()
        && sender.recipients() >= 5
        && sender.deliveries() >= 10
        && (sender.knownPart() >= TEMPLATED
            || (sender.knownPart() >= FRAMED && knownPart >= HALF && !isPersonal(sender)));
  }

  /** Whether the domain is one at which many people write, as free mail's are. */
  private static boolean isPersonal(SenderProfile sender) {
    return sender.authors() * 2 > Math.min(sender.deliveries(), AUTHORS_COUNTED);
  }

  /** Whether the author's address holds another one, as relays write that hide addresses. */
  private boolean hidesAddresses() {
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    return !authors.isEmpty()
        && (authors.getFirst().localPart().contains("_at_")
            || authors.getFirst().localPart().indexOf('=') > 0);
  }

  private void add(
      FindingCode code, Layer layer, Strength strength, String summary, List<Proof> proofs) {
    findings.add(new Finding(code, layer, strength, Direction.AGAINST, summary, proofs));
  }

  private Verdict verdict(VerdictKind kind, Layer layer) {
    return new Verdict(kind, null, layer, findings);
  }

  /** The lines of the rule, in order; the first that applies decides. */
  private final class Decision {
    private final Verdict base;
    private final Binding binding;
    private final Reading reading;
    private final List<ReadSlot> slots;
    private final RegionReview regions;
    private final boolean forwarded;
    private final boolean established;
    private final Claim whole;
    private final @Nullable ReadSlot worst;

    Decision(
        Verdict base,
        Binding binding,
        Reading reading,
        List<ReadSlot> slots,
        RegionReview regions,
        boolean forwarded,
        boolean established) {
      this.base = base;
      this.binding = binding;
      this.reading = reading;
      this.slots = slots;
      this.regions = regions;
      this.forwarded = forwarded;
      this.established = established;
      this.whole = whole();
      this.worst = worst();
    }

    Verdict run() {
      Verdict appended = appended();
      if (appended != null) {
        return appended;
      }
      if (base.kind() == VerdictKind.IMPERSONATED) {
        return verdict(VerdictKind.IMPERSONATED, base.failingLayer());
      }
      Verdict verdict = ownDomain();
      verdict = verdict == null ? unproven() : verdict;
      verdict = verdict == null ? unsigned() : verdict;
      verdict = verdict == null ? imitated() : verdict;
      verdict = verdict == null ? replayed() : verdict;
      verdict = verdict == null ? borrowed() : verdict;
      return verdict == null ? verdict(base.kind(), base.failingLayer()) : verdict;
    }

    /** Text behind the part that an aligned signature covers. */
    private @Nullable Verdict appended() {
      List<DkimResult> results = delivery.observation().authentication().dkim();
      String domain = pathway.sender();
      if (results == null || domain == null || delivery.addressing().list()) {
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

    /**
     * Our own domain, from outside, without proof, and it wants something: no forwarder excuses.
     */
    private @Nullable Verdict ownDomain() {
      DomainName author =
          delivery.observation().authentication().authors().authorDomain().orElse(null);
      if (base.kind() != VerdictKind.UNPROVEN
          || pathway.proven()
          || author == null
          || delivery.addressing().list()
          || !whole.isAtLeast(Grade.LIKELY)
          || isForwardedByHand()
          || !OwnDomain.isOutside(delivery.observation().session().clientIp())
          || OwnDomain.holding(author, delivery.observation().session(), options).isEmpty()) {
        return null;
      }
      add(
          FindingCode.OWN_DOMAIN_FROM_OUTSIDE,
          Layer.DMARC,
          Strength.STRONG,
          "The author's domain " + author.text() + " is our own; this came from outside unproven.",
          List.of(Proof.of("own_domain", author.text())));
      return verdict(VerdictKind.IMPERSONATED, Layer.DMARC);
    }

    /** Nothing proves a sender whose mail always was proven, and it wants something. */
    private @Nullable Verdict unproven() {
      if (base.kind() != VerdictKind.UNPROVEN
          || pathway.proven()
          || sender == null
          || sender.dkimAligned() < 3
          || delivery.addressing().list()
          || (isExcused() && reading.knownWords() >= FRAME_WORDS)
          || isForwardedByHand()
          || !whole.isAtLeast(Grade.LIKELY)) {
        return null;
      }
      add(
          FindingCode.SIGNATURE_MISSING,
          Layer.DMARC,
          Strength.STRONG,
          pathway.sender()
              + " signs its mail; this is neither signed by it nor sent from its hosts.",
          List.of(Proof.of("profile", sender.dkimAligned() + " signed deliveries")));
      return verdict(VerdictKind.IMPERSONATED, Layer.DMARC);
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

    /** Proven by SPF alone, from a network never seen, where the sender always signed. */
    private @Nullable Verdict unsigned() {
      if (!pathway.spfAligned()
          || pathway.key() != null
          || sender == null
          || sender.dkimAligned() < 3
          || sender.dkimAligned() * 2 < sender.deliveries()
          || pathway.network() == null
          || sender.pathways().entries("net:" + pathway.network()) > 0
          || !whole.isAtLeast(Grade.LIKELY)) {
        return null;
      }
      add(
          FindingCode.PATHWAY_NEW,
          Layer.SPF,
          Strength.STRONG,
          pathway.sender()
              + " signs its mail and never sent from "
              + pathway.network()
              + "; SPF alone lets this through.",
          List.of(Proof.of("network", pathway.network())));
      return verdict(VerdictKind.IMPERSONATED, Layer.SPF);
    }

    /** The identity shown is like one that it is not. */
    private @Nullable Verdict imitated() {
      if (!whole.isAtLeast(Grade.PART)) {
        return null; // An imitation that wants nothing is none.
      }
      IdentityReview identity = new IdentityReview(options, delivery, profiles);
      Likeness domain = identity.domain();
      if (domain != null && domain.grade() == Likeness.Grade.CLEAR) {
        add(
            FindingCode.LOOKALIKE_DOMAIN,
            Layer.UI,
            Strength.STRONG,
            domain.explanation(),
            List.of(Proof.of("domain", domain.shown())));
        if (identity.mentions(domain) && !identity.leadsTo(domain)) {
          return verdict(VerdictKind.IMPERSONATED, Layer.UI);
        }
      }
      if (established || leadsHome()) {
        return null;
      }
      Layer styled = selfStyled(identity);
      if (styled != null) {
        return verdict(VerdictKind.IMPERSONATED, styled);
      }
      Likeness name = identity.name();
      if (name != null && whole.isAtLeast(Grade.LIKELY) && !identity.leadsTo(name)) {
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
      boolean added = delivery.addressing().toFields() > 1;
      if (!pathway.proven() || !(binding.isBroken() || (binding.isLoose() && !established))) {
        return null;
      }
      Sightings seen = pathway.signature() == null ? null : profiles.signature(pathway.signature());
      boolean link = whole.channel() == Claim.Channel.LINK;
      boolean wants;
      if (binding.isLoose()) {
        wants =
            link
                && (whole.isAtLeast(Grade.FULL)
                    || (whole.isAtLeast(Grade.LIKELY) && seen != null && seen.places() >= 2));
      } else if (established) {
        wants =
            whole.isAtLeast(Grade.LIKELY)
                || (worst != null && (isStrong(worst) || worst.claim().isAtLeast(Grade.LIKELY)));
      } else {
        wants =
            whole.isAtLeast(Grade.FULL)
                || (whole.isAtLeast(Grade.LIKELY) && link)
                || (worst != null && isStrong(worst))
                || (seen != null && seen.places() >= 2 && leadsElsewhere());
      }
      if (!wants) {
        return null;
      }
      add(
          FindingCode.WRITTEN_TO_ANOTHER,
          Layer.BINDING,
          Strength.STRONG,
          "The message was not written to this recipient: " + binding.evidence() + ".",
          List.of());
      if (added) {
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
      return verdict(VerdictKind.REPLAYED, Layer.BINDING);
    }

    private boolean leadsElsewhere() {
      for (ReadSlot slot : slots) {
        if (slot.foreignLink() || slot.mentioned().contains(Mention.Kind.PHONE)) {
          return true;
        }
      }
      return false;
    }

    /** The sender is proven, the words are not its own. */
    private @Nullable Verdict borrowed() {
      if (isForwardedByHand()) {
        return null;
      }
      boolean identified =
          pathway.proven()
              || (base.kind() == VerdictKind.UNPROVEN
                  && established
                  && reading.knownWords() >= FRAME_WORDS);
      if (!identified || worst == null) {
        return null;
      }
      boolean framed =
          established
              || hasOwnFrame(worst)
              || (worst.region().place() == Block.Place.AUTHOR_NAME
                  && worst.claim().isAtLeast(Grade.FULL));
      boolean strong =
          isStrong(worst)
              || (established && passageIsFull())
              || (established && whole.isAtLeast(Grade.FULL) && reading.knownPart() < FRAMED);
      if (strong && framed) {
        tell(worst, Layer.SLOT);
        return verdict(VerdictKind.BORROWED, Layer.SLOT);
      }
      if (established && worst.claim().isAtLeast(Grade.LIKELY)) {
        tell(worst, Layer.SLOT);
        return new Verdict(VerdictKind.SUSPICIOUS, VerdictKind.BORROWED, Layer.SLOT, findings);
      }
      return null;
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

    /** Whether regions that stand side by side make a full claim together. */
    private boolean passageIsFull() {
      Set<Concept> concepts = EnumSet.noneOf(Concept.class);
      Set<Mention.Kind> mentions = EnumSet.noneOf(Mention.Kind.class);
      boolean foreign = false;
      int end = -1;
      for (ReadSlot slot : slots) {
        int start = slot.region().block();
        if (slot.region().place() != Block.Place.BODY || start > end) {
          concepts.clear();
          mentions.clear();
          foreign = false;
        }
        end = start + slot.region().blocks();
        concepts.addAll(slot.region().concepts());
        mentions.addAll(slot.mentioned());
        foreign |= slot.foreignLink();
        if (ClaimReader.read(concepts, mentions, foreign).isAtLeast(Grade.FULL)) {
          return true;
        }
      }
      return false;
    }

    /** The claim of all that is not the sender's own, taken together. */
    private Claim whole() {
      Set<Concept> concepts = EnumSet.noneOf(Concept.class);
      Set<Mention.Kind> mentions = EnumSet.noneOf(Mention.Kind.class);
      boolean foreign = false;
      for (ReadSlot slot : slots) {
        concepts.addAll(slot.region().concepts());
        mentions.addAll(slot.mentioned());
        foreign |= slot.linked() || (slot.foreignLink() && slot.claim().isAtLeast(Grade.PART));
      }
      return ClaimReader.read(concepts, mentions, foreign);
    }

    private @Nullable ReadSlot worst() {
      ReadSlot found = null;
      for (ReadSlot slot : slots) {
        if (found == null || weight(slot) > weight(found)) {
          found = slot;
        }
      }
      return found;
    }

    private int weight(ReadSlot slot) {
      return (isStrong(slot) ? 64 : 0)
          + slot.claim().grade().ordinal() * 8
          + (slot.isDisguised() && slot.hasChannel() ? 4 : 0)
          + (slot.callbackAccused() ? 2 : 0)
          + (slot.isOutOfType() ? 1 : 0);
    }

    private boolean isStrong(ReadSlot slot) {
      Claim claim = slot.claim();
      if (claim.concepts().contains(Concept.SCAM_TALK)) {
        return false;
      }
      if (claim.grade() == Grade.FULL || slot.violations() >= 2) {
        return true;
      }
      if (slot.isDisguised() && slot.hasChannel()) {
        return true;
      }
      if (isTitle(slot) || slot.isNameSlot()) {
        int parts = 0;
        for (Concept concept : TITLE_PARTS) {
          parts += claim.concepts().contains(concept) ? 1 : 0;
        }
        boolean amount =
            slot.mentioned().contains(Mention.Kind.AMOUNT)
                && claim.concepts().contains(Concept.CHARGE);
        if (slot.mentioned().contains(Mention.Kind.PHONE)
            && (parts >= 2 || amount || (parts == 1 && slot.violations() >= 1))) {
          return true;
        }
        if (slot.isNameSlot() && slot.leadsAway() && isNamedTwice(slot)) {
          return true;
        }
      }
      if (!established) {
        return claim.grade() == Grade.LIKELY && isTitle(slot) && isEchoed(slot);
      }
      return (claim.grade() == Grade.LIKELY
          && (slot.isNameSlot() || slot.callbackAccused() || isTitle(slot)));
    }

    /** Whether the same host is named in two places, as what a template was given is. */
    private boolean isNamedTwice(ReadSlot slot) {
      for (Mention mention : slot.region().mentions()) {
        for (ReadSlot other : slots) {
          if (other.region().place() != slot.region().place()
              && other.leadsAway()
              && other.region().mentions().stream()
                  .anyMatch(m -> m.kind() == mention.kind() && m.value().equals(mention.value()))) {
            return true;
          }
        }
      }
      return false;
    }

    /** Whether the same words stand in two places, as what a template was given does. */
    private boolean isEchoed(ReadSlot slot) {
      for (ReadSlot other : slots) {
        if (other != slot
            && other.region().place() != slot.region().place()
            && other.claim().isAtLeast(Grade.LIKELY)) {
          return true;
        }
      }
      return false;
    }

    /** Whether it stands where a title stands. */
    private static boolean isTitle(ReadSlot slot) {
      return slot.region().place() == Block.Place.AUTHOR_NAME
          || slot.region().place() == Block.Place.SUBJECT
          || slot.region().role() == Block.Role.HEADING;
    }

    /**
     * Whether any link leads to the sender's own hosts: platforms show names of their customers.
     */
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
      add(
          FindingCode.SLOT_CLAIM,
          layer,
          Strength.STRONG,
          "Words that are not the sender's own tell of "
              + claim.story().word()
              + " and offer "
              + claim.channel().word()
              + ".",
          List.of(Proof.of("slot", slot.region().text())));
    }
  }
}
