package dev.indicia.dkim;

import dev.indicia.pki.Der;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads RSA public keys in DER (ITU-T X.690). Never throws; what is no key is null. */
final class RsaKeyReader {
  // The object identifier rsaEncryption (RFC 8017 §A.1).
  private static final byte[] RSA_ENCRYPTION = {
    0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
  };

  private RsaKeyReader() {}

  /**
   * The key in a SubjectPublicKeyInfo (RFC 5280 §4.1) or a bare RSAPublicKey (RFC 8017 §A.1.1). RFC
   * 6376 §3.6.1 names the latter, its appendix C makes the former; RFC 6376 erratum 3017 allows
   * both, so neither is a deviation.
   */
  static DkimPublicKey.@Nullable Rsa parse(byte[] octets) {
    Der key = only(octets);
    if (key != null && key.tag() == Der.SEQUENCE) {
      key = inSubjectPublicKey(key);
    }
    if (key == null) {
      return null;
    }
    BigInteger modulus = positive(key.content(Der.INTEGER));
    BigInteger exponent = positive(key.content(Der.INTEGER));
    return modulus == null || exponent == null || key.tag() >= 0
        ? null
        : new DkimPublicKey.Rsa(modulus, exponent);
  }

  /** The inside of the one SEQUENCE that the octets are. */
  private static @Nullable Der only(byte[] octets) {
    Der outer = Der.of(octets);
    Der inner = outer.enter(Der.SEQUENCE);
    return outer.tag() >= 0 ? null : inner;
  }

  /** From an AlgorithmIdentifier to the inside of the RSAPublicKey behind it. */
  private static @Nullable Der inSubjectPublicKey(Der info) {
    Der algorithm = info.enter(Der.SEQUENCE);
    byte[] bits = info.content(Der.BIT_STRING);
    if (algorithm == null
        || !Arrays.equals(algorithm.content(Der.OBJECT_IDENTIFIER), RSA_ENCRYPTION)
        || bits == null
        || bits.length == 0
        || bits[0] != 0
        || info.tag() >= 0) {
      return null;
    }
    return only(Arrays.copyOfRange(bits, 1, bits.length));
  }

  private static @Nullable BigInteger positive(byte @Nullable [] integer) {
    if (integer == null || integer.length == 0) {
      return null;
    }
    BigInteger value = new BigInteger(integer);
    return value.signum() > 0 ? value : null;
  }
}
