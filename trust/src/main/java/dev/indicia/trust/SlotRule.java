package dev.indicia.trust;

import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.claim.ClaimReader;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.TemplateKind;
import dev.indicia.trust.words.Concept;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of a message's regions want something of the reader that no slot should. Pure. */
final class SlotRule {
  /** What no name or title says beside a telephone number, two of them at least. */
  private static final Set<Concept> TITLE_PARTS =
      EnumSet.of(
          Concept.CHARGE,
          Concept.UNDO,
          Concept.DISOWN,
          Concept.HELP_DESK,
          Concept.LIMIT,
          Concept.CALL);

  /** What tells the reader to do something. */
  private static final Set<Concept> INSTRUCTIONS =
      EnumSet.of(
          Concept.CALL,
          Concept.GO_THERE,
          Concept.ANSWER,
          Concept.DEADLINE,
          Concept.UNDO,
          Concept.DISOWN,
          Concept.VERIFY,
          Concept.SECRET,
          Concept.HELP_DESK);

  /** Characters in front of a link's address that are the same where a value is shown again. */
  private static final int ECHO = 12;

  private final List<ReadSlot> slots;
  private final boolean established;
  private final @Nullable TemplateKind kind;
  private final Seed seed;

  /**
   * The rule for these regions.
   *
   * @param established whether the sender is known well enough to tell its own words
   * @param kind what the sender's own words are about; null where they do not say, or do not
   *     prevail
   * @param seed where others may write, as far as the catalogue knows
   */
  SlotRule(List<ReadSlot> slots, boolean established, @Nullable TemplateKind kind, Seed seed) {
    this.seed = seed;
    this.slots = slots;
    this.kind = kind;
    this.established = established;
  }

  /** Whether regions that stand side by side make a full claim together. */
  boolean passageIsFull() {
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
      concepts.addAll(slot.concepts());
      mentions.addAll(slot.mentioned());
      foreign |= slot.foreignLink();
      if (ClaimReader.read(concepts, mentions, foreign).isAtLeast(Grade.FULL)) {
        return true;
      }
    }
    return false;
  }

  /** The claim of all that is not the sender's own, taken together. */
  Claim whole() {
    Set<Concept> concepts = EnumSet.noneOf(Concept.class);
    Set<Mention.Kind> mentions = EnumSet.noneOf(Mention.Kind.class);
    boolean foreign = false;
    for (ReadSlot slot : slots) {
      concepts.addAll(slot.concepts());
      mentions.addAll(slot.mentioned());
      foreign |= slot.linked() || (slot.foreignLink() && slot.claim().isAtLeast(Grade.PART));
    }
    return ClaimReader.read(concepts, mentions, foreign);
  }

  @Nullable ReadSlot worst() {
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

  boolean isStrong(ReadSlot slot) {
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
    if (tellsOfMoney(slot)) {
      return true;
    }
    if (established
        && slot.foreignLink()
        && slot.isNameSlot()
        && slot.isOutOfType()
        && instructs(slot)) {
      return true;
    }
    if (isTitle(slot) || slot.isNameSlot()) {
      int parts = isComplaint(claim) ? 0 : count(claim, TITLE_PARTS);
      boolean amount =
          slot.mentioned().contains(Mention.Kind.AMOUNT)
              && claim.concepts().contains(Concept.CHARGE);
      if (slot.mentioned().contains(Mention.Kind.PHONE)
          && (parts >= 2 || amount || (parts == 1 && slot.violations() >= 1))) {
        return true;
      }
      boolean address = slot.mentioned().contains(Mention.Kind.URL);
      if ((slot.isNameSlot() || address) && slot.leadsAway() && isNamedTwice(slot)) {
        return true;
      }
      if (slot.mentioned().contains(Mention.Kind.AMOUNT) && isCalledTwice(slot)) {
        return true;
      }
      if (conflicts(slot) && claim.isAtLeast(Grade.PART) && slot.hasChannel()) {
        return true;
      }
    }
    if (!established) {
      return claim.grade() == Grade.LIKELY
          && isTitle(slot)
          && (isEchoed(slot) || seed.isSlot(slot.region()));
    }
    // Notes announce draws and documents with a link in earnest, but nobody's fraud desk.
    return claim.grade() == Grade.LIKELY
        && (claim.channel() != Claim.Channel.LINK
            || slot.isNameSlot()
            || slot.callbackAccused()
            || isTitle(slot)
            || conflicts(slot));
  }

  private static int count(Claim claim, Set<Concept> wanted) {
    int count = 0;
    for (Concept concept : wanted) {
      count += claim.concepts().contains(concept) ? 1 : 0;
    }
    return count;
  }

  /** Whether a customer asks to be called or paid back, and nobody's money is said to be taken. */
  private static boolean isComplaint(Claim claim) {
    return claim.concepts().contains(Concept.COMPLAINT)
        && !claim.concepts().contains(Concept.CHARGE)
        && !claim.concepts().contains(Concept.DISOWN);
  }

  /** Whether it tells its reader to do something, or a part of a story. */
  private static boolean instructs(ReadSlot slot) {
    if (slot.claim().isAtLeast(Grade.PART)) {
      return true;
    }
    for (Concept concept : slot.concepts()) {
      if (INSTRUCTIONS.contains(concept)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a message about access to an account tells of a sum taken, where its own words announce
   * something else: a device, a place, a name.
   */
  private boolean tellsOfMoney(ReadSlot slot) {
    return established
        && (kind == TemplateKind.PASSWORD_RESET
            || kind == TemplateKind.CODE
            || kind == TemplateKind.SIGN_IN_ALERT)
        && !slot.region().label().isEmpty()
        && slot.mentioned().contains(Mention.Kind.AMOUNT)
        && slot.region().concepts().contains(Concept.CHARGE);
  }

  /** Whether it tells of what such a template never tells: a code to sign in with of no payment. */
  boolean conflicts(ReadSlot slot) {
    Claim.Story story = slot.claim().story();
    if (kind == null || story == Claim.Story.NONE) {
      return false;
    }
    return switch (kind) {
      case PASSWORD_RESET, CODE, SIGN_IN_ALERT -> story != Claim.Story.ACCOUNT;
      case SIGNATURE_REQUEST ->
          switch (story) {
            case PRIZE, CRYPTO, PARCEL, TRANSFER, ADULT, ACCOUNT -> true;
            default -> false;
          };
      case INVOICE, BILLING ->
          switch (story) {
            case PRIZE, PARCEL, JOB, ADULT -> true;
            default -> false;
          };
      case DELIVERY ->
          switch (story) {
            case PRIZE, CRYPTO, JOB, TRANSFER, ADULT, ACCOUNT -> true;
            default -> false;
          };
      case INVITATION, TICKET -> false;
    };
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

  /** Whether the link's address and the words before it stand in another place too. */
  boolean isShownAgain(ReadSlot slot) {
    String text = slot.region().text();
    for (Mention mention : slot.region().mentions()) {
      if (mention.kind() == Mention.Kind.URL) {
        String shown = text.substring(Math.max(0, mention.start() - ECHO), mention.end());
        for (ReadSlot other : slots) {
          if (other.region().place() != slot.region().place()
              && other.region().text().contains(shown)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether the same number stands beside a sum in two places. */
  private boolean isCalledTwice(ReadSlot slot) {
    for (Mention mention : slot.region().mentions()) {
      if (mention.kind() == Mention.Kind.PHONE && slot.mentioned().contains(Mention.Kind.PHONE)) {
        for (ReadSlot other : slots) {
          if (other.region().place() != slot.region().place()
              && other.mentioned().contains(Mention.Kind.AMOUNT)
              && other.region().mentions().stream()
                  .anyMatch(m -> m.kind() == mention.kind() && m.value().equals(mention.value()))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether the same words stand in two places, as what a template was given does. */
  private boolean isEchoed(ReadSlot slot) {
    for (ReadSlot other : slots) {
      if (!other.equals(slot)
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
        || (slot.region().role() == Block.Role.HEADING && slot.region().blocks() == 1);
  }
}
