package dev.indicia.content;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody changed in a message on its way, and how it is to be judged. Immutable.
 *
 * @param summary what happened, in words; parts of it come from the message
 * @param before what was there; null where nothing was
 * @param after what is there; null where nothing is
 */
public record Change(
    Kind kind, Weight weight, String summary, @Nullable String before, @Nullable String after) {

  /** What was changed. */
  public enum Kind {
    SUBJECT_TAGGED,
    SUBJECT_CHANGED,
    AUTHOR_CHANGED,
    REPLY_ADDRESS_CHANGED,
    RECIPIENTS_CHANGED,
    FIELD_ADDED,
    FIELD_REMOVED,
    FIELD_CHANGED,
    BANNER_ADDED,
    FOOTER_ADDED,
    TEXT_ADDED,
    TEXT_REMOVED,
    TEXT_CHANGED,
    BODY_REWRITTEN,
    LINK_ADDED,
    LINK_REMOVED,
    LINK_WRAPPED,
    LINK_REPLACED,
    PART_ADDED,
    PART_REMOVED,
    PART_CHANGED,
    FORM_CHANGED;

    /** The lower-case word with hyphens used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How a change is to be judged, if nothing is known of who made it. */
  public enum Weight {
    /** What lists and filters do; the message still says what its author said. */
    USUAL,
    /** To be looked at: it says or asks more or less than its author did. */
    NOTABLE,
    /** It is another message now: another author, another text, other targets of links. */
    GRAVE;

    /** The lower-case word used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
