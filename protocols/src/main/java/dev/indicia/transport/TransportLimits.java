package dev.indicia.transport;

/**
 * Bounds on what a domain or a server may make us read. Hitting one is a {@link TransportReason}.
 *
 * @param policyOctetsMax size of an MTA-STS policy; RFC 8461 §3.3 suggests 64 kilobytes
 * @param reportUrisMax addresses in one TLSRPT record
 * @param certificatesMax certificates that a server sends
 * @param tlsaRecordsMax TLSA records at one name
 * @param aliasesMax CNAME records from a mail exchanger to its addresses
 */
public record TransportLimits(
    int policyOctetsMax,
    int reportUrisMax,
    int certificatesMax,
    int tlsaRecordsMax,
    int aliasesMax) {
  /** 64 KiB, 16 addresses, 16 certificates, 64 TLSA records, 8 aliases. */
  public static final TransportLimits DEFAULT = new TransportLimits(65_536, 16, 16, 64, 8);

  public TransportLimits {
    if (Math.min(Math.min(policyOctetsMax, reportUrisMax), certificatesMax) < 1
        || Math.min(tlsaRecordsMax, aliasesMax) < 1) {
      throw new IllegalArgumentException("a limit is less than 1");
    }
  }
}
