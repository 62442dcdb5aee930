package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.words.Concept;
import dev.indicia.trust.words.Hit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Text of a message that is not known as the sender's own: what stands in a slot, or a passage of
 * its own. Immutable.
 *
 * @param place where it begins
 * @param role of the block it begins in
 * @param block index of that block
 * @param blocks how many blocks it reaches over
 * @param inline whether known words of the sender stand in the same block
 * @param linked whether part of it is a link
 * @param slot what the slot is known by: the words in front of it and its place
 * @param label the words in front of it, for people; "" when there are none
 * @param text the words themselves, disguises undone, blocks divided by "\n"
 * @param words how many they are
 * @param mentions what is mentioned in it, with offsets in {@code text}
 * @param hits the concepts met in it, with offsets in {@code text}
 * @param disguises of the blocks it stands in
 */
public record Region(
    Block.Place place,
    Block.Role role,
    int block,
    int blocks,
    boolean inline,
    boolean linked,
    int slot,
    String label,
    String text,
    int words,
    List<Mention> mentions,
    List<Hit> hits,
    Set<Disguise> disguises) {
  /** The slot of a region that has none to be known by. */
  public static final int NO_SLOT = 0;

  public Region {
    mentions = List.copyOf(mentions);
    hits = List.copyOf(hits);
    disguises = disguises.isEmpty() ? Set.of() : Set.copyOf(disguises);
  }

  /** Whether something of that kind is mentioned. */
  public boolean mentions(Mention.Kind kind) {
    for (Mention mention : mentions) {
      if (mention.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** The kinds of what is mentioned. */
  public Set<Mention.Kind> mentioned() {
    EnumSet<Mention.Kind> kinds = EnumSet.noneOf(Mention.Kind.class);
    for (Mention mention : mentions) {
      kinds.add(mention.kind());
    }
    return kinds;
  }

  /** The concepts met in it. */
  public Set<Concept> concepts() {
    EnumSet<Concept> concepts = EnumSet.noneOf(Concept.class);
    for (Hit hit : hits) {
      concepts.add(hit.concept());
    }
    return concepts;
  }
}
