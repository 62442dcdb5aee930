package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.words.Concept;
import dev.indicia.trust.words.Hit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One message read against what is known of its sender: which words are the sender's own, and what
 * regions are not. Immutable.
 */
public final class Reading {
  /** What a run amid unknown words must weigh to be the template's: three words. */
  private static final int BRIDGE_WEIGHT = 9;

  /** The same between unknown words of that number on both sides: four words. */
  private static final int LONG_BRIDGE_WEIGHT = 13;

  private static final int LONG_SIDE = 6;

  private final Wording wording;
  private final boolean[][] known;
  private final int knownCount;

  private Reading(Wording wording, PhraseTable table, int timesMin, int tellingTimesMin) {
    this.wording = wording;
    this.known = new boolean[wording.blocks().size()][];
    int own = 0;
    for (int b = 0; b < known.length; b++) {
      known[b] = marks(wording, table, wording.claims(b) ? tellingTimesMin : timesMin, b);
      for (boolean mark : known[b]) {
        own += mark ? 1 : 0;
      }
    }
    this.knownCount = own;
  }

  /** Which words of a block stand in known phrases. */
  private static boolean[] marks(Wording wording, PhraseTable table, int timesMin, int b) {
    Words words = wording.words(b);
    boolean[] marks = new boolean[words.count()];
    boolean wants = wording.claims(b);
    for (int w = 0; w < marks.length; w++) {
      // A date alone says nothing: it is known from every template that shows one.
      if (saysSomething(words, w) && table.isKnown(words.phrase(w), timesMin, wants)) {
        int from = w == 0 || words.isClosed(w - 1) ? w : w - 1;
        int to = w + 1 == marks.length || words.isClosed(w) ? w + 1 : w + 2;
        Arrays.fill(marks, from, to, true);
      }
    }
    bridge(words, marks);
    return marks;
  }

  /** Whether two of the phrase's three places are words, one end or mark counted as such. */
  private static boolean saysSomething(Words words, int w) {
    boolean opened = w == 0 || words.isClosed(w - 1);
    boolean ended = w + 1 == words.count() || words.isClosed(w);
    int real = words.isReal(w) ? 1 : 0;
    real += !opened && words.isReal(w - 1) ? 1 : 0;
    real += !ended && words.isReal(w + 1) ? 1 : 0;
    return real >= 2 || (real == 1 && (opened || ended));
  }

  /** A run of known words too short to be a template's, amid unknown ones, is none. */
  private static void bridge(Words words, boolean[] marks) {
    int w = 0;
    while (w < marks.length) {
      if (!marks[w]) {
        w++;
        continue;
      }
      int end = w;
      int real = 0;
      while (end < marks.length && marks[end]) {
        real += words.weight(end);
        end++;
      }
      boolean setOff = end < marks.length && words.isClosed(end - 1);
      boolean amid = w > 0 && end < marks.length && !setOff;
      if (amid
          && (real < BRIDGE_WEIGHT
              || (real < LONG_BRIDGE_WEIGHT
                  && unknown(marks, w - 1, -1) >= LONG_SIDE
                  && unknown(marks, end, 1) >= LONG_SIDE))) {
        Arrays.fill(marks, w, end, false);
      }
      w = end;
    }
  }

  /** How many unknown words stand there side by side. */
  private static int unknown(boolean[] marks, int from, int step) {
    int count = 0;
    for (int w = from; w >= 0 && w < marks.length && !marks[w]; w += step) {
      count++;
    }
    return count;
  }

  /**
   * The message read by what the table knows.
   *
   * @param timesMin how often a phrase must have been met to be the sender's own
   * @param tellingTimesMin the same of one that stands where an account or a payment is told of
   */
  public static Reading of(Wording wording, PhraseTable table, int timesMin, int tellingTimesMin) {
    return new Reading(wording, table, timesMin, tellingTimesMin);
  }

  /**
   * What is not the sender's own as far as is known, in reading order.
   *
   * @param whole whether neighbouring unknown blocks are one region; else each is one
   */
  public List<Region> regions(boolean whole) {
    return List.copyOf(new RegionFinder(wording, known, whole).run());
  }

  /** What the sender's own words are about; empty where they do not say, or hardly any is known. */
  public Optional<TemplateKind> kind() {
    Map<Concept, Integer> met = new EnumMap<>(Concept.class);
    for (int b = 0; b < known.length; b++) {
      for (Hit hit : wording.hits(b)) {
        if (isKnown(b, hit)) {
          met.merge(hit.concept(), 1, Integer::sum);
        }
      }
    }
    return TemplateKind.of(met);
  }

  /** Whether all words of the hit are known. */
  private boolean isKnown(int b, Hit hit) {
    Words words = wording.words(b);
    boolean any = false;
    for (int w = 0; w < known[b].length && words.start(w) < hit.end(); w++) {
      if (words.end(w) > hit.start()) {
        if (!known[b][w]) {
          return false;
        }
        any = true;
      }
    }
    return any;
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

  Wording wording() {
    return wording;
  }

  /** Every phrase of the message, in order. The array is not to be written to. */
  public int[] phrases() {
    return wording.phrases();
  }

  /** The phrases of all blocks but those. */
  public int[] phrasesOutside(BitSet blocks) {
    if (blocks.isEmpty()) {
      return phrases();
    }
    int[] found = new int[wording.words()];
    int count = 0;
    for (int b = 0; b < known.length; b++) {
      if (!blocks.get(b)) {
        Words words = wording.words(b);
        for (int w = 0; w < words.count(); w++) {
          found[count++] = words.phrase(w);
        }
      }
    }
    return Arrays.copyOf(found, count);
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
