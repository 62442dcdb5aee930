package dev.indicia.content;

import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Block.Run;
import dev.indicia.trust.shown.Disguise;
import dev.indicia.trust.shown.Mention;
import java.util.List;
import java.util.Set;

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

  // What the finisher found.
  boolean unsubscribes;
  String plain = "";
  Set<Disguise> disguises = Set.of();
  List<Run> finishedRuns = List.of();
  List<Mention> mentions = List.of();

  BlockDraft(Place place, Role role, char[] text, int[] runs, boolean padded) {
    this.place = place;
    this.role = role;
    this.text = text;
    this.runs = runs;
    this.padded = padded;
  }

  Block block(String text) {
    String plainText = plain.isEmpty() ? text : plain;
    return new Block(place, role, text, plainText, disguises, finishedRuns, mentions);
  }
}
