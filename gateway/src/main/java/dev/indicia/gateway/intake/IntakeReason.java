package dev.indicia.gateway.intake;

import dev.indicia.evidence.Reason;

/** Why there is no original in a copy. Stable API; an event has it as the code of its error. */
public enum IntakeReason implements Reason {
  /** Neither X-MS-Journal-Report nor a multipart of the form of a journal report. */
  NOT_A_JOURNAL_REPORT(
      "not-a-journal-report", "MS-XJRNL §2", "this is no journal report, so nothing in it counts"),
  /** The first part is not text, or is encoded in a way that is not read. */
  JOURNAL_TEXT_MISSING(
      "journal-text-missing", "MS-XJRNL §2", "the journal report has no text part in front"),
  /** The text part does not begin with a sender. */
  JOURNAL_SENDER_MISSING(
      "journal-sender-missing", "MS-XJRNL §2", "the journal report does not begin with a sender"),
  /** The text part names no Message-ID, behind which the recipients stand. */
  JOURNAL_ID_MISSING("journal-id-missing", "MS-XJRNL §2", "the journal report names no Message-ID"),
  /** A line behind the Message-ID is not LABEL: VALUE, or a recipient is no address. */
  JOURNAL_LINE_BROKEN(
      "journal-line-broken", "MS-XJRNL §2", "a line of the journal report cannot be read"),
  /** {@link IntakeLimits#textOctetsMax}. */
  JOURNAL_TEXT_TOO_LARGE(
      "journal-text-too-large", "Indicia limit", "the text of the journal report is too large"),
  /** {@link IntakeLimits#recipientsMax}. */
  TOO_MANY_RECIPIENTS(
      "too-many-recipients", "Indicia limit", "the journal report names too many recipients"),
  /** There is no message/rfc822 part: TNEF or rights management, or nothing was attached. */
  ORIGINAL_MISSING("original-missing", "RFC 2046 §5.2.1", "no message is attached"),
  /** More than one message is attached where there is one. */
  ORIGINAL_AMBIGUOUS(
      "original-ambiguous", "MS-XJRNL §2", "more than one message is attached to a journal report"),
  /** A message/rfc822 part is encoded, which the standard forbids and which nobody reads alike. */
  ORIGINAL_ENCODED(
      "original-encoded", "RFC 2046 §5.2.1", "the attached message has a transfer encoding"),
  /** {@link IntakeLimits#attachedMax}. */
  TOO_MANY_ATTACHED("too-many-attached", "Indicia limit", "too many messages are attached"),
  /** {@link IntakeLimits#messageOctetsMax}: it was not fetched. */
  MESSAGE_TOO_LARGE("message-too-large", "Indicia limit", "the message is too large");

  private final String code;
  private final String section;
  private final String meaning;

  IntakeReason(String code, String section, String meaning) {
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
