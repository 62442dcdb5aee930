package dev.indicia.events.spool;

import java.util.Locale;

/** Why an event is not in the spool. */
public enum SpoolRefusal {
  /** It has no octets, or more than one event may have. */
  SIZE,
  /** The disk is full, or as full as it may become. */
  DISK_FULL,
  /** The system cannot write to the folder for another reason. */
  NOT_WRITABLE,
  /** Too many events wait for the disk already. */
  OVERLOADED,
  /** It did not reach the disk in the time given; it may still. */
  TIMED_OUT,
  /** The spool is closed. */
  CLOSED;

  /** The word in logs and metrics: lower-case with underscores. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
