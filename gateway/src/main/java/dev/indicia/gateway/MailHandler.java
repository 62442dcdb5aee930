package dev.indicia.gateway;

/**
 * Decides what becomes of a message. Thread-safe; called on a virtual thread and may block, within
 * the time that the front end gives it.
 */
@FunctionalInterface
public interface MailHandler {
  /**
   * The decision. What has to survive a crash (the event) is on disk when this returns. Never
   * throws for what a message contains.
   *
   * @throws InterruptedException when the client is gone or the time is spent; nothing was decided
   */
  Disposition handle(Transaction transaction) throws InterruptedException;
}
