package dev.indicia.message;

import java.util.List;

/**
 * A named group of mailboxes (RFC 5322 §3.4; allowed in From and Sender by RFC 6854). Immutable.
 *
 * @param displayName decoded (RFC 2047) and unquoted
 * @param mailboxes of the group, in order; may be empty
 * @param offset of the group in the message, in octets
 * @param length in octets
 */
public record Group(String displayName, List<Mailbox> mailboxes, int offset, int length)
    implements Address {
  public Group {
    mailboxes = List.copyOf(mailboxes);
  }
}
