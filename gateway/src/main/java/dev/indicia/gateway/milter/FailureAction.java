package dev.indicia.gateway.milter;

/** What becomes of a message that could not be decided on. */
public enum FailureAction {
  /** It goes on unchanged and unchecked. */
  ACCEPT,
  /** The client shall try again later. */
  TEMPFAIL,
  /** It is refused for good. */
  REJECT
}
