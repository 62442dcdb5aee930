package dev.indicia.dmarc;

import dev.indicia.evidence.Deviation;

/** Where DMARC Policy Records depart from RFC 9989. Stable API (docs/deviations.md). */
public enum DmarcDeviation implements Deviation {
  /** White space before "v"; strict reading takes the record for none of DMARC's. */
  LEADING_SPACE(
      "dmarc.leading-space", "RFC 9989 §4.8", "white space stands before the version tag"),
  /** "dmarc1" instead of "DMARC1"; strict reading takes the record for none of DMARC's. */
  VERSION_CASE("dmarc.version-case", "RFC 9989 §4.7", "the version is not written DMARC1"),
  /** A tag stands twice; strict reading refuses the record, lenient takes the first. */
  DUPLICATE_TAG("dmarc.duplicate-tag", "RFC 6376 §3.2", "a tag stands twice in the record"),
  /** A part of the record is no tag; it is discarded either way. */
  TAG_SYNTAX("dmarc.tag-syntax", "RFC 9989 §4.8", "a part of the record is not name=value"),
  /** A known tag has a value it cannot have; the default stands in for it either way. */
  VALUE_SYNTAX("dmarc.value-syntax", "RFC 9989 §4.8", "a tag of the record has an invalid value"),
  /** A tag of RFC 7489 that no longer exists (pct, rf, ri); it is ignored either way. */
  HISTORIC_TAG("dmarc.historic-tag", "RFC 9989 §C.5.2", "the record has a tag of RFC 7489"),
  /** A size limit behind a reporting address; it is ignored either way. */
  REPORT_SIZE("dmarc.report-size", "RFC 9989 §4.8", "a reporting address has a size limit");

  private final String id;
  private final String section;
  private final String meaning;

  DmarcDeviation(String id, String section, String meaning) {
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
