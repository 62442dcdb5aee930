package dev.indicia.gateway.esmtp;

/**
 * What a command leads to.
 *
 * @param state the session behind the command, as far as we alone decide
 * @param action what is to be done
 */
public record SessionStep(SessionState state, Action action) {

  /** What is to be done. */
  public sealed interface Action {
    /** Only reply. */
    record Answer(Reply reply) implements Action {}

    /** Reply that it is refused; it was counted. */
    record Refuse(SmtpRefusal refusal) implements Action {}

    /** Offer the sender to the next hop; {@link SessionState#begun} when it accepts. */
    record Begin(SmtpCommand.Mail mail) implements Action {}

    /** Offer the recipient to the next hop; {@link SessionState#added} when it accepts. */
    record Add(SmtpCommand.Rcpt rcpt) implements Action {}

    /** Receive what follows 354. */
    record Receive() implements Action {}

    /**
     * Receive a chunk.
     *
     * @param refusal why it is read and dropped; null when it is wanted
     */
    record ReceiveChunk(
        SmtpCommand.Bdat chunk, @org.jspecify.annotations.Nullable SmtpRefusal refusal)
        implements Action {}

    /** Give up the transaction, if there is one, and reply. */
    record Abandon(Reply reply) implements Action {}

    /** Reply and begin the TLS handshake. */
    record Secure(Reply reply) implements Action {}

    /** Another client from now on: greet it, or refuse it as at the beginning. */
    record Regreet() implements Action {}

    /** Reply and close. */
    record Close(Reply reply) implements Action {}
  }
}
