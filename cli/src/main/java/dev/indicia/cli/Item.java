package dev.indicia.cli;

import dev.indicia.message.SmtpSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to judge.
 *
 * @param id what the result is called by
 * @param session the delivery's own; null when it comes from the command line
 * @param at the delivery's own clock; null when it comes from the command line
 */
record Item(String id, Content content, @Nullable SmtpSession session, @Nullable Instant at) {

  static Item of(String id, Content content) {
    return new Item(id, content, null, null);
  }

  static Item unreadable(String id, UnreadableException why) {
    return of(id, new Content.Unreadable(why.code(), why.text()));
  }

  /** Takes the items one after the other. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the next item, waiting while too many are under way.
     *
     * @throws InterruptedException when no more are wanted
     */
    void accept(Item item) throws InterruptedException;
  }
}
