package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.SmtpRefusal;

/** The next hop could not be talked to. */
final class HopFailureException extends Exception {
  private static final long serialVersionUID = 1;

  private final SmtpRefusal refusal;

  HopFailureException(SmtpRefusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  SmtpRefusal refusal() {
    return refusal;
  }

  /** Whether another connection may do better: this one was closed, as idle ones are. */
  boolean isStale() {
    return refusal == SmtpRefusal.HOP_CLOSED || refusal == SmtpRefusal.HOP_UNAVAILABLE;
  }
}
