package dev.indicia.gateway.mailbox;

import dev.indicia.gateway.imap.ImapReason;

/** What happens with a mailbox, for metrics and logs. Immutable. */
public sealed interface MailboxEvent {
  /** Which mailbox. */
  String mailbox();

  /** It was opened, and is read from behind that unique identifier on. */
  record Opened(String mailbox, long uidValidity, long uid) implements MailboxEvent {}

  /** The server has numbered its messages anew: all are read again. */
  record Renumbered(String mailbox, long before, long uidValidity) implements MailboxEvent {}

  /** A message was taken. */
  record Taken(String mailbox, long uid) implements MailboxEvent {}

  /** Everything that is there was taken. */
  record CaughtUp(String mailbox, long uid) implements MailboxEvent {}

  /**
   * It cannot be read now, and is tried again.
   *
   * @param detail for people, without secrets
   * @param retryMillis after how long
   */
  record Failed(String mailbox, ImapReason reason, String detail, long retryMillis)
      implements MailboxEvent {}
}
