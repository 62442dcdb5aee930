package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import org.jspecify.annotations.Nullable;

/** What happens in the SMTP filter, for metrics and logs. Immutable. */
public sealed interface SmtpEvent {
  /**
   * A client connected and was greeted.
   *
   * @param connection counts up from 1 in this process
   * @param peer its address and port, or {@code unix}
   */
  record Connected(long connection, String peer) implements SmtpEvent {}

  /**
   * We said no.
   *
   * @param connection which; 0 for one that was turned away at once
   * @param refusal why
   * @param detail what is not for the client's eyes: the next hop's words, an exception
   */
  record Refused(long connection, SmtpRefusal refusal, String detail) implements SmtpEvent {}

  /**
   * A message was answered.
   *
   * @param connection which
   * @param outcome what became of it
   * @param reply what the client was told
   * @param queueId what the mail system calls it; null when it has not said
   * @param octets its size as received
   * @param recipients how many
   * @param receiveMillis from 354 or the first chunk to its end
   * @param judgeMillis for the decision
   * @param deliverMillis from the decision to the next hop's reply
   */
  record Answered(
      long connection,
      Outcome outcome,
      Reply reply,
      @Nullable String queueId,
      long octets,
      int recipients,
      long receiveMillis,
      long judgeMillis,
      long deliverMillis)
      implements SmtpEvent {}

  /** What became of a message. */
  enum Outcome {
    /** The next hop has it. */
    DELIVERED,
    /** The handler refused it, for good or for now. */
    REJECTED,
    /** The next hop refused it. */
    REFUSED_BY_HOP,
    /** We refused it, or could not hand it on; a {@link Refused} says why. */
    FAILED
  }

  /** The handler, or we ourselves, threw what should not be thrown. */
  record Broken(long connection, Throwable cause) implements SmtpEvent {}

  /** The connection to the next hop was lost before the message went out, and opened again. */
  record Reopened(long connection, SmtpRefusal cause) implements SmtpEvent {}

  /** The client's connection ended; each {@link Connected} has one. */
  record Closed(long connection, int messages) implements SmtpEvent {}
}
