package dev.indicia.message;

/** What can be wrong with a message. The codes are stable API (docs/reference/reasons.md). */
public enum DefectKind {
  /** The message has more octets than {@link MessageLimits#octetsMax}; nothing was parsed. */
  MESSAGE_TOO_LARGE("message-too-large", "Indicia limit", true, "the message is too large"),
  /** The header section has more octets than {@link MessageLimits#headerOctetsMax}. */
  HEADER_TOO_LARGE("header-too-large", "Indicia limit", true, "the header section is too large"),
  /** There are more header fields than {@link MessageLimits#fieldsMax}. */
  TOO_MANY_FIELDS("too-many-fields", "Indicia limit", true, "there are too many header fields"),
  /** A header field is longer than {@link MessageLimits#fieldOctetsMax}. */
  FIELD_TOO_LONG("field-too-long", "Indicia limit", true, "a header field is too long"),
  /** There are no octets at all. */
  EMPTY("empty", "RFC 5322 §3.5", false, "the message is empty"),
  /** There is no header field at all: this is no message. */
  NO_HEADER_FIELD("no-header-field", "RFC 5322 §3.6", false, "there is no header field"),
  /** A line of the header section is neither a field nor a continuation; the body starts there. */
  NOT_A_FIELD("not-a-field", "RFC 5322 §2.2", false, "a line of the header section is no field"),
  /** A line "From ..." of an mbox file stands before the first field; it was skipped. */
  MBOX_FROM_LINE("mbox-from-line", "RFC 4155 §A", false, "an mbox \"From \" line stands on top"),
  /** White space stands between a field name and its colon (RFC 5322 §4.5.3). */
  SPACE_BEFORE_COLON(
      "space-before-colon", "RFC 5322 §4.5.3", false, "white space before a field's colon"),
  /** A folded field has a line of white space only (RFC 5322 §4.2). */
  BLANK_FOLD("blank-fold", "RFC 5322 §4.2", false, "a folded field has a blank line"),
  /** The header section ends without an empty line and there is no body. */
  NO_BODY_SEPARATOR(
      "no-body-separator", "RFC 5322 §2.1", false, "no empty line ends the header section"),
  /** The last line has no CRLF. */
  NO_FINAL_CRLF("no-final-crlf", "RFC 5321 §4.1.1.4", false, "the last line has no CRLF"),
  /** Lines ended in LF alone throughout, as stored on disk; they were read as CRLF. */
  LF_LINE_ENDS("lf-line-ends", "RFC 5322 §2.3", false, "lines end in LF instead of CRLF"),
  /** A CR without LF stands in the message. */
  BARE_CR("bare-cr", "RFC 5322 §2.3", false, "a CR stands without LF"),
  /** A LF without CR stands in a message whose lines end in CRLF. */
  BARE_LF("bare-lf", "RFC 5322 §2.3", false, "a LF stands without CR"),
  /** A NUL octet stands in the message. */
  NUL("nul", "RFC 5322 §4", false, "a NUL octet stands in the message"),
  /** The header section has octets above 127 that are no UTF-8 (RFC 6532 §3.1). */
  NOT_UTF8("header-not-utf8", "RFC 6532 §3.1", false, "the header section is not UTF-8"),
  /** A line is longer than 998 octets without its CRLF. */
  LONG_LINE("long-line", "RFC 5322 §2.1.1", false, "a line has more than 998 octets"),
  /** Parts are nested deeper than {@link MessageLimits#mimeDepthMax}; the deepest is a leaf. */
  MIME_TOO_DEEP("mime-too-deep", "Indicia limit", true, "MIME parts are nested too deep"),
  /** There are more parts than {@link MessageLimits#mimePartsMax}; the rest was not read. */
  MIME_TOO_MANY_PARTS(
      "mime-too-many-parts", "Indicia limit", true, "there are too many MIME parts"),
  /** The Content-Type field cannot be read; the part counts as text/plain (RFC 2045 §5.2). */
  MIME_CONTENT_TYPE("mime-content-type", "RFC 2045 §5.1", false, "a Content-Type cannot be read"),
  /** A part has several Content-Type fields, or one with the same parameter twice. */
  MIME_CONTENT_TYPE_TWICE(
      "mime-content-type-twice", "RFC 2045 §5.1", false, "a Content-Type is given twice"),
  /** A part has several Content-Transfer-Encoding fields. */
  MIME_ENCODING_TWICE(
      "mime-encoding-twice", "RFC 2045 §6.1", false, "a transfer encoding is given twice"),
  /** The transfer encoding is unknown; nothing is decoded. */
  MIME_ENCODING("mime-encoding", "RFC 2045 §6.1", false, "a transfer encoding is unknown"),
  /** A multipart or message part has an encoding; its structure was not looked for. */
  MIME_ENCODED_STRUCTURE(
      "mime-encoded-structure", "RFC 2045 §6.4", false, "a composite part is encoded"),
  /** A multipart has no boundary parameter. */
  MIME_NO_BOUNDARY("mime-no-boundary", "RFC 2046 §5.1.1", false, "a multipart has no boundary"),
  /** A boundary is longer than 70 characters. */
  MIME_LONG_BOUNDARY("mime-long-boundary", "RFC 2046 §5.1.1", false, "a boundary is too long"),
  /** The boundary of a multipart is that of another one around it; the inner one is meant. */
  MIME_BOUNDARY_REUSED(
      "mime-boundary-reused", "RFC 2046 §5.1.2", false, "two nested parts have one boundary"),
  /** A multipart's boundary stands nowhere. */
  MIME_BOUNDARY_ABSENT(
      "mime-boundary-absent", "RFC 2046 §5.1.1", false, "a multipart's boundary stands nowhere"),
  /** A multipart has no closing delimiter line. */
  MIME_NOT_CLOSED("mime-not-closed", "RFC 2046 §5.1.1", false, "a multipart is not closed"),
  /** A delimiter line stands behind the closing one; what follows it is no part. */
  MIME_BEHIND_CLOSE(
      "mime-delimiter-behind-close",
      "RFC 2046 §5.1.1",
      false,
      "a delimiter behind the closing one"),
  /** A line begins with the boundary and goes on; it was not taken for a delimiter. */
  MIME_BOUNDARY_PREFIX(
      "mime-boundary-prefix",
      "RFC 2046 §5.1.1",
      false,
      "a line begins with a boundary and goes on");

  private final String code;
  private final String section;
  private final boolean limit;
  private final String meaning;

  DefectKind(String code, String section, boolean limit, String meaning) {
    this.code = code;
    this.section = section;
    this.limit = limit;
    this.meaning = meaning;
  }

  /** The stable word. */
  public String code() {
    return code;
  }

  /** The section departed from. */
  public String section() {
    return section;
  }

  /** Whether this is one of our limits, past which the message was not read. */
  public boolean isLimit() {
    return limit;
  }

  /** One plain sentence for people. */
  public String meaning() {
    return meaning;
  }
}
