package dev.indicia.report;

import java.util.Locale;

/** What the receiver did (RFC 9990 §2.1.1.9). */
public enum Disposition {
  /** Nothing: no policy asked for anything. */
  NONE,
  /** Nothing: the message passed DMARC. Only RFC 9990 has it. */
  PASS,
  /** Marked as suspicious. */
  QUARANTINE,
  /** Rejected. */
  REJECT;

  /** The lower-case word of the report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
