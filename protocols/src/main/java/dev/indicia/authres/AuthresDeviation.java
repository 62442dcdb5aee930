package dev.indicia.authres;

import dev.indicia.evidence.Deviation;

/**
 * Where Authentication-Results fields depart from RFC 8601 §2.2. Stable API (docs/deviations.md).
 */
public enum AuthresDeviation implements Deviation {
  /** The whole field is written in encoded words, as Microsoft's receivers do with non-ASCII. */
  ENCODED_WORDS(
      "authres.encoded-words", AuthresReason.AUTHSERV_ID, "the field is written in encoded words"),
  /** The field starts with a result, as Microsoft's receivers write it. */
  AUTHSERV_ID_MISSING(
      "authres.authserv-id-missing", AuthresReason.AUTHSERV_ID, "the field has no authserv-id"),
  /** Words between the authserv-id and the first semicolon that are no version. */
  VERSION_SYNTAX(
      "authres.version-syntax",
      AuthresReason.VERSION,
      "words that are no version follow the authserv-id"),
  /** Nothing follows the authserv-id. */
  NO_RESULT_MISSING(
      "authres.no-result-missing",
      AuthresReason.NO_RESULT,
      "neither a result nor \"none\" follows the authserv-id"),
  /** A semicolon with nothing behind it, at the end or before the next. */
  EMPTY_RESULT("authres.empty-result", AuthresReason.RESULT, "a semicolon has nothing behind it"),
  /** A statement without method=result; it is skipped. */
  RESULT_SYNTAX("authres.result-syntax", AuthresReason.RESULT, "a statement is not method=result"),
  /** A keyword with characters such as an underscore. */
  KEYWORD_SYNTAX(
      "authres.keyword-syntax", AuthresReason.KEYWORD, "a keyword has characters it cannot have"),
  /** A property without ptype: {@code action=none}. */
  PTYPE_MISSING("authres.ptype-missing", AuthresReason.PROPERTY, "a property has no ptype"),
  /** Words behind a result that are no property; they are skipped. */
  PROPERTY_SYNTAX(
      "authres.property-syntax",
      AuthresReason.PROPERTY,
      "words that are no property follow a result"),
  /** A reason behind a property. */
  REASON_ORDER(
      "authres.reason-order", AuthresReason.REASON_ORDER, "a reason stands behind a property"),
  /** A second reason; the first is kept. */
  REASON_REPEATED("authres.reason-repeated", AuthresReason.PROPERTY, "a result has two reasons"),
  /** A value that is neither token, address nor quoted-string: an IPv6 address, base64. */
  VALUE_UNQUOTED(
      "authres.value-unquoted", AuthresReason.VALUE, "a value lacks the quotes it needs"),
  /** Nothing behind the equals sign: {@code header.from=}. */
  VALUE_EMPTY("authres.value-empty", AuthresReason.VALUE, "a property has no value"),
  /** A comment that is not closed; it is taken to end with the field. */
  COMMENT_OPEN("authres.comment-open", AuthresReason.COMMENT, "a comment is not closed"),
  /** A quoted-string that is not closed; it is taken to end with the field. */
  QUOTED_STRING_OPEN(
      "authres.quoted-string-open", AuthresReason.QUOTED_STRING, "a quoted-string is not closed");

  private final String id;
  private final AuthresReason reason;
  private final String meaning;

  AuthresDeviation(String id, AuthresReason reason, String meaning) {
    this.id = id;
    this.reason = reason;
    this.meaning = meaning;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String section() {
    return reason.section();
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** The reason with which strict reading refuses it. */
  public AuthresReason reason() {
    return reason;
  }
}
