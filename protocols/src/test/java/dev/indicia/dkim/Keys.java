package dev.indicia.dkim;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Random;

/** Key records that no honest generator makes. */
final class Keys {
  private Keys() {}

  /** A record with an odd modulus of that many bits, which is no product of two primes. */
  static String rsaRecord(int bits, long exponent) {
    return record(modulus(bits), BigInteger.valueOf(exponent));
  }

  /** A record whose public exponent is as long as its modulus. */
  static String giantExponentRecord(int bits) {
    return record(modulus(bits), modulus(bits).subtract(BigInteger.TWO));
  }

  /** The key as a bare RSAPublicKey (RFC 8017 §A.1.1). */
  static String bareRsaRecord(DkimKeyPair pair) {
    DkimPublicKey.Rsa key = (DkimPublicKey.Rsa) pair.publicKey();
    return record(key.modulus(), key.exponent());
  }

  private static BigInteger modulus(int bits) {
    return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
  }

  private static String record(BigInteger modulus, BigInteger exponent) {
    byte[] numbers = join(der(2, modulus.toByteArray()), der(2, exponent.toByteArray()));
    return "v=DKIM1; p=" + Base64.getEncoder().encodeToString(der(0x30, numbers));
  }

  static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >>> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
