package dev.indicia.authres;

import dev.indicia.evidence.Reason;

/** Why an Authentication-Results field cannot be read. Stable API. */
public enum AuthresReason implements Reason {
  /** No authserv-id stands where it belongs. */
  AUTHSERV_ID("authserv-id", "RFC 8601 §2.2", "the field does not start with an authserv-id"),
  /** What follows the authserv-id is no version. */
  VERSION("version", "RFC 8601 §2.2", "what follows the authserv-id is no version"),
  /** Neither a result nor "none" follows the authserv-id. */
  NO_RESULT("no-result", "RFC 8601 §2.2", "neither a result nor \"none\" follows"),
  /** A semicolon has no method and result behind it. */
  RESULT("result", "RFC 8601 §2.2", "a statement is not method=result"),
  /** A method, result, ptype or property is no Keyword. */
  KEYWORD("keyword", "RFC 8601 §2.2", "a keyword has characters it cannot have"),
  /** What follows a result is neither a reason nor a property. */
  PROPERTY("property", "RFC 8601 §2.2", "what follows a result is no ptype.property=value"),
  /** A reason stands behind a property. */
  REASON_ORDER("reason-order", "RFC 8601 §2.2", "a reason stands behind a property"),
  /** A value is absent, or needs quotes and has none. */
  VALUE("value", "RFC 8601 §2.2", "a value is absent or lacks its quotes"),
  /** A comment is not closed. */
  COMMENT("comment", "RFC 5322 §3.2.2", "a comment is not closed"),
  /** A quoted-string is not closed. */
  QUOTED_STRING("quoted-string", "RFC 5322 §3.2.4", "a quoted-string is not closed"),
  /** More than {@link AuthenticationResults#RESULTS_MAX} results; none is read. */
  TOO_MANY_RESULTS("too-many-results", "Indicia limit", "the field has too many results"),
  /**
   * More than {@link AuthenticationResults#PROPERTIES_MAX} properties or comments at one result.
   */
  TOO_MANY_PROPERTIES(
      "too-many-properties", "Indicia limit", "a result has too many properties or comments");

  private final String code;
  private final String section;
  private final String meaning;

  AuthresReason(String code, String section, String meaning) {
    this.code = code;
    this.section = section;
    this.meaning = meaning;
  }

  @Override
  public String code() {
    return code;
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
