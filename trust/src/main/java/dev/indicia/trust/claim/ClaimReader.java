package dev.indicia.trust.claim;

import dev.indicia.trust.claim.Claim.Channel;
import dev.indicia.trust.claim.Claim.Grade;
import dev.indicia.trust.claim.Claim.Story;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.words.Concept;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads what a text wants of its reader from the concepts and mentions in it, by the rules of
 * docs/reference/claims.md. Pure.
 */
public final class ClaimReader {
  private static final Set<Concept> PRESSURE =
      EnumSet.of(
          Concept.DISOWN,
          Concept.UNDO,
          Concept.DEADLINE,
          Concept.GENERIC_GREETING,
          Concept.HELP_DESK);

  private ClaimReader() {}

  /**
   * The claim of a text.
   *
   * @param concepts met in it
   * @param mentions kinds of what it mentions
   * @param foreignLink whether it leads to a host that is not the sender's
   */
  public static Claim read(Set<Concept> concepts, Set<Mention.Kind> mentions, boolean foreignLink) {
    if (concepts.isEmpty()) {
      return Claim.NONE;
    }
    Claim callback = callback(concepts, mentions, foreignLink);
    Claim lure = lure(concepts, mentions, foreignLink);
    Claim claim = lure.grade().compareTo(callback.grade()) > 0 ? lure : callback;
    if (concepts.contains(Concept.SCAM_TALK)) {
      // Text about scams quotes them.
      return new Claim(claim.story(), claim.channel(), Grade.NONE, claim.concepts());
    }
    return claim;
  }

  private static Claim callback(
      Set<Concept> concepts, Set<Mention.Kind> mentions, boolean foreignLink) {
    boolean conditional = concepts.contains(Concept.CONDITIONAL);
    boolean charge = concepts.contains(Concept.CHARGE) && !conditional;
    boolean amount = mentions.contains(Mention.Kind.AMOUNT);
    boolean undo =
        concepts.contains(Concept.DISOWN) || (concepts.contains(Concept.UNDO) && !conditional);
    boolean phone = mentions.contains(Mention.Kind.PHONE);
    boolean answer = concepts.contains(Concept.ANSWER);
    boolean link = foreignLink && concepts.contains(Concept.DISOWN);
    Channel channel =
        phone ? Channel.PHONE : link ? Channel.LINK : answer ? Channel.REPLY : Channel.NONE;
    if (channel == Channel.NONE || !(charge || undo || concepts.contains(Concept.HELP_DESK))) {
      return charge && undo
          ? new Claim(Story.CHARGE, Channel.NONE, Grade.PART, concepts)
          : Claim.NONE;
    }
    // "I was charged twice, please refund me": a customer's words, not those of who takes money.
    boolean both = concepts.contains(Concept.DISOWN) && concepts.contains(Concept.UNDO);
    boolean own = concepts.contains(Concept.COMPLAINT) && !both;
    boolean story = charge || (amount && undo && !own);
    if (story && undo) {
      return new Claim(Story.CHARGE, channel, Grade.FULL, concepts);
    }
    if (story && concepts.contains(Concept.HELP_DESK)) {
      return new Claim(Story.CHARGE, channel, Grade.LIKELY, concepts);
    }
    return new Claim(Story.CHARGE, channel, Grade.PART, concepts);
  }

  private static Claim lure(
      Set<Concept> concepts, Set<Mention.Kind> mentions, boolean foreignLink) {
    Story story = story(concepts);
    if (story == Story.NONE) {
      return Claim.NONE;
    }
    boolean phone = mentions.contains(Mention.Kind.PHONE);
    boolean answer = concepts.contains(Concept.ANSWER);
    if (foreignLink || (answer && !phone)) {
      Channel channel = foreignLink ? Channel.LINK : Channel.REPLY;
      // A sum that waits there is what presses.
      boolean sum =
          (story == Story.PRIZE || story == Story.CRYPTO)
              && mentions.contains(Mention.Kind.AMOUNT)
              && concepts.contains(Concept.GO_THERE);
      boolean pressed = sum || stories(concepts) >= 2 || pressures(concepts) >= 1;
      return new Claim(story, channel, pressed ? Grade.FULL : Grade.LIKELY, concepts);
    }
    if (story == Story.TRANSFER && (phone || mentions.contains(Mention.Kind.EMAIL))) {
      Grade grade = pressures(concepts) >= 1 ? Grade.FULL : Grade.LIKELY;
      return new Claim(story, phone ? Channel.PHONE : Channel.REPLY, grade, concepts);
    }
    boolean gain = story == Story.CRYPTO || story == Story.JOB;
    if (phone && gain && mentions.contains(Mention.Kind.AMOUNT)) {
      return new Claim(story, Channel.PHONE, Grade.LIKELY, concepts);
    }
    if (phone && story == Story.ACCOUNT && concepts.contains(Concept.LIMIT)) {
      // Honest rules of conduct say so too: "lock the account, then call us".
      Grade grade = pressures(concepts) >= 2 ? Grade.LIKELY : Grade.PART;
      return new Claim(story, Channel.PHONE, grade, concepts);
    }
    return new Claim(story, phone ? Channel.PHONE : Channel.NONE, Grade.PART, concepts);
  }

  private static int pressures(Set<Concept> concepts) {
    int pressures = 0;
    for (Concept concept : PRESSURE) {
      pressures += concepts.contains(concept) ? 1 : 0;
    }
    return pressures;
  }

  /** Different stories, and the two halves of one about an account as two. */
  private static int stories(Set<Concept> concepts) {
    EnumSet<Concept> stories = EnumSet.noneOf(Concept.class);
    for (Concept concept : concepts) {
      if (storyOf(concept) != Story.NONE) {
        stories.add(concept);
      }
    }
    return stories.size();
  }

  private static Story story(Set<Concept> concepts) {
    Story best = Story.NONE;
    for (Concept concept : concepts) {
      Story story = storyOf(concept);
      if (best == Story.NONE || (story != Story.NONE && story.compareTo(best) > 0)) {
        best = story;
      }
    }
    return best;
  }

  private static Story storyOf(Concept concept) {
    return switch (concept) {
      case LIMIT, VERIFY, SECRET -> Story.ACCOUNT;
      case PRIZE -> Story.PRIZE;
      case CRYPTO -> Story.CRYPTO;
      case DOCUMENT, PAYROLL -> Story.DOCUMENT;
      case PARCEL -> Story.PARCEL;
      case LEGAL -> Story.LEGAL;
      case JOB -> Story.JOB;
      case TRANSFER -> Story.TRANSFER;
      case ADULT -> Story.ADULT;
      case CHARGE,
          DISOWN,
          UNDO,
          CALL,
          ANSWER,
          DEADLINE,
          GENERIC_GREETING,
          HELP_DESK,
          SCAM_TALK,
          PRODUCT_SECURITY,
          GO_THERE,
          CONDITIONAL,
          COMPLAINT,
          RESET,
          CODE,
          SIGN_IN,
          INVOICE,
          BILLING,
          SIGNATURE,
          INVITATION,
          DELIVERY,
          TICKET ->
          Story.NONE;
    };
  }
}
