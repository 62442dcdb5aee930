package dev.indicia.gateway.imap;

import java.io.IOException;

/** A mailbox cannot be read now. The message is for people and has no secret in it. */
public final class ImapException extends IOException {
  private static final long serialVersionUID = 1;

  private final ImapReason reason;

  /** With the reason, and what it was about. */
  public ImapException(ImapReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public ImapReason reason() {
    return reason;
  }
}
