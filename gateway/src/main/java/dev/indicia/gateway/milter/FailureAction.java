package dev.indicia.gateway.milter;

/** What becomes of a message that could not be decided on. */
public enum FailureAction {
  /**
   * It goes on unchecked. The handler is shown the header section of a message that was not kept
   * ({@link dev.indicia.gateway.MailHandler#handleHeader}); one whose header section is not known
   * whole is refused.
   */
  ACCEPT,
  /** The client shall try again later. */
  TEMPFAIL,
  /** It is refused for good. */
  REJECT
}
