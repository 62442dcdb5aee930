package dev.indicia.trust;

import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.profile.SlotTable;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Region;
import dev.indicia.trust.words.Concept;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A region of a message with what it claims and how it compares with what its slot always held.
 * Immutable.
 *
 * @param mentioned what it mentions, but for numbers that are known as the sender's
 * @param concepts met in it, and talk about scams where it counts
 * @param known what the slot held; null when it was never met
 * @param foreignLink whether it leads to a host that is not the sender's
 * @param linked whether it does so by a link, and not by naming the host only
 * @param callbackAccused whether a number or host in it stood in accused messages
 * @param thresholds the numbers by which it is compared
 */
public record ReadSlot(
    Region region,
    Set<Mention.Kind> mentioned,
    Set<Concept> concepts,
    Claim claim,
    SlotTable.@Nullable Slot known,
    boolean foreignLink,
    boolean linked,
    boolean callbackAccused,
    Thresholds thresholds) {
  public ReadSlot {
    mentioned = mentioned.isEmpty() ? Set.of() : Set.copyOf(mentioned);
    concepts = Collections.unmodifiableSet(concepts);
  }

  private static final int RECIPIENTS_MIN = 3;

  private static final Set<Disguise> DISGUISES =
      EnumSet.of(
          Disguise.ZERO_WIDTH,
          Disguise.STYLED_LETTERS,
          Disguise.MIXED_SCRIPTS,
          Disguise.BIDI_CONTROLS,
          Disguise.PADDING,
          Disguise.SPELLED_DIGITS,
          Disguise.SIGNS_FOR_LETTERS);

  /** Whether enough is known of what the slot holds. */
  boolean isLearned() {
    return isLearned(known, thresholds);
  }

  private static boolean isLearned(SlotTable.@Nullable Slot slot, Thresholds thresholds) {
    return slot != null
        && thresholds.isReached(Threshold.SLOT_VALUES, slot.times())
        && slot.recipients() >= RECIPIENTS_MIN;
  }

  /** Whether its slot is known to hold names, titles or other short values. */
  boolean isNameSlot() {
    return isForNames(region, known, thresholds);
  }

  /** Whether the region's slot is known to hold names, titles or other short values. */
  static boolean isForNames(Region region, SlotTable.@Nullable Slot slot, Thresholds thresholds) {
    return slot != null
        && isLearned(slot, thresholds)
        && (region.inline() || !region.label().isEmpty())
        && region.blocks() == 1
        && region.slot() != Region.NO_SLOT
        && slot.usualWordsMax() <= thresholds.of(Threshold.NAME_WORDS);
  }

  /** In how many ways it differs from all that its slot ever held. */
  public int violations() {
    if (known == null || !isNameSlot()) {
      return 0;
    }
    int violations = isTooLong() ? 1 : 0;
    boolean contact = foreignLink && known.mentioning(Mention.Kind.URL) == 0;
    for (Mention.Kind kind : mentioned) {
      if (known.mentioning(kind) == 0) {
        switch (kind) {
          case PHONE, WALLET -> contact = true;
          case URL, DOMAIN -> contact |= foreignLink;
          case AMOUNT -> violations++;
          case EMAIL -> {
            // People are called by their address now and then.
          }
        }
      }
    }
    return violations + (contact ? 1 : 0);
  }

  /** The sentence that says how it differs; only for one that does. */
  String departure() {
    StringBuilder out = new StringBuilder("What stands behind \"");
    out.append(region.label()).append("\" usually has up to ");
    out.append(known == null ? 0 : known.usualWordsMax()).append(" words; here it has ");
    out.append(region.words());
    for (Mention.Kind kind : Mention.Kind.values()) {
      if (mentioned.contains(kind) && known != null && known.mentioning(kind) == 0) {
        out.append(", with ").append(word(kind));
      }
    }
    return out.append('.').toString();
  }

  private static String word(Mention.Kind kind) {
    return switch (kind) {
      case PHONE -> "a telephone number";
      case AMOUNT -> "an amount of money";
      case URL -> "a link";
      case DOMAIN -> "a domain name";
      case EMAIL -> "an address";
      case WALLET -> "a wallet";
    };
  }

  /** Whether it differs in some way. */
  boolean isOutOfType() {
    return violations() > 0;
  }

  /** Whether it is far longer than the slot's values are. */
  boolean isTooLong() {
    return known != null
        && isLearned()
        && thresholds.isReached(Threshold.LONG_WORDS, region.words())
        && region.words() / 2 > known.usualWordsMax();
  }

  /** Whether it is written so that people read it and programs do not. */
  boolean isDisguised() {
    for (Disguise disguise : region.disguises()) {
      if (DISGUISES.contains(disguise)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it leads to a foreign host by words, in a slot that hardly ever names one. */
  boolean leadsAway() {
    return foreignLink
        && region.words() >= 2
        && (known == null
            || known.mentioning(Mention.Kind.URL) + known.mentioning(Mention.Kind.DOMAIN)
                < thresholds.of(Threshold.SELDOM));
  }

  /** Whether it gives a host that is not the sender's, a number or a wallet. */
  boolean leadsElsewhere() {
    return foreignLink
        || mentioned.contains(Mention.Kind.PHONE)
        || mentioned.contains(Mention.Kind.WALLET);
  }

  /** Whether it offers the reader a way to act. */
  boolean hasChannel() {
    return mentioned.contains(Mention.Kind.PHONE)
        || foreignLink
        || mentioned.contains(Mention.Kind.WALLET)
        || claim.channel() != Claim.Channel.NONE;
  }
}
