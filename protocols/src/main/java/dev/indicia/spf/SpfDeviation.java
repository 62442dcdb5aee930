package dev.indicia.spf;

import dev.indicia.evidence.Deviation;
import org.jspecify.annotations.Nullable;

/** Departures from RFC 7208 that looser readers overlook. Stable API. */
public enum SpfDeviation implements Deviation {
  /** The record starts after white space; strict: no SPF record. Lenient: the space is dropped. */
  LEADING_SPACE("spf.leading-space", "RFC 7208 §4.5", "white space stands before the version"),
  /** The same record is published twice; strict: several records. Lenient: one of them counts. */
  IDENTICAL_RECORDS(
      "spf.identical-records", "RFC 7208 §4.5", "the same SPF record is published twice"),
  /** Tab, CR or LF parts two terms. Lenient: as good as a space. */
  WHITE_SPACE("spf.white-space", "RFC 7208 §4.6.1", "a tab or line end parts the terms"),
  /** A name in the record holds UTF-8 instead of A-labels. Lenient: it is converted. */
  NON_ASCII("spf.non-ascii", "RFC 7208 §3.1", "a name in the record is not written in A-labels"),
  /** A term does not follow the grammar. Lenient: it does not match. */
  MALFORMED_TERM("spf.malformed-term", "RFC 7208 §4.6", "a term does not follow the grammar"),
  /** A mechanism is unknown. Lenient: it does not match. */
  UNKNOWN_MECHANISM("spf.unknown-mechanism", "RFC 7208 §4.6", "a mechanism is not known"),
  /** {@code redirect} or {@code exp} stands twice. Lenient: the first counts. */
  REPEATED_MODIFIER("spf.repeated-modifier", "RFC 7208 §6", "redirect or exp stands twice"),
  /** The target of {@code include} has no SPF record. Lenient: it does not match. */
  INCLUDE_WITHOUT_RECORD(
      "spf.include-without-record", "RFC 7208 §5.2", "an included domain has no SPF record"),
  /**
   * The modifier {@code default} of drafts before RFC 4408. Strict: ignored like every unknown
   * modifier. Lenient: its qualifier is the result when nothing matched.
   */
  DEFAULT_MODIFIER("spf.default-modifier", "RFC 7208 §6", "the withdrawn modifier default is used");

  private final String id;
  private final String section;
  private final String meaning;

  SpfDeviation(String id, String section, String meaning) {
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

  /** The deviation that a fault in a record's text is; null for a reason of another kind. */
  static @Nullable SpfDeviation of(SpfReason fault) {
    return switch (fault) {
      case NON_ASCII -> NON_ASCII;
      case WHITE_SPACE -> WHITE_SPACE;
      case UNKNOWN_MECHANISM -> UNKNOWN_MECHANISM;
      case MODIFIER_REPEATED -> REPEATED_MODIFIER;
      case INCLUDE_WITHOUT_RECORD -> INCLUDE_WITHOUT_RECORD;
      case TERM_SYNTAX,
          MECHANISM_ARGUMENT,
          NETWORK_SYNTAX,
          PREFIX_LENGTH,
          DOMAIN_SPEC,
          MACRO_SYNTAX ->
          MALFORMED_TERM;
      default -> null;
    };
  }
}
