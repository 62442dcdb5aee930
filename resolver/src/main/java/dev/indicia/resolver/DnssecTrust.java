package dev.indicia.resolver;

/** Whose word the DNSSEC state of an answer is. */
public enum DnssecTrust {
  /** Nobody's: every answer is {@link dev.indicia.dns.Dnssec#UNKNOWN}. */
  NONE,
  /**
   * The servers', told by the AD bit (RFC 6840 §5.8). Only for validating servers reached on a path
   * nobody can tamper with: the same host, or a network of one's own.
   */
  SERVERS,
  /** Our own: every answer is validated from the trust anchor given (RFC 4035 §5). */
  VALIDATION
}
