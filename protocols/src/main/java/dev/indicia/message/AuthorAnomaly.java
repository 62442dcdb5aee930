package dev.indicia.message;

/**
 * What makes it doubtful who wrote a message (RFC 5322 §3.6.2). The codes are stable API
 * (docs/reference/reasons.md).
 */
public enum AuthorAnomaly {
  /** There are several From fields; each reader picks its own. */
  SEVERAL_FROM_FIELDS("several-from-fields", Kind.SEVERAL, "there are several From fields"),
  /** The From mailboxes are of different domains. */
  SEVERAL_DOMAINS("several-author-domains", Kind.SEVERAL, "the authors are of different domains"),
  /** There are several From mailboxes; of one domain, unless SEVERAL_DOMAINS says otherwise. */
  SEVERAL_AUTHORS("several-authors", Kind.NOTED, "there are several authors"),
  /** A display name holds an address that is not the mailbox it names. */
  ADDRESS_IN_NAME("address-in-display-name", Kind.HIDDEN, "a name shows another address"),
  /** An encoded word decodes to an address that is not the mailbox it names. */
  ADDRESS_IN_ENCODED_WORD(
      "address-in-encoded-word", Kind.HIDDEN, "an encoded word hides another address"),
  /** A comment holds an address that is not the mailbox. */
  ADDRESS_IN_COMMENT("address-in-comment", Kind.HIDDEN, "a comment holds another address"),
  /** A quoted local-part holds an address. */
  ADDRESS_IN_LOCAL_PART("address-in-local-part", Kind.HIDDEN, "a local-part holds an address"),
  /** A From field stands behind a line that is no field: for the standard in the body. */
  SHADOW_FROM("shadow-from", Kind.HIDDEN, "a From field stands behind a broken header line"),
  /** "From:" stands behind a CR or LF on its own, inside another field. */
  FROM_BEHIND_BARE_LINE_END(
      "from-behind-bare-line-end", Kind.HIDDEN, "a From field hides behind a bare CR or LF"),
  /** White space stands between "From" and its colon; some readers then see no From. */
  SPACE_BEFORE_COLON("from-space-before-colon", Kind.AMBIGUOUS, "white space before From's colon"),
  /** An encoded word decodes to control characters. */
  CONTROL_IN_ENCODED_WORD(
      "control-in-encoded-word", Kind.AMBIGUOUS, "an encoded word hides a control character"),
  /** From is written so that two readers may find different addresses; see the finding's syntax. */
  AMBIGUOUS_SYNTAX("from-ambiguous", Kind.AMBIGUOUS, "From can be read in two ways"),
  /** From departs from the standard, but all readers find the same addresses. */
  SYNTAX("from-syntax", Kind.NOTED, "From departs from the standard"),
  /** A limit of {@link MessageLimits} ended reading before the end of the header section. */
  NOT_ALL_READ("from-not-all-read", Kind.AMBIGUOUS, "the header section was not read to its end"),
  /** There is no From field. */
  NO_FROM_FIELD("no-from-field", Kind.MISSING, "there is no From field"),
  /** From names no mailbox. */
  NO_AUTHOR("no-author", Kind.MISSING, "From names no mailbox");

  /** What an anomaly means for the question who the author is. */
  public enum Kind {
    /** The message names more authors than one identity can prove. */
    SEVERAL,
    /** A reader may be shown an address that is not the author's. */
    HIDDEN,
    /** Two readers may find different authors. */
    AMBIGUOUS,
    /** There is no author. */
    MISSING,
    /** Allowed, or wrong without consequence. */
    NOTED
  }

  private final String code;
  private final Kind kind;
  private final String meaning;

  AuthorAnomaly(String code, Kind kind, String meaning) {
    this.code = code;
    this.kind = kind;
    this.meaning = meaning;
  }

  /** The stable word. */
  public String code() {
    return code;
  }

  /** What it means. */
  public Kind kind() {
    return kind;
  }

  /** One plain sentence for people. */
  public String meaning() {
    return meaning;
  }
}
