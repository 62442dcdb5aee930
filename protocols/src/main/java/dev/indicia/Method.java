package dev.indicia;

/** The authentication methods that {@link MailVerifier} can evaluate. */
public enum Method {
  /** RFC 7208. */
  SPF,
  /** RFC 6376. */
  DKIM,
  /** draft-ietf-dkim-dkim2-spec; experimental. */
  DKIM2,
  /** RFC 8617, as evidence: nothing is believed for it. */
  ARC,
  /** RFC 9989, upon whatever SPF and DKIM found. */
  DMARC,
  /** RFC 8601 §3. */
  IPREV,
  /** BIMI, upon what DMARC found. */
  BIMI
}
