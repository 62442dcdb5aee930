package dev.indicia.gateway;

import java.util.List;

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

  /**
   * The decision on a message that the front end could not keep and lets through nevertheless: what
   * is wrong with its header is to be mended all the same. As it came, where a handler does not say
   * otherwise.
   *
   * @param header its content is the header section, whole, and nothing of the body
   * @param why code of the front end's reason
   * @throws InterruptedException when the client is gone or the time is spent; nothing was decided
   */
  default Disposition handleHeader(Transaction header, String why) throws InterruptedException {
    return new Disposition.Accept(List.of());
  }
}
