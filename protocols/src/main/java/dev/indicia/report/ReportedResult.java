package dev.indicia.report;

import java.util.Locale;

/** Results of DKIM and SPF as reports write them (RFC 8601 §2.7.1, §2.7.2). */
public enum ReportedResult {
  /** Nothing to check. */
  NONE,
  /** It passed. */
  PASS,
  /** It failed. */
  FAIL,
  /** SPF: probably not allowed. */
  SOFTFAIL,
  /** DKIM: correct, but not acceptable. */
  POLICY,
  /** No statement. */
  NEUTRAL,
  /** For now no result. */
  TEMPERROR,
  /** What was to check is in error. */
  PERMERROR;

  /** The lower-case word of the report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
