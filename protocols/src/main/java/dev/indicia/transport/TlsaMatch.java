package dev.indicia.transport;

import dev.indicia.dns.RecordData;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/** Which TLSA records can be used, and whether one is about a certificate (RFC 6698 §2.1). */
final class TlsaMatch {
  static final int DANE_TA = 2;
  static final int DANE_EE = 3;
  private static final int CERTIFICATE = 0;
  private static final int PUBLIC_KEY = 1;
  private static final int FULL = 0;
  private static final int SHA_256 = 1;
  private static final int SHA_512 = 2;

  private TlsaMatch() {}

  /** RFC 7672 §3.1.3: PKIX-TA(0) and PKIX-EE(1) are not for SMTP. */
  static boolean isUsable(RecordData.Tlsa record) {
    int octets = record.association().length() / 2;
    boolean sized =
        switch (record.matchingType()) {
          case FULL -> octets > 0;
          case SHA_256 -> octets == 32;
          case SHA_512 -> octets == 64;
          default -> false;
        };
    return sized
        && (record.usage() == DANE_TA || record.usage() == DANE_EE)
        && (record.selector() == CERTIFICATE || record.selector() == PUBLIC_KEY);
  }

  /**
   * RFC 7671 §9: of the digests with the same usage and selector only the strongest count, so that
   * a weak one can be published beside a strong one without harm; whole data count always.
   */
  static List<RecordData.Tlsa> strongest(List<RecordData.Tlsa> records) {
    return records.stream()
        .filter(record ->
            record.matchingType() == FULL
                || records.stream()
                    .noneMatch(other ->
                        other.usage() == record.usage()
                            && other.selector() == record.selector()
                            && other.matchingType() > record.matchingType()))
        .toList();
  }

  /** Whether the record is about that certificate or its key. */
  static boolean matches(RecordData.Tlsa record, X509Certificate certificate) {
    try {
      byte[] selected =
          record.selector() == PUBLIC_KEY
              ? certificate.getPublicKey().getEncoded()
              : certificate.getEncoded();
      byte[] data =
          switch (record.matchingType()) {
            case SHA_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
            case SHA_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
            default -> selected;
          };
      return HexFormat.of().formatHex(data).equals(record.association());
    } catch (CertificateEncodingException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-2", e);
    }
  }
}
