package dev.indicia.trust.shown;

import java.util.List;
import java.util.Set;

/**
 * One piece of text that stands by itself: a paragraph, a heading, a table cell, a list item, a
 * line of plain text. Immutable.
 *
 * @param place where it is shown
 * @param role what it is there
 * @param text as shown, white space collapsed, a line break inside as "\n"
 * @param plain the same for comparing: disguises undone (zero-width characters gone, styled and
 *     look-alike letters as the plain ones); letter case kept
 * @param disguises what had to be undone
 * @param runs emphasised or linked ranges of {@code plain}, in order, not overlapping
 * @param mentions telephone numbers, amounts and the like in {@code plain}, in order, not
 *     overlapping
 */
public record Block(
    Place place,
    Role role,
    String text,
    String plain,
    Set<Disguise> disguises,
    List<Run> runs,
    List<Mention> mentions) {
  public Block {
    disguises = Set.copyOf(disguises);
    runs = List.copyOf(runs);
    mentions = List.copyOf(mentions);
  }

  /** Where a block is shown. */
  public enum Place {
    SUBJECT,
    /** The display name of the author. */
    AUTHOR_NAME,
    BODY,
    /** A calendar entry's summary, location, description or organizer. */
    CALENDAR
  }

  /** What a block is in its place. */
  public enum Role {
    PARAGRAPH,
    HEADING,
    /** Quoted text, or set off in a box of its own. */
    QUOTE,
    ITEM,
    CELL,
    /** A button or another link that stands alone. */
    BUTTON,
    /** Small print at the end. */
    FOOTER,
    /** Text that a mail program shows beside the subject, hidden in the body. */
    PREHEADER
  }

  /**
   * A range of a block's {@code plain} text that looks different.
   *
   * @param start offset of the first character
   * @param end offset behind the last one
   * @param kind how it differs
   */
  public record Run(int start, int end, Kind kind) {
    /** How a run differs. */
    public enum Kind {
      BOLD,
      LINK
    }
  }
}
