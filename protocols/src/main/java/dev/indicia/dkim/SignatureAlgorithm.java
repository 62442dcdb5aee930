package dev.indicia.dkim;

import org.jspecify.annotations.Nullable;

/** The signing algorithms of a= (RFC 6376 §3.3, RFC 8463 §3). */
enum SignatureAlgorithm {
  RSA_SHA1("rsa-sha1", "rsa", HashAlgorithm.SHA1),
  RSA_SHA256("rsa-sha256", "rsa", HashAlgorithm.SHA256),
  ED25519_SHA256("ed25519-sha256", "ed25519", HashAlgorithm.SHA256);

  private final String word;
  private final String keyType;
  private final HashAlgorithm hash;

  SignatureAlgorithm(String word, String keyType, HashAlgorithm hash) {
    this.word = word;
    this.keyType = keyType;
    this.hash = hash;
  }

  String word() {
    return word;
  }

  /** The k= that fits. */
  String keyType() {
    return keyType;
  }

  HashAlgorithm hash() {
    return hash;
  }

  static @Nullable SignatureAlgorithm of(String word) {
    return switch (word) {
      case "rsa-sha256" -> RSA_SHA256;
      case "ed25519-sha256" -> ED25519_SHA256;
      case "rsa-sha1" -> RSA_SHA1;
      default -> null;
    };
  }
}
