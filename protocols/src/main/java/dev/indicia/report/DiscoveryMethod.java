package dev.indicia.report;

import java.util.Locale;

/** How the receiver found the policy (RFC 9990 §2.1.1.5). */
public enum DiscoveryMethod {
  /** By the public suffix list (RFC 7489). */
  PSL,
  /** By the DNS Tree Walk (RFC 9989). */
  TREEWALK;

  /** The lower-case word of the report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
