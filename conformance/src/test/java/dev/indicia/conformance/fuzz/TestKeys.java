package dev.indicia.conformance.fuzz;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A public key whose private half is forgotten at once. */
final class TestKeys {
  /** A key record with an RSA key of 1024 bits. */
  static final String RSA = "v=DKIM1; k=rsa; p=" + rsa();

  private TestKeys() {}

  private static String rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(1024);
      return Base64.getEncoder()
          .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
