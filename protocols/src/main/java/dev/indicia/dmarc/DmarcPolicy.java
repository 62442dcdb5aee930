package dev.indicia.dmarc;

import java.util.Locale;

/** What a Domain Owner asks for when a message fails (RFC 9989 §4.7, tags p, sp, np). */
public enum DmarcPolicy {
  /** No request. */
  NONE,
  /** Treat as suspicious. */
  QUARANTINE,
  /** Reject. */
  REJECT;

  /** The lower-case word of the record. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One step weaker, for {@code t=y} (RFC 9989 §4.7). */
  public DmarcPolicy inTestMode() {
    return this == REJECT ? QUARANTINE : NONE;
  }
}
