package dev.indicia.dns;

/** The DNS record types that e-mail authentication asks for. */
public enum RecordType {
  /** IPv4 address (RFC 1035 §3.4.1). */
  A,
  /** IPv6 address (RFC 3596 §2.1). */
  AAAA,
  /** Mail exchange (RFC 1035 §3.3.9, RFC 5321 §5). */
  MX,
  /** Pointer of a reverse-mapped address (RFC 1035 §3.3.12). */
  PTR,
  /** Text (RFC 1035 §3.3.14): SPF, DKIM and DMARC records. */
  TXT
}
