package dev.indicia.content;

import dev.indicia.content.Page.LinkDraft;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Run;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes blocks of drafts: plain text, runs, mentions, and the links that text alone names. */
final class BlockFinisher {
  private final Page page;
  private final MentionScanner scanner;
  private int number;

  BlockFinisher(Page page) {
    this.page = page;
    this.scanner = new MentionScanner(page.targets);
  }

  List<Block> run() {
    for (BlockDraft draft : page.blocks) {
      finish(draft);
      number++;
    }
    for (int[] part : page.htmlParts) {
      HtmlRoles.settle(page, part[0], part[1], part[2]);
    }
    List<Block> blocks = new ArrayList<>(page.blocks.size());
    for (BlockDraft draft : page.blocks) {
      blocks.add(draft.block(new String(draft.text)));
    }
    return blocks;
  }

  private void finish(BlockDraft draft) {
    Plain plain = Plain.of(draft);
    if (plain.isChanged()) {
      draft.plain = plain.toString();
    }
    scanner.scan(plain.chars, plain.length);
    Set<Disguise> disguises = plain.disguises;
    if (scanner.spelled) {
      disguises = disguises.isEmpty() ? EnumSet.noneOf(Disguise.class) : EnumSet.copyOf(disguises);
      disguises.add(Disguise.SPELLED_DIGITS);
    }
    draft.disguises = disguises;
    draft.unsubscribes = scanner.unsubscribes;
    draft.finishedRuns = runs(draft, plain);
    if (!scanner.mentions.isEmpty()) {
      draft.mentions = List.copyOf(scanner.mentions);
      links(draft, plain);
    }
  }

  private static List<Run> runs(BlockDraft draft, Plain plain) {
    int count = draft.runs.length / 3;
    if (count == 0) {
      return List.of();
    }
    List<Run> runs = new ArrayList<>(count);
    for (int i = 0; i < draft.runs.length; i += 3) {
      int start = plain.offset(draft.runs[i]);
      int end = plain.offset(draft.runs[i + 1]);
      if (end > start) {
        runs.add(new Run(start, end, draft.runs[i + 2] >= 0 ? Run.Kind.LINK : Run.Kind.BOLD));
      }
    }
    return runs;
  }

  /** What addresses in the text say: of the link they stand in, or as links of their own. */
  private void links(BlockDraft draft, Plain plain) {
    for (Mention mention : draft.mentions) {
      boolean url = mention.kind() == Mention.Kind.URL;
      if (!url && mention.kind() != Mention.Kind.DOMAIN && mention.kind() != Mention.Kind.EMAIL) {
        continue;
      }
      LinkDraft around = around(draft, plain, mention);
      if (around != null) {
        if (around.shownHost == null) {
          String value = mention.value();
          around.shownHost = value.substring(value.indexOf('@') + 1);
        }
      } else if (url) {
        Link.Source source =
            draft.place == Place.CALENDAR ? Link.Source.CALENDAR : Link.Source.TEXT;
        String address = new String(plain.chars, mention.start(), mention.end() - mention.start());
        int link = page.link(address, source);
        if (link >= 0) {
          page.links.get(link).block = number;
        }
      }
    }
  }

  private @org.jspecify.annotations.Nullable LinkDraft around(
      BlockDraft draft, Plain plain, Mention mention) {
    for (int i = 0; i < draft.runs.length; i += 3) {
      boolean inside =
          draft.runs[i + 2] >= 0
              && plain.offset(draft.runs[i]) <= mention.start()
              && plain.offset(draft.runs[i + 1]) >= mention.end();
      if (inside) {
        return page.links.get(draft.runs[i + 2]);
      }
    }
    return null;
  }
}
