package dev.indicia.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A private key for signing with the public key that belongs to it. Immutable, thread-safe. */
public final class DkimKeyPair {
  /** Longest string of a TXT record, in octets (RFC 1035 §3.3.14). */
  private static final int TXT_STRING_MAX = 255;

  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final byte[] PKCS8_RSA = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private final PrivateKey privateKey;
  private final DkimPublicKey publicKey;
  private final byte[] publicData;

  private DkimKeyPair(PrivateKey privateKey, PublicKey encoded) {
    this.privateKey = privateKey;
    byte[] info = encoded.getEncoded();
    if (encoded instanceof RSAPublicKey rsa) {
      publicKey = new DkimPublicKey.Rsa(rsa.getModulus(), rsa.getPublicExponent());
      publicData = info;
    } else {
      // RFC 8463 §4.2: the 32 octets at the end of the SubjectPublicKeyInfo (RFC 8410 §4).
      publicData =
          Arrays.copyOfRange(info, info.length - DkimPublicKey.Ed25519.LENGTH, info.length);
      publicKey = new DkimPublicKey.Ed25519(publicData);
    }
  }

  /**
   * A new RSA key pair with the exponent 65537 (RFC 8301 §3.2).
   *
   * @param bits 1024 to 8192; 2048 is what to use
   * @throws IllegalArgumentException when {@code bits} is something else
   */
  public static DkimKeyPair generateRsa(int bits, SecureRandom random) {
    Objects.requireNonNull(random, "random");
    if (bits < 1024 || bits > 8192) {
      throw new IllegalArgumentException("bits is not 1024 to 8192: " + bits);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), random);
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes RSA keys", e);
    }
  }

  /** A new Ed25519 key pair (RFC 8463). */
  public static DkimKeyPair generateEd25519(SecureRandom random) {
    Objects.requireNonNull(random, "random");
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes Ed25519 keys", e);
    }
  }

  private static DkimKeyPair of(KeyPair pair) {
    return new DkimKeyPair(pair.getPrivate(), pair.getPublic());
  }

  /**
   * The key pair of a private key in PEM: PKCS#8 (RFC 7468 §10) with RSA or Ed25519, or PKCS#1 (RFC
   * 8017 §A.1.2); not encrypted.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong and holds
   *     nothing of the key
   */
  public static DkimKeyPair parsePem(String pem) {
    byte[] pkcs8 = pemData(pem, PKCS8);
    if (pkcs8 == null) {
      byte[] pkcs1 = pemData(pem, PKCS1);
      if (pkcs1 == null) {
        throw new IllegalArgumentException(
            "no \"BEGIN PRIVATE KEY\" or \"BEGIN RSA PRIVATE KEY\" block");
      }
      pkcs8 = wrapPkcs1(pkcs1);
    }
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    try {
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(spec);
      return ofRsa(key);
    } catch (GeneralSecurityException notRsa) {
      try {
        return ofEd25519(KeyFactory.getInstance("Ed25519").generatePrivate(spec));
      } catch (GeneralSecurityException notEd25519) {
        throw new IllegalArgumentException("neither an RSA nor an Ed25519 private key", notRsa);
      }
    }
  }

  private static DkimKeyPair ofRsa(PrivateKey key) throws GeneralSecurityException {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new IllegalArgumentException("the RSA private key lacks its public exponent");
    }
    BigInteger modulus = rsa.getModulus();
    return new DkimKeyPair(
        key,
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, rsa.getPublicExponent())));
  }

  /** The JDK derives a public key only when it makes a pair, so it makes this one again. */
  private static DkimKeyPair ofEd25519(PrivateKey key) throws GeneralSecurityException {
    byte[] seed = key instanceof EdECPrivateKey ed ? ed.getBytes().orElse(null) : null;
    if (seed == null || seed.length != DkimPublicKey.Ed25519.LENGTH) {
      throw new IllegalArgumentException("the Ed25519 private key has no 32 octets");
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new SeedSource(seed));
    return new DkimKeyPair(key, generator.generateKeyPair().getPublic());
  }

  /** Not random at all: gives the seed of a key that is known. */
  private static final class SeedSource extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    SeedSource(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }

  private static byte @Nullable [] pemData(String pem, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = pem.indexOf(begin);
    int to = from < 0 ? -1 : pem.indexOf("-----END " + label + "-----", from);
    if (to < 0) {
      return null;
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the PEM block is no base64 text");
    }
  }

  /** PrivateKeyInfo (RFC 5208 §5) around an RSAPrivateKey. */
  private static byte[] wrapPkcs1(byte[] pkcs1) {
    byte[] key = der(0x04, new byte[0], pkcs1);
    return der(0x30, PKCS8_RSA, key);
  }

  private static byte[] der(int tag, byte[] first, byte[] second) {
    int length = first.length + second.length;
    byte[] der = new byte[4 + length];
    der[0] = (byte) tag;
    der[1] = (byte) 0x82;
    der[2] = (byte) (length >>> 8);
    der[3] = (byte) length;
    System.arraycopy(first, 0, der, 4, first.length);
    System.arraycopy(second, 0, der, 4 + first.length, second.length);
    return der;
  }

  /** The private key. */
  public PrivateKey privateKey() {
    return privateKey;
  }

  /** The public key. */
  public DkimPublicKey publicKey() {
    return publicKey;
  }

  /** The private key in PEM, PKCS#8 (RFC 7468 §10), lines ending in LF. Secret. */
  public String formatPem() {
    String data =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
    return "-----BEGIN " + PKCS8 + "-----\n" + data + "\n-----END " + PKCS8 + "-----\n";
  }

  /** The value of the key record to publish (RFC 6376 §3.6.1). */
  public String recordText() {
    String type =
        switch (publicKey) {
          case DkimPublicKey.Rsa rsa -> "rsa";
          case DkimPublicKey.Ed25519 ed -> "ed25519";
        };
    return "v=DKIM1; k=" + type + "; p=" + Base64.getEncoder().encodeToString(publicData);
  }

  /** {@link #recordText} in strings of at most 255 octets, as a TXT record has them. */
  public List<String> recordStrings() {
    String text = recordText();
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < text.length(); i += TXT_STRING_MAX) {
      strings.add(text.substring(i, Math.min(text.length(), i + TXT_STRING_MAX)));
    }
    return List.copyOf(strings);
  }

  /** The kind and size of the key, nothing secret. */
  @Override
  public String toString() {
    return "DkimKeyPair[" + privateKey.getAlgorithm() + ", " + publicKey.bits() + " bits]";
  }
}
