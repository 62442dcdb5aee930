package dev.indicia.trust.claim;

import dev.indicia.trust.words.Concept;
import java.util.Locale;
import java.util.Set;

/**
 * What one text wants of its reader. Immutable.
 *
 * @param story what it tells
 * @param channel how the reader is to act
 * @param grade how complete the pattern is
 * @param concepts met in the text
 */
public record Claim(Story story, Channel channel, Grade grade, Set<Concept> concepts) {
  /** Nothing. */
  public static final Claim NONE = new Claim(Story.NONE, Channel.NONE, Grade.NONE, Set.of());

  public Claim {
    concepts = Set.copyOf(concepts);
  }

  /** What a text tells. */
  public enum Story {
    NONE,
    /** Money was or will be taken, unless the reader acts. */
    CHARGE,
    /** An account, a page or access is limited, or has to be verified. */
    ACCOUNT,
    /** Something was won, or waits to be claimed. */
    PRIZE,
    /** A document, a voice message or a letter about pay waits elsewhere. */
    DOCUMENT,
    /** A wallet, coins, an investment. */
    CRYPTO,
    /** A parcel waits for a fee. */
    PARCEL,
    /** A claim at law. */
    LEGAL,
    /** Work that pays well, offered to somebody who did not apply. */
    JOB,
    /** Money to be sent to somebody who says that he is somebody. */
    TRANSFER,
    /** Somebody who wants to be met. */
    ADULT;

    /** The word for people. */
    public String word() {
      return switch (this) {
        case NONE -> "nothing";
        case CHARGE -> "a payment";
        case ACCOUNT -> "an account in danger";
        case PRIZE -> "a prize";
        case DOCUMENT -> "a document kept elsewhere";
        case CRYPTO -> "a crypto wallet";
        case PARCEL -> "a parcel held for a fee";
        case LEGAL -> "a claim at law";
        case JOB -> "a job offer";
        case TRANSFER -> "money to be sent";
        case ADULT -> "an acquaintance";
      };
    }
  }

  /** How a reader is to act. */
  public enum Channel {
    NONE,
    PHONE,
    LINK,
    REPLY;

    /** The words for people. */
    public String word() {
      return switch (this) {
        case NONE -> "no way to act";
        case PHONE -> "a telephone number";
        case LINK -> "a link";
        case REPLY -> "a request to answer";
      };
    }
  }

  /** How complete a pattern is. */
  public enum Grade {
    NONE,
    /** A part of it, as honest texts have too. */
    PART,
    /** Story and channel, but no pressure. */
    LIKELY,
    /** Story, channel and pressure together. */
    FULL;

    /** The lower-case word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the pattern is at least that complete. */
  public boolean isAtLeast(Grade least) {
    return grade.compareTo(least) >= 0;
  }
}
