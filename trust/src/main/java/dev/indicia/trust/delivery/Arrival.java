package dev.indicia.trust.delivery;

import dev.indicia.Authentication;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;

/** What binding and pathway look at of one delivery. */
public interface Arrival {
  /** The message. */
  Message message();

  /** How it came, as far as that is known. */
  SmtpSession session();

  /** What is proven of it. */
  Authentication authentication();
}
