package dev.indicia.trust;

import java.util.Locale;

/** What is said of a message in one word. */
public enum VerdictKind {
  /** Proven, meant for this recipient, nothing unexplained. */
  GENUINE,
  /** Nothing proves the sender, nothing speaks against it. */
  UNPROVEN,
  /** Evidence below the threshold of one of the next three. */
  SUSPICIOUS,
  /** The identity shown is not the identity proven. */
  IMPERSONATED,
  /** The identity is proven, the content is not the sender's own. */
  BORROWED,
  /** Genuine content, sent on to somebody it was not written to. */
  REPLAYED;

  /** The lower-case word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this is an accusation. */
  public boolean isAccusation() {
    return this == IMPERSONATED || this == BORROWED || this == REPLAYED;
  }
}
