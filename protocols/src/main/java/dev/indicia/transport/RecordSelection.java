package dev.indicia.transport;

/** Which record of a TXT answer applies. */
public sealed interface RecordSelection<R> {
  /** The only record. */
  record Selected<R>(R record) implements RecordSelection<R> {}

  /**
   * No record applies.
   *
   * @param detail what was found, for people
   */
  record None<R>(TransportReason why, String detail) implements RecordSelection<R> {}
}
