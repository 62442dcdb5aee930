package dev.indicia.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate for {@code localhost} and its key as PEM files, made anew in each run. */
final class LocalPem {
  static final String CERTIFICATE = "certificate.pem";
  static final String KEY = "key.pem";

  private static final String PASSWORD = "for-this-test-alone";

  private LocalPem() {}

  /** Writes both files into the folder. */
  static void write(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    String options =
        "-genkeypair -alias a -keyalg RSA -dname CN=localhost -ext san=dns:localhost -validity 2"
            + " -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore";
    command.addAll(List.of(options.split(" ", -1)));
    command.add(store.toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem(folder.resolve(CERTIFICATE), "CERTIFICATE", keys.getCertificate("a").getEncoded());
    pem(folder.resolve(KEY), "PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
    Files.delete(store);
  }

  private static void pem(Path file, String label, byte[] octets) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
  }
}
