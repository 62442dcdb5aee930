package dev.indicia.dkim;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads RSA public keys in DER (ITU-T X.690). Never throws; what is no key is null. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int SEQUENCE = 0x30;
  // AlgorithmIdentifier of rsaEncryption with its NULL (RFC 8017 §A.1), without the outer header.
  private static final byte[] RSA_ENCRYPTION = {
    0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
  };

  private final byte[] octets;
  private int at;
  private int end;

  private Der(byte[] octets) {
    this.octets = octets;
    this.end = octets.length;
  }

  /**
   * The key in a SubjectPublicKeyInfo (RFC 5280 §4.1) or a bare RSAPublicKey (RFC 8017 §A.1.1). RFC
   * 6376 §3.6.1 names the latter, its appendix C makes the former; RFC 6376 erratum 3017 allows
   * both, so neither is a deviation.
   */
  static DkimPublicKey.@Nullable Rsa parseRsa(byte[] octets) {
    Der der = new Der(octets);
    if (!der.enter(SEQUENCE) || der.end != octets.length) {
      return null;
    }
    if (der.at < der.end && der.octets[der.at] == SEQUENCE && !der.enterSubjectPublicKey()) {
      return null;
    }
    BigInteger modulus = der.integer();
    BigInteger exponent = der.integer();
    if (modulus == null || exponent == null || der.at != der.end) {
      return null;
    }
    return new DkimPublicKey.Rsa(modulus, exponent);
  }

  /** From an AlgorithmIdentifier to the inside of the RSAPublicKey behind it. */
  private boolean enterSubjectPublicKey() {
    int outer = end;
    if (!enter(SEQUENCE)) {
      return false;
    }
    int oidEnd = at + RSA_ENCRYPTION.length;
    if (oidEnd > end
        || !Arrays.equals(octets, at, oidEnd, RSA_ENCRYPTION, 0, RSA_ENCRYPTION.length)) {
      return false;
    }
    at = end;
    end = outer;
    if (!enter(BIT_STRING) || end != outer || at >= end || octets[at] != 0) {
      return false;
    }
    at++;
    return enter(SEQUENCE) && end == outer;
  }

  /** Reads a header with that tag and narrows {@link #end} to its content. */
  private boolean enter(int tag) {
    int length = header(tag);
    if (length < 0) {
      return false;
    }
    end = at + length;
    return true;
  }

  private int header(int tag) {
    if (at + 2 > end || octets[at] != tag) {
      return -1;
    }
    int length = octets[at + 1] & 0xff;
    at += 2;
    if (length >= 0x80) {
      int size = length & 0x7f;
      if (size < 1 || size > 3 || at + size > end) {
        return -1;
      }
      length = 0;
      for (int i = 0; i < size; i++) {
        length = (length << 8) | (octets[at++] & 0xff);
      }
    }
    return length <= end - at ? length : -1;
  }

  /** A positive INTEGER. */
  private @Nullable BigInteger integer() {
    int length = header(INTEGER);
    if (length < 1) {
      return null;
    }
    BigInteger value = new BigInteger(octets, at, length);
    at += length;
    return value.signum() > 0 ? value : null;
  }
}
