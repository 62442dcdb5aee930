package dev.indicia.bimi;

import dev.indicia.pki.Der;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The logotype of a certificate's subject (RFC 9399 §4.1): a picture inside a data URI, and its
 * digests.
 *
 * @param octets the picture as embedded, usually compressed
 */
record Logotype(byte[] octets, List<Digest> digests) {
  private static final String EXTENSION = "1.3.6.1.5.5.7.1.12";
  private static final int SUBJECT_LOGO = 0xa2;
  private static final int DIRECT = 0xa0;
  private static final String DATA = "data:image/svg+xml";
  private static final String BASE64 = ";base64,";

  // 1.3.14.3.2.26
  private static final String SHA_1 = "2b0e03021a";

  // 2.16.840.1.101.3.4.2.1 to .3
  private static final String SHA_2 = "6086480165030402";

  // 1.3.6.1.4.1.53087.1.13, an attribute of the subject
  private static final String MARK_TYPE = "2b06010401839e5f010d";

  /** A digest and its algorithm. */
  record Digest(String algorithm, String hex) {
    boolean isOf(byte[] data) {
      try {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(data);
        return hex.equals(HexFormat.of().formatHex(digest));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-1 and SHA-2", e);
      }
    }
  }

  /** The logotype; empty when there is none, or none of this form. */
  static Optional<Logotype> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(EXTENSION);
    Der value = extension == null ? null : Der.of(extension).enter(Der.OCTET_STRING);
    Der extn = value == null ? null : value.enter(Der.SEQUENCE);
    // LogotypeExtn: communityLogos [0], issuerLogo [1], subjectLogo [2].
    while (extn != null && extn.tag() != SUBJECT_LOGO) {
      if (!extn.skip()) {
        return Optional.empty();
      }
    }
    Der subject = extn == null ? null : extn.enter(SUBJECT_LOGO);
    Der data = subject == null ? null : subject.enter(DIRECT);
    Der images = data == null ? null : data.enter(Der.SEQUENCE);
    Der image = images == null ? null : images.enter(Der.SEQUENCE);
    Der details = image == null ? null : image.enter(Der.SEQUENCE);
    if (details == null || !details.skip()) {
      return Optional.empty();
    }
    List<Digest> digests = digests(details.enter(Der.SEQUENCE));
    Der uris = details.enter(Der.SEQUENCE);
    byte[] uri = uris == null ? null : uris.content(Der.IA5_STRING);
    byte[] octets = uri == null ? null : embedded(new String(uri, StandardCharsets.ISO_8859_1));
    return octets == null || digests.isEmpty()
        ? Optional.empty()
        : Optional.of(new Logotype(octets, digests));
  }

  // logotypeHash SEQUENCE OF SEQUENCE { AlgorithmIdentifier, OCTET STRING }
  private static List<Digest> digests(@Nullable Der hashes) {
    List<Digest> digests = new ArrayList<>(1);
    while (hashes != null && hashes.tag() >= 0) {
      Der hash = hashes.enter(Der.SEQUENCE);
      Der algorithm = hash == null ? null : hash.enter(Der.SEQUENCE);
      byte[] oid = algorithm == null ? null : algorithm.content(Der.OBJECT_IDENTIFIER);
      byte[] value = hash == null ? null : hash.content(Der.OCTET_STRING);
      if (oid == null || value == null) {
        return List.of();
      }
      String name =
          switch (HexFormat.of().formatHex(oid)) {
            case SHA_1 -> "SHA-1";
            case SHA_2 + "01" -> "SHA-256";
            case SHA_2 + "02" -> "SHA-384";
            case SHA_2 + "03" -> "SHA-512";
            default -> "";
          };
      // The authority's signature covers the picture itself: digests are a check of its own work,
      // so that SHA-1, which older certificates have alone, does no harm.
      if (!name.isEmpty()) {
        digests.add(new Digest(name, HexFormat.of().formatHex(value)));
      }
    }
    return digests;
  }

  // RFC 2397 §3; RFC 6170 §5.2 has the media types.
  private static byte @Nullable [] embedded(String uri) {
    int comma = uri.indexOf(',');
    if (comma < 0 || !uri.regionMatches(true, 0, DATA, 0, DATA.length())) {
      return null;
    }
    if (!uri.substring(0, comma + 1).toLowerCase(Locale.ROOT).endsWith(BASE64)) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(uri.substring(comma + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Whether every digest is that of the picture, as embedded (RFC 9399 §4.1) or, as authorities
   * have it, expanded.
   */
  boolean hasDigests(BimiLimits limits) {
    try {
      byte[] expanded = SvgProfile.expanded(octets, limits);
      return digests.stream().allMatch(digest -> digest.isOf(octets) || digest.isOf(expanded));
    } catch (IOException e) {
      return false;
    }
  }

  /** What the authority calls the mark; null when it says nothing. */
  static @Nullable String markType(X509Certificate certificate) {
    byte[] wanted = HexFormat.of().parseHex(MARK_TYPE);
    Der names = Der.of(certificate.getSubjectX500Principal().getEncoded()).enter(Der.SEQUENCE);
    while (names != null && names.tag() >= 0) {
      Der set = names.enter(Der.SET);
      Der attribute = set == null ? null : set.enter(Der.SEQUENCE);
      byte[] type = attribute == null ? null : attribute.content(Der.OBJECT_IDENTIFIER);
      if (attribute == null || type == null) {
        return null;
      }
      if (Arrays.equals(type, wanted)) {
        byte[] text = attribute.content(attribute.tag());
        return text == null ? null : SvgProfile.shown(new String(text, StandardCharsets.UTF_8));
      }
    }
    return null;
  }
}
