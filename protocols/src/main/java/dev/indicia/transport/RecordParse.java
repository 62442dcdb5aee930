package dev.indicia.transport;

/** What the text of a TXT record is to one protocol. Closed by the standards. */
public sealed interface RecordParse<R> {
  /** A record of that protocol. */
  record Valid<R>(R record) implements RecordParse<R> {}

  /** Not a record of this version of the protocol; to be discarded. */
  record Other<R>() implements RecordParse<R> {}

  /**
   * A record of that protocol that is against its grammar or beyond a limit.
   *
   * @param offset of what is wrong, in characters from 0
   */
  record Malformed<R>(int offset, TransportReason why) implements RecordParse<R> {}
}
