package dev.indicia.dkim;

/** How header fields or a body are made comparable before they are hashed (RFC 6376 §3.4). */
public enum Canonicalization {
  /** Tolerates almost nothing. */
  SIMPLE("simple"),
  /** Tolerates changes of white space. */
  RELAXED("relaxed");

  private final String word;

  Canonicalization(String word) {
    this.word = word;
  }

  /** The word used in {@code c=}. */
  public String word() {
    return word;
  }
}
