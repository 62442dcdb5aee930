package dev.indicia.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificate chain and private key, as PEM files (RFC 7468): certificates from the
 * server's own up, and an unencrypted PKCS #8 key. Immutable.
 */
record TlsFiles(Path certificate, Path key) {
  private static final int OCTETS_MAX = 1 << 20;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /**
   * Both files; null for neither.
   *
   * @throws IllegalArgumentException when one is missing, or both and TLS is required
   */
  static @Nullable TlsFiles of(@Nullable Path certificate, @Nullable Path key, boolean required) {
    if (certificate != null && key != null) {
      return new TlsFiles(certificate, key);
    }
    if (certificate != null || key != null || required) {
      throw new IllegalArgumentException("TLS needs certificate and key");
    }
    return null;
  }

  /** A server's context, from the files as they are now. */
  SSLContext server() throws UsageException {
    Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
    PrivateKey privateKey = privateKey();
    try {
      KeyStore keys = empty();
      keys.setKeyEntry("server", privateKey, new char[0], chain);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new UsageException(key + ": does not go with " + certificate + ": " + e.getMessage());
    }
  }

  /** A client's context that believes the certificates of the file, and no others. */
  static SSLContext client(Path authorities) throws UsageException {
    try {
      KeyStore roots = empty();
      int number = 0;
      for (Certificate root : certificates(authorities)) {
        roots.setCertificateEntry("ca" + number++, root);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(roots);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new UsageException(authorities + ": " + e.getMessage());
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws UsageException {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(octets(file)));
      if (found.isEmpty()) {
        throw new UsageException(file + ": there is no certificate in it");
      }
      return found;
    } catch (CertificateException e) {
      throw new UsageException(file + ": is no certificate in PEM: " + e.getMessage());
    }
  }

  private PrivateKey privateKey() throws UsageException {
    String pem = new String(octets(key), StandardCharsets.ISO_8859_1);
    int from = pem.indexOf(BEGIN);
    int to = pem.indexOf(END);
    if (from < 0 || to < from) {
      throw new UsageException(key + ": has no \"" + BEGIN + "\" and its end");
    }
    PKCS8EncodedKeySpec spec;
    try {
      spec =
          new PKCS8EncodedKeySpec(
              Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(key + ": is not base64 inside");
    }
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // Of another kind.
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every JDK has " + algorithm, e);
      }
    }
    throw new UsageException(key + ": is neither an RSA, EC nor Ed25519 key");
  }

  private static byte[] octets(Path file) throws UsageException {
    try {
      if (Files.size(file) > OCTETS_MAX) {
        throw new UsageException(file + ": is larger than " + OCTETS_MAX + " octets");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UsageException(InputFailure.sentence(file.toString(), e));
    }
  }
}
