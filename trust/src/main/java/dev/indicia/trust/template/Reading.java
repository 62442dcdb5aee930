package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One message read against what is known of its sender: which words are the sender's own, and what
 * regions are not. Immutable once made.
 */
public final class Reading {
  /** Words read of one block, and of a message. */
  private static final int BLOCK_WORDS_MAX = 600;

  private static final int MESSAGE_WORDS_MAX = 4000;
  private static final int REGIONS_MAX = 64;
  private static final int BOUND = 0x5bd1e995;
  private static final int LABEL_LENGTH_MAX = 60;

  private final List<Block> blocks;
  private final Words[] words;
  private final boolean[][] known;
  private final int[] phrases;
  private final int wordCount;
  private final int knownCount;
  private final List<Region> regions;

  private Reading(Shown shown, PhraseTable table) {
    this.blocks = shown.blocks();
    this.words = new Words[blocks.size()];
    this.known = new boolean[blocks.size()][];
    int left = MESSAGE_WORDS_MAX;
    int all = 0;
    int own = 0;
    int[] found = new int[256];
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      Block block = blocks.get(i);
      words[i] = Words.of(block.plain(), block.mentions(), Math.min(left, BLOCK_WORDS_MAX));
      int n = words[i].count();
      left -= n;
      known[i] = new boolean[n];
      if (count + n > found.length) {
        found = Arrays.copyOf(found, Math.max(found.length * 2, count + n));
      }
      for (int w = 0; w < n; w++) {
        int phrase = phrase(words[i], w);
        found[count++] = phrase;
        if (table.isKnown(phrase)) {
          Arrays.fill(known[i], Math.max(0, w - 1), Math.min(n, w + 2), true);
        }
      }
      all += n;
      for (boolean word : known[i]) {
        own += word ? 1 : 0;
      }
    }
    this.phrases = Arrays.copyOf(found, count);
    this.wordCount = all;
    this.knownCount = own;
    this.regions = List.copyOf(new RegionFinder(this).run());
  }

  /** The message read by what the table knows. */
  public static Reading of(Shown shown, PhraseTable table) {
    return new Reading(shown, table);
  }

  /** The phrase around one word: it and its neighbours, with the block's ends as words. */
  private static int phrase(Words words, int word) {
    int before = word == 0 ? BOUND : words.hash(word - 1);
    int after = word + 1 == words.count() ? BOUND : words.hash(word + 1);
    int hash = before * 0x85ebca6b + Integer.rotateLeft(words.hash(word), 11);
    hash = hash * 0xc2b2ae35 + Integer.rotateLeft(after, 19);
    return hash ^ hash >>> 15;
  }

  /** What is not the sender's own as far as is known, in reading order. */
  public List<Region> regions() {
    return regions;
  }

  /** Part of the words that is known as the sender's own, 0 to 1. */
  public double knownPart() {
    return wordCount == 0 ? 0 : (double) knownCount / wordCount;
  }

  /** Words that are known as the sender's own. */
  public int knownWords() {
    return knownCount;
  }

  /** Words read. */
  public int words() {
    return wordCount;
  }

  /** Every phrase of the message. */
  public int[] phrases() {
    return phrases;
  }

  /**
   * The message with each region in ‹›.
   *
   * @param lengthMax characters at most
   */
  String skeleton(int lengthMax) {
    StringBuilder out = new StringBuilder();
    for (int b = 0; b < blocks.size() && out.length() < lengthMax; b++) {
      if (words[b].count() == 0) {
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
    String text = blocks.get(b).plain();
    boolean open = false;
    for (int w = 0; w < words[b].count(); w++) {
      if (known[b][w]) {
        int from = w > 0 && known[b][w - 1] ? words[b].end(w - 1) : words[b].start(w);
        out.append(text, from, words[b].end(w));
        open = false;
      } else if (!open) {
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == ' ' ? "‹ ›" : " ‹ › ");
        open = true;
      }
    }
  }

  /** Finds the regions; used once. */
  private static final class RegionFinder {
    private final Reading reading;
    private final List<Region> found = new ArrayList<>();

    RegionFinder(Reading reading) {
      this.reading = reading;
    }

    List<Region> run() {
      int b = 0;
      while (b < reading.words.length && found.size() < REGIONS_MAX) {
        if (isUnknown(b)) {
          int end = b + 1;
          while (end < reading.words.length && continues(b, end)) {
            end++;
          }
          passage(b, end);
          b = end;
        } else {
          inline(b);
          b++;
        }
      }
      return found;
    }

    private boolean isUnknown(int b) {
      if (reading.words[b].count() == 0) {
        return false;
      }
      for (boolean known : reading.known[b]) {
        if (known) {
          return false;
        }
      }
      return true;
    }

    /** Subject, display name and body are never one region; empty blocks do not divide one. */
    private boolean continues(int first, int b) {
      return reading.blocks.get(first).place() == reading.blocks.get(b).place()
          && reading.blocks.get(b).place() != Block.Place.SUBJECT
          && (reading.words[b].count() == 0 || isUnknown(b));
    }

    private void passage(int from, int to) {
      StringBuilder text = new StringBuilder();
      List<Mention> mentions = new ArrayList<>();
      Set<dev.indicia.trust.shown.Disguise> disguises =
          EnumSet.noneOf(dev.indicia.trust.shown.Disguise.class);
      int count = 0;
      for (int b = from; b < to; b++) {
        Block block = reading.blocks.get(b);
        if (!text.isEmpty()) {
          text.append('\n');
        }
        for (Mention m : block.mentions()) {
          mentions.add(
              new Mention(m.kind(), m.start() + text.length(), m.end() + text.length(), m.value()));
        }
        text.append(block.plain());
        disguises.addAll(block.disguises());
        count += reading.words[b].count();
      }
      Block first = reading.blocks.get(from);
      found.add(
          new Region(
              first.place(),
              first.role(),
              from,
              to - from,
              false,
              slot(from, 0),
              label(from, 0),
              text.toString(),
              count,
              mentions,
              disguises));
    }

    private void inline(int b) {
      boolean[] known = reading.known[b];
      int w = 0;
      while (w < known.length && found.size() < REGIONS_MAX) {
        if (known[w]) {
          w++;
          continue;
        }
        int end = w;
        while (end < known.length && !known[end]) {
          end++;
        }
        span(b, w, end);
        w = end;
      }
    }

    private void span(int b, int from, int to) {
      Block block = reading.blocks.get(b);
      int start = reading.words[b].start(from);
      int end = to == reading.words[b].count() ? block.plain().length() : reading.words[b].end(to - 1);
      List<Mention> mentions = new ArrayList<>();
      for (Mention m : block.mentions()) {
        if (m.start() >= start && m.end() <= end) {
          mentions.add(new Mention(m.kind(), m.start() - start, m.end() - start, m.value()));
        }
      }
      found.add(
          new Region(
              block.place(),
              block.role(),
              b,
              1,
              true,
              slot(b, from),
              label(b, from),
              block.plain().substring(start, end),
              to - from,
              mentions,
              block.disguises()));
    }

    /** The slot: its place and the two words in front of it, of this block or the one before. */
    private int slot(int b, int word) {
      int hash = reading.blocks.get(b).place().ordinal() + 1;
      if (word > 0) {
        hash = hash * 31 + reading.words[b].hash(word - 1);
        return hash * 31 + (word > 1 ? reading.words[b].hash(word - 2) : BOUND);
      }
      int before = before(b);
      if (before < 0) {
        return hash * 31 + BOUND;
      }
      int n = reading.words[before].count();
      hash = hash * 31 + reading.words[before].hash(n - 1);
      hash = hash * 31 + (n > 1 ? reading.words[before].hash(n - 2) : BOUND);
      return hash * 31 + BOUND;
    }

    /** The block with known words in front of this one, in the same place; -1 for none. */
    private int before(int b) {
      for (int i = b - 1; i >= 0; i--) {
        if (reading.blocks.get(i).place() != reading.blocks.get(b).place()) {
          return -1;
        }
        if (reading.words[i].count() > 0) {
          return isUnknown(i) ? -1 : i;
        }
      }
      return -1;
    }

    private String label(int b, int word) {
      int before = word > 0 ? b : before(b);
      if (before < 0) {
        return "";
      }
      String text = reading.blocks.get(before).plain();
      int end = word > 0 ? reading.words[b].end(word - 1) : text.length();
      int start = 0;
      if (word > 0) {
        int first = word - 1;
        while (first > 0 && reading.known[b][first - 1] && first > word - 5) {
          first--;
        }
        start = reading.words[b].start(first);
      }
      String label = text.substring(start, end).strip();
      return label.length() <= LABEL_LENGTH_MAX
          ? label
          : "…" + label.substring(label.length() - LABEL_LENGTH_MAX + 1);
    }
  }
}
