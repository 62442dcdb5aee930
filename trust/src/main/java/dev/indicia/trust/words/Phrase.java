package dev.indicia.trust.words;

import java.util.List;
import java.util.SortedSet;

/**
 * One phrase of a list, without alternatives longer than a word.
 *
 * @param concept what it means
 * @param language its list's language
 * @param parts the words in their order, at least one
 * @param clauseStart whether only punctuation or the start may stand before it
 * @param question whether a question mark must follow
 * @param exception whether it is not a hit but undoes the concept's hits that overlap it
 */
record Phrase(
    Concept concept,
    String language,
    List<Part> parts,
    boolean clauseStart,
    boolean question,
    boolean exception) {

  Phrase {
    parts = List.copyOf(parts);
  }

  /**
   * One place of a phrase.
   *
   * @param words folded words, stems that end in "*", {@link #NUMBER} or {@link #PHONE}; any of
   *     them
   * @param gapBefore 0, 1 or 2: whether no, few or more other words may stand before it
   */
  record Part(SortedSet<String> words, int gapBefore) {}

  /** Stands for any number. */
  static final String NUMBER = "#";

  /** Stands for a number as long as a telephone number. */
  static final String PHONE = "##";
}
