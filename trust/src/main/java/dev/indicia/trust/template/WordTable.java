package dev.indicia.trust.template;

/**
 * The words of a message's texts, one after the other, as hashes with their places. Immutable: the
 * arrays are not written to.
 *
 * @param hashes what each word is known by, whatever its letter case
 * @param starts offset of each word in its text
 * @param ends offset behind it
 * @param marks bits: {@link #CLOSED}, {@link #WORDLESS}
 */
record WordTable(int[] hashes, int[] starts, int[] ends, byte[] marks) {
  static final int NUMBER = 0x1b873593;
  static final int CODE = 0x2c1b3c6d;
  static final int MENTION = 0x3ad4c1a5;

  /** A mark that divides stands behind the word. */
  static final byte CLOSED = 1;

  /** A character of a script that is written without spaces. */
  static final byte WORDLESS = 2;
}
