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
    List<Block> blocks = new ArrayList<>(page.blocks.size());
    for (BlockDraft draft : page.blocks) {
      blocks.add(finish(draft));
      number++;
    }
    return blocks;
  }

  private Block finish(BlockDraft draft) {
    Plain plain = Plain.of(draft);
    String text = new String(draft.text);
    String plainText = plain.isChanged() ? plain.toString() : text;
    scanner.scan(plain.chars, plain.length);
    Set<Disguise> disguises = plain.disguises;
    if (scanner.spelled) {
      disguises = disguises.isEmpty() ? EnumSet.noneOf(Disguise.class) : EnumSet.copyOf(disguises);
      disguises.add(Disguise.SPELLED_DIGITS);
    }
    List<Mention> mentions = List.copyOf(scanner.mentions);
    List<Run> runs = runs(draft, plain);
    if (!mentions.isEmpty()) {
      links(draft, plain, plainText, mentions);
    }
    return new Block(draft.place, draft.role, text, plainText, disguises, runs, mentions);
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
        runs.add(
            new Run(start, end, draft.runs[i + 2] >= 0 ? Run.Kind.LINK : Run.Kind.BOLD));
      }
    }
    return runs;
  }

  /** What addresses in the text say: of the link they stand in, or as links of their own. */
  private void links(BlockDraft draft, Plain plain, String text, List<Mention> mentions) {
    for (Mention mention : mentions) {
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
        int link = page.link(text.substring(mention.start(), mention.end()), source);
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
