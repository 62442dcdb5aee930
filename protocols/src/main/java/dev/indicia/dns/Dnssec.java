package dev.indicia.dns;

import java.util.Locale;

/** The DNSSEC state of an answer (RFC 4035 §4.3). A bogus answer is {@link Answer.Failed}. */
public enum Dnssec {
  /** Validated up to a trust anchor, by our own validator or a trusted one's AD bit. */
  SECURE,
  /** Proven to be outside any signed zone, or the validating resolver did not set AD. */
  INSECURE,
  /** Nobody looked. */
  UNKNOWN;

  /** The lower-case word used in evidence and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
