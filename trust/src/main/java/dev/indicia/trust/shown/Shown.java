package dev.indicia.trust.shown;

import java.util.List;
import java.util.Set;

/**
 * What a person is shown of a message, in reading order. Bounded by whoever fills it. Immutable.
 *
 * @param blocks the subject and the author's display name first, then the body
 * @param links every link of the body, and those found in QR codes
 * @param parts attachments and other parts that are not the body's text
 * @param oddities what is wrong with the way it is shown
 */
public record Shown(
    List<Block> blocks, List<Link> links, List<AttachedPart> parts, Set<Oddity> oddities) {
  /** Nothing is known of what is shown. */
  public static final Shown NOTHING = new Shown(List.of(), List.of(), List.of(), Set.of());

  public Shown {
    blocks = List.copyOf(blocks);
    links = List.copyOf(links);
    parts = List.copyOf(parts);
    oddities = Set.copyOf(oddities);
  }

  /** What is odd about the rendering as a whole. */
  public enum Oddity {
    /** The HTML part says something that the plain text part does not, or the reverse. */
    PARTS_DIFFER,
    /** Words are there that a person does not see: hidden, tiny, or in the background's colour. */
    HIDDEN_TEXT,
    /** More was there than is read; the rest is not judged. */
    TRUNCATED,
    /** Images carry what text should: there is hardly any text beside them. */
    IMAGES_ONLY
  }
}
