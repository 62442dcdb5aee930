package dev.indicia.dkim;

import java.security.PrivateKey;
import java.security.Provider;
import java.util.Objects;

/**
 * The cryptography that DKIM needs, as a port: the JDK's by {@link #jdk()}, or another library's.
 * Implementations are thread-safe and never throw for what a message or a key record holds: a key
 * or signature that they cannot use does not verify.
 */
public interface DkimCryptography {

  /** The JDK's own providers. Keep one instance: it remembers keys it has parsed, up to a bound. */
  static DkimCryptography jdk() {
    return new JcaCryptography(null);
  }

  /**
   * RSA by that provider, hashes and Ed25519 by the JDK's. A native provider verifies RSA in half
   * the JDK's time. Keep one instance, as of {@link #jdk()}.
   *
   * @param rsa need not be registered with {@link java.security.Security}
   * @throws IllegalArgumentException when it lacks RSA keys, SHA256withRSA or SHA1withRSA
   */
  static DkimCryptography of(Provider rsa) {
    return new JcaCryptography(Objects.requireNonNull(rsa, "rsa"));
  }

  /** A new computation of a hash. */
  Digest digest(HashAlgorithm algorithm);

  /**
   * Whether the signature is RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2) of the key over the first {@code
   * length} octets.
   */
  boolean verifyRsa(
      DkimPublicKey.Rsa key, HashAlgorithm algorithm, byte[] octets, int length, byte[] signature);

  /** Whether the signature is PureEdDSA (RFC 8032 §5.1.7) of the key over the message. */
  boolean verifyEd25519(DkimPublicKey.Ed25519 key, byte[] message, byte[] signature);

  /**
   * Whether the signature is the key's over the first {@code length} octets, by RSA-SHA256 (RFC
   * 6376 §3.3.2) or Ed25519-SHA256 (RFC 8463 §3), as the key is.
   */
  default boolean verifySha256(DkimPublicKey key, byte[] octets, int length, byte[] signature) {
    if (key instanceof DkimPublicKey.Rsa rsa) {
      return verifyRsa(rsa, HashAlgorithm.SHA256, octets, length, signature);
    }
    // RFC 8463 §3: PureEdDSA over the SHA-256 hash.
    Digest digest = digest(HashAlgorithm.SHA256);
    digest.update(octets, 0, length);
    return verifyEd25519((DkimPublicKey.Ed25519) key, digest.finish(), signature);
  }

  /**
   * The signature over the first {@code length} octets, by the algorithm that {@link #verifySha256}
   * takes for such a key.
   *
   * @throws IllegalArgumentException when the key cannot be used for that
   */
  default byte[] signSha256(DkimKeyPair key, byte[] octets, int length) {
    if (key.publicKey() instanceof DkimPublicKey.Rsa) {
      return signRsa(key.privateKey(), HashAlgorithm.SHA256, octets, length);
    }
    Digest digest = digest(HashAlgorithm.SHA256);
    digest.update(octets, 0, length);
    return signEd25519(key.privateKey(), digest.finish());
  }

  /**
   * The RSASSA-PKCS1-v1_5 signature over the first {@code length} octets.
   *
   * @throws IllegalArgumentException when the key cannot be used for that
   */
  byte[] signRsa(PrivateKey key, HashAlgorithm algorithm, byte[] octets, int length);

  /**
   * The PureEdDSA signature over the message.
   *
   * @throws IllegalArgumentException when the key is no Ed25519 key
   */
  byte[] signEd25519(PrivateKey key, byte[] message);

  /** One computation of a hash, used by one thread, finished once. */
  interface Digest {
    /** Takes the next octets. */
    void update(byte[] octets, int from, int length);

    /** The hash of all octets taken; the object is not to be used any more. */
    byte[] finish();
  }
}
