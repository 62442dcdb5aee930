package dev.indicia.trust;

import java.util.Locale;

/** What a finding says. Stable; each has its section in docs/reference/findings.md. */
public enum FindingCode {
  MESSAGE_LIMIT,
  MESSAGE_MALFORMED,
  NO_AUTHOR,
  SEVERAL_AUTHORS,
  HIDDEN_AUTHOR,
  AMBIGUOUS_AUTHOR,
  DMARC_PASS,
  ALIGNED_WITHOUT_POLICY,
  DMARC_FAIL_ENFORCED,
  DMARC_FAIL_NOT_ENFORCED,
  NOTHING_AUTHENTICATED,
  OWN_DOMAIN_FROM_OUTSIDE,
  INDIRECT_FLOW,
  TEMPORARY_FAILURE,
  ENVELOPE_UNKNOWN,
  RECORDED_RESULTS,
  NOTHING_RECORDED,
  DKIM_LENGTH_LIMIT,
  DKIM_TOO_MANY_SIGNATURES,
  DKIM_TESTING;

  /** The word used in JSON: lower-case with hyphens. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
