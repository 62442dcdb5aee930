package dev.indicia.content;

import dev.indicia.trust.shown.Block.Role;
import java.util.List;

/** What blocks are in their place, where that shows only from what stands around them. */
final class HtmlRoles {
  /** Text of this size is a heading, in tenths of a pixel. */
  static final int HEADING_FONT_MIN = 200;

  /** Text up to this size is small print, in tenths of a pixel. */
  static final int FOOTER_FONT_MAX = 120;

  private HtmlRoles() {}

  /** Blocks of a table row with text in several of its own cells are cells. */
  static void cells(Page page, int firstBlock, int row) {
    List<BlockDraft> blocks = page.blocks;
    int first = 0;
    boolean several = false;
    for (int i = firstBlock; i < blocks.size() && !several; i++) {
      BlockDraft block = blocks.get(i);
      if (block.row == row && block.cell != 0) {
        several = first != 0 && block.cell != first;
        first = block.cell;
      }
    }
    if (!several) {
      return;
    }
    for (int i = firstBlock; i < blocks.size(); i++) {
      BlockDraft block = blocks.get(i);
      if (block.row == row && block.role == Role.PARAGRAPH) {
        block.role = Role.CELL;
      }
    }
  }

  /**
   * Small print: behind the last ruler where at most a third of the blocks stands there, from a
   * line about unsubscribing in the last two fifths on, and what is smaller than the rest.
   */
  static void settle(Page page, int firstBlock, int end, int rulerBlock) {
    List<BlockDraft> blocks = page.blocks;
    int count = end - firstBlock;
    boolean larger = false;
    for (int i = firstBlock; i < end; i++) {
      larger |= blocks.get(i).fontMax > FOOTER_FONT_MAX;
    }
    int footer = end;
    if (rulerBlock > firstBlock && (end - rulerBlock) * 3 <= count) {
      footer = rulerBlock;
    }
    for (int i = end - count * 2 / 5; i < footer; i++) {
      if (i > firstBlock && blocks.get(i).unsubscribes) {
        footer = i;
      }
    }
    for (int i = firstBlock; i < end; i++) {
      BlockDraft block = blocks.get(i);
      boolean small = larger && block.fontMax > 0 && block.fontMax <= FOOTER_FONT_MAX;
      if (block.role == Role.PARAGRAPH && (small || i >= footer)) {
        block.role = Role.FOOTER;
      }
    }
  }
}
