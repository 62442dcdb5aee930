package dev.indicia.gateway.esmtp;

/** What becomes of a message with a LF without CR, a CR without LF, or a NUL. */
public enum LineEnds {
  /** It is refused. */
  REFUSE,
  /**
   * LF becomes CRLF, the others become a space; the message still ends at CRLF.CRLF alone. Breaks
   * signatures over what is changed.
   */
  NORMALIZE
}
