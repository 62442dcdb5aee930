package dev.indicia.trust;

import dev.indicia.message.Mailbox;
import dev.indicia.trust.delivery.Binding;
import dev.indicia.trust.delivery.Pathway;
import dev.indicia.trust.profile.Knowledge;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.profile.RecipientProfile;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.template.Families;
import dev.indicia.trust.template.PhraseTable;
import dev.indicia.trust.template.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the rule in docs/reference/verdicts.md over one delivery. */
final class Review {
  private static final PhraseTable NO_PHRASES = new PhraseTable();

  /** Deliveries to an author address, on the average, where programs write and not people. */
  private static final int STEADY_DELIVERIES_EACH = 8;

  private final JudgeOptions options;
  private final Thresholds thresholds;
  private final Prepared delivery;
  private final Knowledge known;
  private final Profiles profiles;
  private final Pathway pathway;
  private final @Nullable SenderProfile sender;

  Review(JudgeOptions options, Prepared delivery, Knowledge known) {
    this.options = options;
    this.thresholds = options.thresholds();
    this.delivery = delivery;
    this.known = known;
    this.profiles = known.profiles();
    this.pathway = delivery.pathway();
    this.sender = pathway.sender() == null ? null : profiles.sender(pathway.sender());
  }

  Judgement run() {
    Observation observation = delivery.observation();
    Vouching vouching = Vouching.of(options, delivery);
    Binding binding =
        Binding.of(
            observation,
            delivery.addressing(),
            pathway.spfAligned(),
            recipient(),
            String.valueOf(pathway.sender()),
            vouching::isHandler);
    Proof forwarding =
        vouching.way() != null
            ? vouching.way()
            : Forwarding.explains(thresholds, delivery, profiles);
    Verdict base =
        new AuthenticationRule(
                options,
                observation.authentication(),
                observation.message(),
                observation.session(),
                vouching.proven(),
                forwarding)
            .run();
    Families.Family family = sender == null ? null : sender.families().of(delivery.wording());
    PhraseTable phrases = sender == null ? NO_PHRASES : sender.phrases();
    Reading reading =
        Reading.of(
            delivery.wording(),
            phrases,
            timesMin(family, Threshold.TEMPLATE_PART),
            timesMin(family, Threshold.TELLING_PART));
    boolean established = isEstablished(reading.knownPart());
    // A new template, or none of the sender's: a passage is judged piece by piece.
    boolean whole = established && thresholds.isReached(Threshold.FRAMED, reading.knownPart());
    Seed seed = Seed.of(options.catalogue().get(), delivery, established);
    RegionReview regions = new RegionReview(thresholds, delivery, profiles, sender, seed);
    List<ReadSlot> slots = regions.run(reading.regions(whole));
    Verdict verdict =
        new Decision(
                options,
                delivery,
                known,
                base,
                binding,
                reading,
                slots,
                regions,
                established,
                isSteady(),
                seed)
            .run();
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
  private int timesMin(Families.@Nullable Family family, Threshold part) {
    if (family != null && thresholds.isReached(Threshold.TEMPLATE_COUNT, family.count())) {
      return (int) Math.clamp(family.count() * thresholds.of(part), 3, 200);
    }
    return sender == null
        ? 3
        : (int) Math.clamp(sender.deliveries() * thresholds.of(Threshold.SENDER_PART), 3, 200);
  }

  private @Nullable RecipientProfile recipient() {
    String recipient = delivery.recipient();
    return recipient == null ? null : profiles.recipient(recipient);
  }

  /** Whether the sender is known well enough to tell its own words. */
  private boolean isEstablished(double knownPart) {
    return sender != null
        && !hidesAddresses()
        && thresholds.isReached(Threshold.ESTABLISHED_RECIPIENTS, sender.recipients())
        && thresholds.isReached(Threshold.ESTABLISHED_DELIVERIES, sender.deliveries())
        && (thresholds.isReached(Threshold.TEMPLATED, sender.knownPart())
            || (thresholds.isReached(Threshold.FRAMED, sender.knownPart())
                && thresholds.isReached(Threshold.MESSAGE_KNOWN, knownPart)
                && !SenderProfile.isPersonal(sender)));
  }

  /**
   * Whether the sender has been writing by templates for some time, though others fill half of
   * them: not known well enough to tell its own words, but well enough to miss all of them.
   */
  private boolean isSteady() {
    return sender != null
        && !hidesAddresses()
        && sender.authors() * STEADY_DELIVERIES_EACH <= sender.deliveries()
        && thresholds.isReached(Threshold.ESTABLISHED_RECIPIENTS, sender.recipients())
        && thresholds.isReached(Threshold.STEADY_DELIVERIES, sender.deliveries())
        && thresholds.isReached(Threshold.STEADY_DAYS, delivery.day() - sender.firstDay())
        && thresholds.isReached(Threshold.STEADY, sender.knownPart());
  }

  /** Whether the author's address holds another one, as relays write that hide addresses. */
  private boolean hidesAddresses() {
    List<Mailbox> authors = delivery.observation().authentication().authors().mailboxes();
    return !authors.isEmpty()
        && (authors.getFirst().localPart().contains("_at_")
            || authors.getFirst().localPart().indexOf('=') > 0);
  }
}
