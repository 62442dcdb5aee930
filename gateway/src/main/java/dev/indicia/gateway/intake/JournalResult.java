package dev.indicia.gateway.intake;

/** How a message reads as a journal report. Immutable. */
public sealed interface JournalResult {
  /** It is one. */
  record Valid(JournalReport report) implements JournalResult {}

  /**
   * It is none.
   *
   * @param detail what was found instead, for people; no text of the message
   */
  record Refused(IntakeReason why, String detail) implements JournalResult {}
}
