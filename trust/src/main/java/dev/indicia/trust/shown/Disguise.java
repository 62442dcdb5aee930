package dev.indicia.trust.shown;

/** A way in which text is written so that people read it and filters do not. */
public enum Disguise {
  /** Characters without width inside words. */
  ZERO_WIDTH,
  /** Letters of mathematical and other styled alphabets, full-width forms among Latin text. */
  STYLED_LETTERS,
  /** Letters of several scripts in one word, so that one looks like the other. */
  MIXED_SCRIPTS,
  /** Controls that turn the reading direction around. */
  BIDI_CONTROLS,
  /** Long runs of blanks or separators that push the rest out of sight. */
  PADDING,
  /** Digits spelled out as words, or letters standing for digits, in a telephone number. */
  SPELLED_DIGITS,
  /** Digits and signs that stand for letters, all over the text. */
  SIGNS_FOR_LETTERS
}
