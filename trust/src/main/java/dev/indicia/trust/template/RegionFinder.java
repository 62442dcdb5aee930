package dev.indicia.trust.template;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.words.Hit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the regions of a message that are not its sender's own words; used once. */
final class RegionFinder {
  private static final int REGIONS_MAX = 64;
  private static final int LABEL_LENGTH_MAX = 60;
  private static final int LABEL_WORDS_MAX = 5;
  private static final int BOUND = 0x5bd1e995;

  private final Wording wording;
  private final List<Block> blocks;
  private final boolean[][] known;
  private final boolean whole;
  private final List<Region> found = new ArrayList<>();

  RegionFinder(Wording wording, boolean[][] known, boolean whole) {
    this.whole = whole;
    this.wording = wording;
    this.blocks = wording.blocks();
    this.known = known;
  }

  List<Region> run() {
    int b = 0;
    while (b < known.length && found.size() < REGIONS_MAX) {
      if (isUnknown(b)) {
        int end = b + 1;
        while (end < known.length && continues(b, end)) {
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
    for (boolean mark : known[b]) {
      if (mark) {
        return false;
      }
    }
    return known[b].length > 0;
  }

  /** Subject, display name and body are never one region; empty blocks do not divide one. */
  private boolean continues(int first, int b) {
    Block one = blocks.get(first);
    Block other = blocks.get(b);
    return one.place() == other.place()
        && other.place() != Block.Place.SUBJECT
        && (whole || (one.role() == Block.Role.QUOTE && other.role() == Block.Role.QUOTE))
        && (known[b].length == 0 || isUnknown(b));
  }

  /** Whole blocks of which nothing is known. */
  private void passage(int from, int to) {
    Block first = blocks.get(from);
    if (to - from == 1) {
      add(
          from,
          1,
          first.plain(),
          known[from].length,
          first.mentions(),
          wording.hits(from),
          first.disguises());
      return;
    }
    StringBuilder text = new StringBuilder();
    List<Mention> mentions = new ArrayList<>();
    List<Hit> hits = new ArrayList<>();
    Set<Disguise> disguises = EnumSet.noneOf(Disguise.class);
    int count = 0;
    for (int b = from; b < to; b++) {
      Block block = blocks.get(b);
      if (!text.isEmpty()) {
        text.append('\n');
      }
      int shift = text.length();
      for (Mention m : block.mentions()) {
        mentions.add(new Mention(m.kind(), m.start() + shift, m.end() + shift, m.value()));
      }
      for (Hit h : wording.hits(b)) {
        hits.add(new Hit(h.concept(), h.start() + shift, h.end() + shift, h.language()));
      }
      text.append(block.plain());
      disguises.addAll(block.disguises());
      count += known[b].length;
    }
    add(from, to - from, text.toString(), count, mentions, hits, disguises);
  }

  private void add(
      int from,
      int count,
      String text,
      int words,
      List<Mention> mentions,
      List<Hit> hits,
      Set<Disguise> disguises) {
    Block first = blocks.get(from);
    found.add(
        new Region(
            first.place(),
            first.role(),
            from,
            count,
            false,
            true,
            slot(from, 0),
            label(from, 0),
            text,
            words,
            mentions,
            hits,
            disguises));
  }

  /** Words between known ones. */
  private void inline(int b) {
    boolean[] marks = known[b];
    int w = 0;
    while (w < marks.length && found.size() < REGIONS_MAX) {
      if (marks[w]) {
        w++;
        continue;
      }
      int end = w;
      while (end < marks.length && !marks[end]) {
        end++;
      }
      span(b, w, end);
      w = end;
    }
  }

  private void span(int b, int from, int to) {
    Block block = blocks.get(b);
    Words words = wording.words(b);
    int start = words.start(from);
    int end = to == words.count() ? block.plain().length() : words.end(to - 1);
    List<Mention> mentions = new ArrayList<>(0);
    for (Mention m : block.mentions()) {
      if (m.start() >= start && m.end() <= end) {
        mentions.add(new Mention(m.kind(), m.start() - start, m.end() - start, m.value()));
      }
    }
    List<Hit> hits = new ArrayList<>(0);
    for (Hit h : wording.hits(b)) {
      if (h.start() < end && h.end() > start && reachesIn(h, start, end)) {
        hits.add(
            new Hit(
                h.concept(),
                Math.max(0, h.start() - start),
                Math.min(end, h.end()) - start,
                h.language()));
      }
    }
    found.add(
        new Region(
            block.place(),
            block.role(),
            b,
            1,
            true,
            isLinked(block, start, end),
            slot(b, from),
            label(b, from),
            block.plain().substring(start, end),
            to - from,
            mentions,
            hits,
            block.disguises()));
  }

  private static boolean isLinked(Block block, int start, int end) {
    for (Block.Run run : block.runs()) {
      if (run.kind() == Block.Run.Kind.LINK && run.start() < end && run.end() > start) {
        return true;
      }
    }
    return false;
  }

  /** Whether at least half of the hit stands in the range. */
  private static boolean reachesIn(Hit hit, int start, int end) {
    int common = Math.min(end, hit.end()) - Math.max(start, hit.start());
    return common * 2 >= hit.end() - hit.start();
  }

  /** The slot: its place and the two words in front of it, of this block or the one before. */
  private int slot(int b, int word) {
    int hash = blocks.get(b).place().ordinal() + 1;
    if (word > 0) {
      Words words = wording.words(b);
      if (!words.isReal(word - 1)) {
        return Region.NO_SLOT; // Behind a date or an amount anything may stand.
      }
      hash = hash * 31 + words.hash(word - 1);
      return hash * 31 + (word > 1 ? words.hash(word - 2) : BOUND);
    }
    int before = before(b);
    if (before < 0) {
      return hash * 31 + BOUND;
    }
    Words words = wording.words(before);
    int n = words.count();
    if (!words.isReal(n - 1)) {
      return Region.NO_SLOT;
    }
    hash = hash * 31 + words.hash(n - 1);
    hash = hash * 31 + (n > 1 ? words.hash(n - 2) : BOUND);
    return hash * 31 + BOUND;
  }

  /** The block with known words in front of this one, in the same place; -1 for none. */
  private int before(int b) {
    for (int i = b - 1; i >= 0; i--) {
      if (blocks.get(i).place() != blocks.get(b).place()) {
        return -1;
      }
      if (known[i].length > 0) {
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
    String text = blocks.get(before).plain();
    int start = 0;
    int end = text.length();
    if (word > 0) {
      int first = word - 1;
      while (first > 0 && known[b][first - 1] && first > word - LABEL_WORDS_MAX) {
        first--;
      }
      start = wording.words(b).start(first);
      end = wording.words(b).end(word - 1);
    }
    String label = text.substring(start, end).strip();
    return label.length() <= LABEL_LENGTH_MAX
        ? label
        : "…" + label.substring(label.length() - LABEL_LENGTH_MAX + 1);
  }
}
