package dev.indicia.cli;

import dev.indicia.Authentication;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.Verdict;
import java.time.Instant;

/** What became of one item. */
sealed interface Judged {

  /** What the result is called by. */
  String id();

  /**
   * The verdict and what it rests on.
   *
   * @param at the time the message was judged at
   */
  record Judgement(
      String id,
      Message message,
      SmtpSession session,
      Instant at,
      Authentication authentication,
      Verdict verdict)
      implements Judged {}

  /** The input could not be read. */
  record Unreadable(String id, String code, String message) implements Judged {}
}
