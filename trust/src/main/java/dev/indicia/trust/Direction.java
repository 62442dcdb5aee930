package dev.indicia.trust;

import java.util.Locale;

/** Which way a finding speaks. */
public enum Direction {
  FOR,
  AGAINST;

  /** The lower-case word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
