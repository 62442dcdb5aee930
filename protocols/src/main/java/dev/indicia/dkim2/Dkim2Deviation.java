package dev.indicia.dkim2;

import dev.indicia.evidence.Deviation;

/** Departures from the draft that looser readers overlook. Stable API. */
public enum Dkim2Deviation implements Deviation {
  /** The last tag of a field has no semicolon behind it. */
  FINAL_SEMICOLON("dkim2.final-semicolon", "dkim2-spec §7", "the last tag ends without semicolon"),
  /** A path in mf= or rt= has no angle brackets. */
  ANGLE_BRACKETS("dkim2.angle-brackets", "dkim2-spec §8.5", "a path has no angle brackets"),
  /** Base64 text whose padding or last bits are not those that an encoder makes. */
  BASE64("dkim2.base64", "dkim2-spec §2.14", "base64 text is not as an encoder writes it"),
  /** Nothing stands in front of a semicolon. */
  EMPTY_TAG("dkim2.empty-tag", "dkim2-spec §7", "nothing stands in front of a semicolon");

  private final String id;
  private final String section;
  private final String meaning;

  Dkim2Deviation(String id, String section, String meaning) {
    this.id = id;
    this.section = section;
    this.meaning = meaning;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
