package dev.indicia.content;

import dev.indicia.content.LinkTargets.Target;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Shown.Oddity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found so far of one message, within the limits. Not thread-safe. */
final class Page {
  private static final int[] NO_RUNS = {};

  /** A link while the block that shows it is not known. */
  static final class LinkDraft {
    final Target target;
    Link.Source source;
    int block = -1;
    @Nullable String shownHost;

    LinkDraft(Target target, Link.Source source) {
      this.target = target;
      this.source = source;
    }
  }

  final RenderLimits limits;
  final List<BlockDraft> blocks = new ArrayList<>(32);
  final List<LinkDraft> links = new ArrayList<>(16);
  final Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
  final LinkTargets targets = new LinkTargets();

  /** Of each HTML part: its first block, the one behind its last, the one behind its last ruler. */
  final List<int[]> htmlParts = new ArrayList<>(1);

  /** Images that are large enough to show something. */
  int images;

  private int characters;

  Page(RenderLimits limits) {
    this.limits = limits;
  }

  /** Adds the text as a block, cut at the limit; the block, or null when there is none. */
  @Nullable BlockDraft add(Place place, Role role, TextBuffer text) {
    int length = Math.min(text.length, limits.charactersMax() - characters);
    if (text.length == 0) {
      return null;
    }
    if (blocks.size() >= limits.blocksMax() || length <= 0) {
      oddities.add(Oddity.TRUNCATED);
      return null;
    }
    int runCount = text.runCount;
    if (length < text.length) {
      oddities.add(Oddity.TRUNCATED);
      if (Character.isHighSurrogate(text.chars[length - 1]) && length > 1) {
        length--;
      }
      while (runCount > 0 && text.runs[3 * runCount - 2] > length) {
        runCount--;
      }
    }
    characters += length;
    int[] runs = runCount == 0 ? NO_RUNS : Arrays.copyOf(text.runs, 3 * runCount);
    BlockDraft draft =
        new BlockDraft(place, role, Arrays.copyOf(text.chars, length), runs, text.padded);
    for (int i = 2; i < runs.length; i += 3) {
      if (runs[i] >= 0) {
        links.get(runs[i]).block = blocks.size();
      }
    }
    blocks.add(draft);
    return draft;
  }

  /** Adds a link; its number, or -1 when it leads nowhere or there is no more room. */
  int link(String written, Link.Source source) {
    Target target = targets.read(written);
    if (target == null) {
      return -1;
    }
    if (links.size() >= limits.linksMax()) {
      oddities.add(Oddity.TRUNCATED);
      return -1;
    }
    links.add(new LinkDraft(target, source));
    return links.size() - 1;
  }

  /** An HTML part ends here. */
  void html(int firstBlock, int rulerBlock) {
    htmlParts.add(new int[] {firstBlock, blocks.size(), rulerBlock});
  }

  boolean isFull() {
    return blocks.size() >= limits.blocksMax() || characters >= limits.charactersMax();
  }
}
