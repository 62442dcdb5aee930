package dev.indicia.dkim;

/**
 * How much work one message may cause. Each limit that is hit gives a {@link DkimReason}.
 *
 * @param signaturesMax DKIM-Signature fields verified, from the top; at least 5 (RFC 6376 §6.1)
 * @param tagsMax tags in one signature field or key record
 * @param signedFieldsMax entries in one {@code h=}
 * @param signatureOctetsMax octets of one {@code b=}, decoded
 * @param keyRecordsMax TXT records tried at one selector (RFC 6376 §6.1.2)
 * @param rsaBitsMax size of an RSA modulus in bits; RFC 8301 §3.2 asks for at least 4096
 * @param exponentBitsMax size of an RSA public exponent in bits
 */
public record DkimLimits(
    int signaturesMax,
    int tagsMax,
    int signedFieldsMax,
    int signatureOctetsMax,
    int keyRecordsMax,
    int rsaBitsMax,
    int exponentBitsMax) {

  /** The least that {@link #signaturesMax} may be. */
  public static final int SIGNATURES_MAX_LEAST = 5;

  /** 10 signatures, 100 tags, 1000 fields, 2048 octets, 4 records, 8192 and 64 bits. */
  public static final DkimLimits DEFAULT = new DkimLimits(10, 100, 1000, 2048, 4, 8192, 64);

  public DkimLimits {
    if (signaturesMax < SIGNATURES_MAX_LEAST) {
      throw new IllegalArgumentException("signaturesMax is below " + SIGNATURES_MAX_LEAST);
    }
    if (tagsMax < 8
        || signedFieldsMax < 1
        || signatureOctetsMax < 64
        || keyRecordsMax < 1
        || rsaBitsMax < 1024
        || exponentBitsMax < 17) {
      throw new IllegalArgumentException("a limit is too small for any signature");
    }
  }
}
