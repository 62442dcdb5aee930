package dev.indicia.trust;

import java.util.Locale;

/** How strongly a finding speaks. */
public enum Strength {
  INFO,
  WEAK,
  MODERATE,
  STRONG,
  /** Decides on its own. */
  CONCLUSIVE;

  /** The lower-case word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
