package dev.indicia.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** An authority that certifies a mark, made anew by the JDK's keytool in each test run. */
final class MarkAuthority {
  private static final byte[] SHA_256 = HexFormat.of().parseHex("0609608648016503040201");
  private static final String PASSWORD = "password";

  private final Path folder;

  MarkAuthority(Path folder) {
    this.folder = folder;
    generate("root", "CN=Mark Root", "-ext", "bc:c");
  }

  /** The authority's certificate in PEM. */
  String root() {
    return pem("root");
  }

  /** A certificate of the mark for the domain, in PEM. */
  String mark(String svg, String domain) {
    String extension = HexFormat.of().formatHex(logotype(svg.getBytes(StandardCharsets.UTF_8)));
    generate(
        "mark",
        "CN=A Inc",
        "-signer",
        "root",
        "-ext",
        "eku=1.3.6.1.5.5.7.3.31",
        "-ext",
        "san=dns:" + domain,
        "-ext",
        "1.3.6.1.5.5.7.1.12=" + extension);
    return pem("mark");
  }

  private void generate(String alias, String name, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-startdate",
                "2026/01/02 00:00:00",
                "-validity",
                "365",
                "-keystore",
                folder.resolve("keys.p12").toString(),
                "-storepass",
                PASSWORD));
    words.addAll(List.of(more));
    try {
      Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
      String said =
          new String(keytool.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String pem(String alias) {
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getEncoder().encodeToString(store.getCertificate(alias).getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** RFC 9399 §4.1: the subject's logotype, embedded, with its digest. */
  private static byte[] logotype(byte[] svg) {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(svg);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    String uri = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
    byte[] hash = der(0x30, der(0x30, SHA_256), der(0x04, digest));
    byte[] details = der(0x30, ia5("image/svg+xml"), der(0x30, hash), der(0x30, ia5(uri)));
    return der(0x30, der(0xa2, der(0xa0, der(0x30, der(0x30, details)))));
  }

  private static byte[] ia5(String text) {
    return der(0x16, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length > 0x7f) {
      out.write(0x82);
      out.write(length >> 8);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
