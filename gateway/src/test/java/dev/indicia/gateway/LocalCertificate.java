package dev.indicia.gateway;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate for a host, made by the JDK's keytool in each run. */
public record LocalCertificate(SSLContext server, SSLContext client) {
  private static final String PASSWORD = "for-this-test-alone";

  /** Of a server with that name, and of a client that trusts it alone. */
  public static LocalCertificate of(String host) throws Exception {
    Path folder = Files.createTempDirectory("indicia-tls");
    Path store = folder.resolve("store.p12");
    String command =
        "-genkeypair -alias a -keyalg EC -groupname secp256r1 -dname CN="
            + host
            + " -ext san=dns:"
            + host
            + " -validity 2 -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore";
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    arguments.addAll(List.of(command.split(" ", -1)));
    arguments.add(store.toString());
    try {
      Process keytool = new ProcessBuilder(arguments).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes());
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool: " + said);
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, PASSWORD.toCharArray());
      KeyStore roots = KeyStore.getInstance("PKCS12");
      roots.load(null, null);
      roots.setCertificateEntry("a", keys.getCertificate("a"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(roots);
      SSLContext server = SSLContext.getInstance("TLS");
      server.init(managers.getKeyManagers(), null, null);
      SSLContext client = SSLContext.getInstance("TLS");
      client.init(null, trust.getTrustManagers(), null);
      return new LocalCertificate(server, client);
    } finally {
      Files.deleteIfExists(store);
      Files.delete(folder);
    }
  }
}
