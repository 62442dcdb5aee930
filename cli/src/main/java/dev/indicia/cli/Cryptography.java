package dev.indicia.cli;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimPublicKey;
import dev.indicia.dkim.HashAlgorithm;
import java.security.PrivateKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The JDK's cryptography, but for Ed25519 signatures, which Bouncy Castle verifies several times as
 * fast. Its classes are loaded when the first such signature is met. Thread-safe.
 */
final class Cryptography implements DkimCryptography {
  private static final int SIGNATURE_OCTETS = 64;

  private final DkimCryptography jdk = DkimCryptography.jdk();

  @Override
  public Digest digest(HashAlgorithm algorithm) {
    return jdk.digest(algorithm);
  }

  @Override
  public boolean verifyRsa(
      DkimPublicKey.Rsa key, HashAlgorithm algorithm, byte[] octets, int length, byte[] signature) {
    return jdk.verifyRsa(key, algorithm, octets, length, signature);
  }

  @Override
  public boolean verifyEd25519(DkimPublicKey.Ed25519 key, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_OCTETS
        && Ed25519.verify(signature, 0, key.octets(), 0, message, 0, message.length);
  }

  @Override
  public byte[] signRsa(PrivateKey key, HashAlgorithm algorithm, byte[] octets, int length) {
    return jdk.signRsa(key, algorithm, octets, length);
  }

  @Override
  public byte[] signEd25519(PrivateKey key, byte[] message) {
    return jdk.signEd25519(key, message);
  }
}
