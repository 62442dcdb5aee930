package dev.indicia.dns;

/** The DNS record types that e-mail authentication and transport ask for. */
public enum RecordType {
  /** IPv4 address (RFC 1035 §3.4.1). */
  A,
  /** IPv6 address (RFC 3596 §2.1). */
  AAAA,
  /** Alias (RFC 1035 §3.3.1); asked for itself only where DANE needs the names on the way. */
  CNAME,
  /** Mail exchange (RFC 1035 §3.3.9, RFC 5321 §5). */
  MX,
  /** Pointer of a reverse-mapped address (RFC 1035 §3.3.12). */
  PTR,
  /** TLS association of a server's certificate or key (RFC 6698 §2). */
  TLSA,
  /** Text (RFC 1035 §3.3.14): SPF, DKIM, DMARC, BIMI, MTA-STS and TLSRPT records. */
  TXT
}
