package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import java.util.Arrays;
import java.util.List;

/**
 * One message read against what is known of its sender: which words are the sender's own, and what
 * regions are not. Immutable.
 */
public final class Reading {
  private final Wording wording;
  private final boolean[][] known;
  private final int knownCount;
  private final List<Region> regions;

  private Reading(Wording wording, PhraseTable table) {
    this.wording = wording;
    this.known = new boolean[wording.blocks().size()][];
    int own = 0;
    for (int b = 0; b < known.length; b++) {
      int[] phrases = wording.phrases(b);
      boolean[] marks = new boolean[phrases.length];
      for (int w = 0; w < phrases.length; w++) {
        if (table.isKnown(phrases[w])) {
          Arrays.fill(marks, Math.max(0, w - 1), Math.min(marks.length, w + 2), true);
        }
      }
      for (boolean mark : marks) {
        own += mark ? 1 : 0;
      }
      known[b] = marks;
    }
    this.knownCount = own;
    this.regions = List.copyOf(new RegionFinder(wording, known).run());
  }

  /** The message read by what the table knows. */
  public static Reading of(Wording wording, PhraseTable table) {
    return new Reading(wording, table);
  }

  /** What is not the sender's own as far as is known, in reading order. */
  public List<Region> regions() {
    return regions;
  }

  /** Part of the words that is known as the sender's own, 0 to 1. */
  public double knownPart() {
    return wording.words() == 0 ? 0 : (double) knownCount / wording.words();
  }

  /** Words that are known as the sender's own. */
  public int knownWords() {
    return knownCount;
  }

  /** Words read. */
  public int words() {
    return wording.words();
  }

  /** Every phrase of the message. */
  public int[] phrases() {
    return wording.phrases();
  }

  /**
   * The message with each region in ‹›.
   *
   * @param lengthMax characters at most
   */
  String skeleton(int lengthMax) {
    StringBuilder out = new StringBuilder();
    for (int b = 0; b < known.length && out.length() < lengthMax; b++) {
      if (known[b].length == 0) {
        continue;
      }
      if (!out.isEmpty()) {
        out.append(" | ");
      }
      appendBlock(out, b);
    }
    return out.length() <= lengthMax ? out.toString() : out.substring(0, lengthMax - 1) + "…";
  }

  private void appendBlock(StringBuilder out, int b) {
    List<Block> blocks = wording.blocks();
    Words words = wording.words(b);
    String text = blocks.get(b).plain();
    boolean open = false;
    for (int w = 0; w < words.count(); w++) {
      if (known[b][w]) {
        int from = w > 0 && known[b][w - 1] ? words.end(w - 1) : words.start(w);
        out.append(text, from, words.end(w));
        open = false;
      } else if (!open) {
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == ' ' ? "‹ › " : " ‹ › ");
        open = true;
      }
    }
  }
}
