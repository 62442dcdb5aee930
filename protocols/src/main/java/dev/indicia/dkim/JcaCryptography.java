package dev.indicia.dkim;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link DkimCryptography} by JCA providers: RSA by the one given, the rest, and RSA when none is,
 * by those of the JDK.
 */
final class JcaCryptography implements DkimCryptography {
  private static final int KEYS_MAX = 2048;

  private final @Nullable Provider rsaProvider;
  private final Pool<MessageDigest> sha1 = new Pool<>();
  private final Pool<MessageDigest> sha256 = new Pool<>();
  private final Pool<MessageDigest> sha512 = new Pool<>();
  private final Pool<Signature> rsaSha1 = new Pool<>();
  private final Pool<Signature> rsaSha256 = new Pool<>();
  private final Pool<Signature> ed25519 = new Pool<>();
  // An empty value stands for a key that the provider refuses.
  private final RecentMap<DkimPublicKey, Optional<PublicKey>> keys = new RecentMap<>(KEYS_MAX);

  /**
   * With RSA by that provider.
   *
   * @param rsa null for the JDK's
   * @throws IllegalArgumentException when it lacks what DKIM needs of RSA
   */
  JcaCryptography(@Nullable Provider rsa) {
    this.rsaProvider = rsa;
    if (rsa != null) {
      require(rsa, "KeyFactory", "RSA");
      require(rsa, "Signature", rsaName(HashAlgorithm.SHA1));
      require(rsa, "Signature", rsaName(HashAlgorithm.SHA256));
    }
  }

  private static void require(Provider provider, String type, String algorithm) {
    if (provider.getService(type, algorithm) == null) {
      throw new IllegalArgumentException(
          "the provider " + provider.getName() + " has no " + type + " for " + algorithm);
    }
  }

  @Override
  public Digest digest(HashAlgorithm algorithm) {
    Pool<MessageDigest> pool =
        switch (algorithm) {
          case SHA1 -> sha1;
          case SHA256 -> sha256;
          case SHA512 -> sha512;
        };
    MessageDigest digest = pool.take();
    return new JcaDigest(digest == null ? newDigest(algorithm) : digest, pool);
  }

  @Override
  public boolean verifyRsa(
      DkimPublicKey.Rsa key, HashAlgorithm algorithm, byte[] octets, int length, byte[] signature) {
    PublicKey publicKey = publicKey(key);
    if (publicKey == null) {
      return false;
    }
    Pool<Signature> pool = algorithm == HashAlgorithm.SHA256 ? rsaSha256 : rsaSha1;
    Signature pooled = pool.take();
    Signature verifier = pooled == null ? newRsaSignature(algorithm) : pooled;
    return verify(pool, verifier, publicKey, octets, length, signature);
  }

  @Override
  public boolean verifyEd25519(DkimPublicKey.Ed25519 key, byte[] message, byte[] signature) {
    PublicKey publicKey = publicKey(key);
    if (publicKey == null) {
      return false;
    }
    Signature pooled = ed25519.take();
    Signature verifier = pooled == null ? newEd25519Signature() : pooled;
    return verify(ed25519, verifier, publicKey, message, message.length, signature);
  }

  private static boolean verify(
      Pool<Signature> pool,
      Signature verifier,
      PublicKey key,
      byte[] octets,
      int length,
      byte[] signature) {
    try {
      verifier.initVerify(key);
      verifier.update(octets, 0, length);
      boolean valid = verifier.verify(signature);
      pool.give(verifier);
      return valid;
    } catch (InvalidKeyException | SignatureException | RuntimeException e) {
      // A signature of the wrong length, or a key the provider does not take; some providers have
      // unchecked exceptions for these. The verifier is not used again: the JDK's Ed25519 keeps the
      // octets of a verification that ended like this, and would put them before the next one's.
      return false;
    }
  }

  @Override
  public byte[] signRsa(PrivateKey key, HashAlgorithm algorithm, byte[] octets, int length) {
    return sign(newRsaSignature(algorithm), key, octets, length);
  }

  @Override
  public byte[] signEd25519(PrivateKey key, byte[] message) {
    return sign(newEd25519Signature(), key, message, message.length);
  }

  private static byte[] sign(Signature signer, PrivateKey key, byte[] octets, int length) {
    try {
      signer.initSign(key);
      signer.update(octets, 0, length);
      return signer.sign();
    } catch (InvalidKeyException | SignatureException | RuntimeException e) {
      throw new IllegalArgumentException("the private key cannot be used", e);
    }
  }

  private @Nullable PublicKey publicKey(DkimPublicKey key) {
    Optional<PublicKey> known = keys.get(key);
    if (known == null) {
      known = Optional.ofNullable(parse(key));
      keys.put(key, known);
    }
    return known.orElse(null);
  }

  // No pattern switch: its bootstrap costs a command that reads one message milliseconds.
  private @Nullable PublicKey parse(DkimPublicKey key) {
    try {
      if (key instanceof DkimPublicKey.Rsa rsa) {
        return rsaProvider == null
            // The JDK makes keys of a specification by a pattern switch; of another's key it does
            // not.
            ? (PublicKey) KeyFactory.getInstance("RSA").translateKey(new RsaNumbers(rsa))
            : KeyFactory.getInstance("RSA", rsaProvider)
                .generatePublic(new RSAPublicKeySpec(rsa.modulus(), rsa.exponent()));
      }
      byte[] octets = ((DkimPublicKey.Ed25519) key).octets();
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(octets)));
    } catch (InvalidKeySpecException | InvalidKeyException | RuntimeException e) {
      return null;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("the JDK and every provider taken have RSA and Ed25519", e);
    }
  }

  /** RFC 8032 §5.1.3: 255 bits of y, least octet first, then the sign of x. */
  private static EdECPoint point(byte[] octets) {
    byte[] y = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      y[i] = octets[octets.length - 1 - i];
    }
    boolean xOdd = y[0] < 0;
    y[0] &= 0x7f;
    return new EdECPoint(xOdd, new BigInteger(1, y));
  }

  private static String rsaName(HashAlgorithm algorithm) {
    return algorithm == HashAlgorithm.SHA256 ? "SHA256withRSA" : "SHA1withRSA";
  }

  /** The numbers of a key, to be made a key of a provider's own. */
  private static final class RsaNumbers implements RSAPublicKey {
    @java.io.Serial private static final long serialVersionUID = 1L;

    private final BigInteger modulus;
    private final BigInteger exponent;

    RsaNumbers(DkimPublicKey.Rsa key) {
      this.modulus = key.modulus();
      this.exponent = key.exponent();
    }

    @Override
    public BigInteger getModulus() {
      return modulus;
    }

    @Override
    public BigInteger getPublicExponent() {
      return exponent;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  private Signature newRsaSignature(HashAlgorithm algorithm) {
    String name = rsaName(algorithm);
    try {
      return rsaProvider == null
          ? Signature.getInstance(name)
          : Signature.getInstance(name, rsaProvider);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("the JDK and every provider taken have " + name, e);
    }
  }

  private static Signature newEd25519Signature() {
    try {
      return Signature.getInstance("Ed25519");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has Ed25519", e);
    }
  }

  private static MessageDigest newDigest(HashAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.standardName());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + algorithm.standardName(), e);
    }
  }

  /** Gives its {@link MessageDigest}, which digest() has reset, back to the pool. */
  private static final class JcaDigest implements Digest {
    private final MessageDigest digest;
    private final Pool<MessageDigest> pool;

    JcaDigest(MessageDigest digest, Pool<MessageDigest> pool) {
      this.digest = digest;
      this.pool = pool;
    }

    @Override
    public void update(byte[] octets, int from, int length) {
      digest.update(octets, from, length);
    }

    @Override
    public byte[] finish() {
      byte[] hash = digest.digest();
      pool.give(digest);
      return hash;
    }
  }
}
