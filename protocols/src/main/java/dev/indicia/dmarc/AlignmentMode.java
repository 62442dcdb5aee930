package dev.indicia.dmarc;

import java.util.Locale;

/** How an identifier's domain is compared with the Author Domain (RFC 9989, adkim and aspf). */
public enum AlignmentMode {
  /** The Organizational Domains are equal. */
  RELAXED,
  /** The domains are equal. */
  STRICT;

  /** The lower-case word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
