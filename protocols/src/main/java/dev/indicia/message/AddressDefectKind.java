package dev.indicia.message;

/**
 * What can be wrong with an address field (RFC 5322 §3.4, with the obsolete forms of §4.4). The
 * codes are stable API (docs/reference/reasons.md).
 */
public enum AddressDefectKind {
  /** A quotation mark is never closed; it was read as an ordinary character. */
  UNBALANCED_QUOTE("unbalanced-quote", "RFC 5322 §3.2.4", true, "a quotation mark is not closed"),
  /** A parenthesis is never closed, or closed without being open; read as ordinary. */
  UNBALANCED_COMMENT("unbalanced-comment", "RFC 5322 §3.2.2", true, "a comment is not closed"),
  /** An angle bracket is never closed, closed without being open, or opened twice. */
  UNBALANCED_ANGLE("unbalanced-angle", "RFC 5322 §3.4", true, "an angle bracket has no partner"),
  /** A square bracket is never closed, or stands where no domain does. */
  UNBALANCED_LITERAL(
      "unbalanced-literal", "RFC 5322 §3.4.1", true, "a square bracket is misplaced"),
  /** Two addresses stand side by side without a comma. */
  MISSING_COMMA("missing-comma", "RFC 5322 §3.4", true, "two addresses without a comma"),
  /** A semicolon separates addresses outside a group. */
  SEMICOLON("semicolon-separator", "RFC 5322 §3.4", true, "a semicolon separates addresses"),
  /** A colon stands where no group can begin. */
  STRAY_COLON("stray-colon", "RFC 5322 §3.4", true, "a colon stands where no group begins"),
  /** A group has no semicolon at its end. */
  GROUP_NOT_CLOSED("group-not-closed", "RFC 5322 §3.4", true, "a group has no semicolon"),
  /** Words stand behind an address. */
  TEXT_BEHIND_ADDRESS("text-behind-address", "RFC 5322 §3.4", true, "words behind an address"),
  /** A name stands before an address that has no angle brackets. */
  MISSING_ANGLE("missing-angle", "RFC 5322 §3.4", true, "an address without its angle brackets"),
  /** An at sign stands in a display name outside quotation marks. */
  AT_IN_NAME("at-in-name", "RFC 5322 §3.2.5", true, "an unquoted @ in a display name"),
  /** An address has more than one at sign outside quotation marks. */
  SEVERAL_AT("several-at", "RFC 5322 §3.4.1", true, "an address has several @"),
  /** A route stands before the address; it was ignored, as the standard asks. */
  ROUTE("route", "RFC 5322 §4.4", true, "an obsolete route stands before an address"),
  /** White space or a comment stands inside the address itself. */
  SPACE_IN_ADDRESS("space-in-address", "RFC 5322 §4.4", true, "white space inside an address"),
  /** A control character other than tab stands in the field. */
  CONTROL("control-character", "RFC 5322 §4.1", true, "a control character in an address field"),
  /** An encoded word stands inside the address itself. */
  ENCODED_WORD_IN_ADDRESS(
      "encoded-word-in-address", "RFC 2047 §5", true, "an encoded word inside an address"),
  /** An encoded word has characters that other readers take for syntax. */
  ENCODED_WORD_SYNTAX(
      "encoded-word-syntax", "RFC 2047 §5", true, "an encoded word holds address syntax"),
  /** The domain stands in quotation marks. */
  QUOTED_DOMAIN("quoted-domain", "RFC 5322 §3.4.1", true, "a domain in quotation marks"),
  /** The domain is neither a domain name nor a domain literal. */
  INVALID_DOMAIN("invalid-domain", "RFC 5321 §4.1.2", true, "what follows the @ is no domain"),
  /** An address has nothing before its at sign. */
  NO_LOCAL_PART("no-local-part", "RFC 5322 §3.4.1", true, "nothing stands before the @"),
  /** An address has no domain; it was left out. */
  NO_DOMAIN("no-domain", "RFC 5322 §3.4.1", false, "an address has no domain"),
  /** Words stand where an address should; they were left out. */
  NO_ADDRESS("no-address", "RFC 5322 §3.4", false, "words without an address"),
  /** Nothing stands between two commas (RFC 5322 §4.4). */
  EMPTY_ELEMENT("empty-element", "RFC 5322 §4.4", false, "nothing between two commas"),
  /** A dot stands first, last or twice in a local-part or domain. */
  DOTS("misplaced-dot", "RFC 5322 §3.4.1", false, "a dot stands first, last or twice"),
  /** The field has octets above 127 that are no UTF-8. */
  NOT_UTF8("address-not-utf8", "RFC 6532 §3.2", false, "an address field is not UTF-8"),
  /** A limit: more addresses than {@link MessageLimits#addressesMax}. */
  TOO_MANY("too-many-addresses", "Indicia limit", true, "an address field has too many addresses");

  private final String code;
  private final String section;
  private final boolean ambiguous;
  private final String meaning;

  AddressDefectKind(String code, String section, boolean ambiguous, String meaning) {
    this.code = code;
    this.section = section;
    this.ambiguous = ambiguous;
    this.meaning = meaning;
  }

  /** The stable word. */
  public String code() {
    return code;
  }

  /** The section departed from, or that calls the form obsolete. */
  public String section() {
    return section;
  }

  /** Whether two readers in use may find different addresses. */
  public boolean isAmbiguous() {
    return ambiguous;
  }

  /** One plain sentence for people. */
  public String meaning() {
    return meaning;
  }
}
