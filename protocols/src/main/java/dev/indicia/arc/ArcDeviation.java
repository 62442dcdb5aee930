package dev.indicia.arc;

import dev.indicia.evidence.Deviation;

/**
 * Departures from RFC 8617 that looser readers overlook; those from DKIM's part of a signature are
 * {@link dev.indicia.dkim.DkimDeviation}s. Stable API.
 */
public enum ArcDeviation implements Deviation {
  /** i= is not the first tag of an ARC-Message-Signature or ARC-Seal. */
  INSTANCE_NOT_FIRST(
      "arc.instance-not-first", "RFC 8617 §4.1.3", "the instance is not the first tag"),
  /** An ARC-Message-Signature covers other ARC fields than seals. */
  ARC_FIELD_SIGNED(
      "arc.arc-field-signed", "RFC 8617 §4.1.2", "a message signature covers ARC fields"),
  /** An ARC-Message-Signature covers Authentication-Results. */
  RESULTS_SIGNED(
      "arc.results-signed",
      "RFC 8617 §4.1.2",
      "a message signature covers Authentication-Results, which relays remove"),
  /** An ARC-Message-Signature covers ARC-Seal fields. */
  SEAL_SIGNED("arc.seal-signed", "RFC 8617 §4.1.2", "a message signature covers an ARC-Seal"),
  /** The results in an ARC-Authentication-Results field depart from RFC 8601. */
  RESULTS_SYNTAX(
      "arc.results-syntax", "RFC 8617 §4.1.1", "the results of a set do not follow their syntax");

  private final String id;
  private final String section;
  private final String meaning;

  ArcDeviation(String id, String section, String meaning) {
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
