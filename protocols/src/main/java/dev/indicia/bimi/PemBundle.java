package dev.indicia.bimi;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Certificates in PEM (RFC 7468 §5); other text may stand between them.
 *
 * @param defect why they cannot be read; null when they can
 */
record PemBundle(List<X509Certificate> certificates, @Nullable BimiReason defect, String detail) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String LABEL = "CERTIFICATE-----";
  private static final String END = "-----END " + LABEL;

  static PemBundle parse(byte[] pem, BimiLimits limits) {
    if (pem.length > limits.evidenceOctetsMax()) {
      return refused(BimiReason.EVIDENCE_SIZE, pem.length + " octets");
    }
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    List<X509Certificate> certificates = new ArrayList<>(3);
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int from = begin + BEGIN.length() + LABEL.length();
      int end = text.indexOf(END, begin);
      if (!text.startsWith(LABEL, begin + BEGIN.length()) || end < 0) {
        return refused(BimiReason.EVIDENCE_SYNTAX, "no certificate at octet " + begin);
      }
      if (certificates.size() == limits.certificatesMax()) {
        return refused(
            BimiReason.EVIDENCE_SYNTAX, "more than " + limits.certificatesMax() + " certificates");
      }
      X509Certificate certificate = certificate(text.substring(from, end));
      if (certificate == null || certificates.contains(certificate)) {
        String what = certificate == null ? "no certificate" : "the same certificate again";
        return refused(BimiReason.EVIDENCE_SYNTAX, what + " at octet " + begin);
      }
      certificates.add(certificate);
      begin = text.indexOf(BEGIN, end);
    }
    return certificates.isEmpty()
        ? refused(BimiReason.EVIDENCE_SYNTAX, "no certificate")
        : new PemBundle(certificates, null, "");
  }

  private static PemBundle refused(BimiReason why, String detail) {
    return new PemBundle(List.of(), why, detail);
  }

  private static @Nullable X509Certificate certificate(String base64) {
    try {
      byte[] der = Base64.getDecoder().decode(base64.replaceAll("[ \\t\\r\\n]", ""));
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der))
              instanceof X509Certificate certificate
          ? certificate
          : null;
    } catch (CertificateException | IllegalArgumentException e) {
      return null;
    }
  }
}
