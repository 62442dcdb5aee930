package dev.indicia.arc;

import org.jspecify.annotations.Nullable;

/** A Chain Validation Status, {@code cv=} of a seal (RFC 8617 §4.4). */
public enum ChainStatus {
  /** There was no chain before this seal. */
  NONE("none"),
  /** The chain did not validate. */
  FAIL("fail"),
  /** The chain validated. */
  PASS("pass");

  private final String word;

  ChainStatus(String word) {
    this.word = word;
  }

  /** The word used in {@code cv=}. */
  public String word() {
    return word;
  }

  /** The status of that word, compared without case (RFC 5234 §2.3); null for any other. */
  static @Nullable ChainStatus of(String text) {
    for (ChainStatus status : values()) {
      if (status.word.equalsIgnoreCase(text)) {
        return status;
      }
    }
    return null;
  }
}
