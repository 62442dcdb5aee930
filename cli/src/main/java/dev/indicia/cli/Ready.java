package dev.indicia.cli;

import dev.indicia.trust.Prepared;

/** An item ready to be judged in its turn, or known to be unreadable. */
sealed interface Ready {

  /** What the result is called by. */
  String id();

  /** A delivery with all that can be said without profiles. */
  record Delivery(String id, Prepared prepared) implements Ready {}

  /** The input could not be read. */
  record Unreadable(String id, String code, String message) implements Ready {}
}
