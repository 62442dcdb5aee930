package dev.indicia.transport;

import dev.indicia.evidence.Deviation;

/** Where policies of transport security depart from the text. Stable API (docs/deviations.md). */
public enum TransportDeviation implements Deviation {
  /** A line of the policy is empty; strict reading refuses the policy. */
  BLANK_LINE("sts.blank-line", "RFC 8461 §3.2", "a line of the MTA-STS policy is empty"),
  /** max_age is more than a year; strict reading refuses the policy, lenient takes the maximum. */
  MAX_AGE("sts.max-age", "RFC 8461 §3.2", "max_age is more than 31557600 seconds");

  private final String id;
  private final String section;
  private final String meaning;

  TransportDeviation(String id, String section, String meaning) {
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
