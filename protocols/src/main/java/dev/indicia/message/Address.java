package dev.indicia.message;

/** One element of an address list (RFC 5322 §3.4): a mailbox, or a group of them. */
public sealed interface Address permits Mailbox, Group {
  /** Offset in the message, in octets. */
  int offset();

  /** Length in octets. */
  int length();
}
