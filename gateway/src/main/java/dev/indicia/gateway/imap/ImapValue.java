package dev.indicia.gateway.imap;

import java.util.List;

/** A value in a response (RFC 9051 §4). Immutable. */
public sealed interface ImapValue {
  /** An atom or number, NIL too, as written. */
  record Atom(String text) implements ImapValue {}

  /** A quoted string, or a literal that is no message. */
  record Text(String text) implements ImapValue {}

  /**
   * A message, which went where the reader was told.
   *
   * @param octets its length
   */
  record Body(long octets) implements ImapValue {}

  /** A list in parentheses. */
  record Values(List<ImapValue> values) implements ImapValue {
    public Values {
      values = List.copyOf(values);
    }
  }
}
