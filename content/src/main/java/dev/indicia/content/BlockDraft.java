package dev.indicia.content;

import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;

/** A block while what it is in its place is still open. */
final class BlockDraft {
  final Place place;
  Role role;
  final char[] text;

  /** As in {@link TextBuffer}. */
  final int[] runs;

  final boolean padded;

  /** Largest font in it, in tenths of a pixel; 0 where that is not known. */
  int fontMax;

  int row;
  int cell;

  BlockDraft(Place place, Role role, char[] text, int[] runs, boolean padded) {
    this.place = place;
    this.role = role;
    this.text = text;
    this.runs = runs;
    this.padded = padded;
  }
}
