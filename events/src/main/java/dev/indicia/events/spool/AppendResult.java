package dev.indicia.events.spool;

/** What became of an event that was to be appended. Immutable. */
public sealed interface AppendResult {

  /** It is on the disk. */
  record Stored(long sequence) implements AppendResult {}

  /**
   * It is not known to be on the disk.
   *
   * @param detail the system's words, or ""
   */
  record Refused(SpoolRefusal why, String detail) implements AppendResult {}
}
