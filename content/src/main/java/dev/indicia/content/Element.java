package dev.indicia.content;

import org.jspecify.annotations.Nullable;

/** An open HTML element: what it declares, and what therefore holds for the text in it. */
final class Element {
  final Tag tag;
  final long key;

  // What it declares itself.
  boolean hides;
  int ownVisibility;
  int ownFont = InlineStyle.UNSET;
  int ownWeight;
  int ownColor = InlineStyle.UNSET;
  int ownBackground = InlineStyle.UNSET;
  int ownLink = -1;
  boolean ownQuote;

  // What holds inside it.
  boolean gone;
  boolean invisible;
  boolean bold;
  boolean quote;
  boolean item;
  boolean heading;
  boolean keepLines;
  int font = 160;
  int color = InlineStyle.UNSET;
  int background = InlineStyle.UNSET;
  int link = -1;

  /** Numbers of the innermost table row and cell; 0 outside of any. */
  int row;

  int cell;

  /** Whether text in it is seen: derived from the others. */
  boolean hidden;

  // Bookkeeping.
  boolean onStack;

  /** Number of blocks before it, where it is a box of its own or a table row; else -1. */
  int firstBlock = -1;

  boolean box;

  Element(Tag tag, long key) {
    this.tag = tag;
    this.key = key;
  }

  /** The same element opened once more. */
  Element copy() {
    Element copy = new Element(tag, key);
    copy.hides = hides;
    copy.ownVisibility = ownVisibility;
    copy.ownFont = ownFont;
    copy.ownWeight = ownWeight;
    copy.ownColor = ownColor;
    copy.ownBackground = ownBackground;
    copy.ownLink = ownLink;
    return copy;
  }

  /** Derives what holds inside it from what holds around it. */
  void derive(@Nullable Element parent) {
    if (parent != null) {
      gone = parent.gone;
      invisible = parent.invisible;
      bold = parent.bold;
      quote = parent.quote;
      item = parent.item;
      heading = parent.heading;
      keepLines = parent.keepLines;
      font = parent.font;
      color = parent.color;
      background = parent.background;
      link = parent.link;
      if (row == 0) {
        row = parent.row;
      }
      if (cell == 0) {
        cell = parent.cell;
      }
    }
    gone |= hides;
    if (ownVisibility != 0) {
      invisible = ownVisibility == 1;
    }
    if (ownFont != InlineStyle.UNSET) {
      font = ownFont;
    }
    if (ownWeight != 0) {
      bold = ownWeight == 1;
    }
    if (ownColor != InlineStyle.UNSET) {
      color = ownColor;
    }
    if (ownBackground != InlineStyle.UNSET) {
      background = ownBackground;
    }
    if (ownLink >= 0) {
      link = ownLink;
    }
    quote |= ownQuote;
    byTag();
    hidden = gone || invisible || font <= 10 || Colors.alike(color, background);
  }

  private void byTag() {
    switch (tag) {
      case BLOCKQUOTE -> quote = true;
      case LI, DD -> item = true;
      case H1, H2, H3, H4, H5, H6 -> heading = true;
      case PRE, LISTING, TEXTAREA -> keepLines = true;
      // A table in a list item or a quotation is not the item's text: its cells speak for it.
      case TABLE -> item = false;
      default -> {}
    }
  }

  /** Text style in the sense of {@link TextBuffer}. */
  int style() {
    return link >= 0 ? link : bold ? TextBuffer.BOLD : TextBuffer.NORMAL;
  }
}
