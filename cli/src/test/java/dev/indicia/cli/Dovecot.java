package dev.indicia.cli;

import dev.indicia.testkit.mail.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real IMAP server on loopback, with a configuration and mailbox of its own. */
final class Dovecot implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
  private static final String PASSWORD = "for-this-test-alone";
  private static final String USER = "nobody";

  private final Path folder;
  private final Process process;
  private final int port;
  private int delivered;

  private Dovecot(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Why it cannot run here; empty when it can. */
  static String missing() throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      return "no Dovecot here (gateway/mta installs it)";
    }
    return Files.getOwner(Path.of("/proc/self")).getName().equals("root")
        ? ""
        : "Dovecot's login process wants root";
  }

  static Dovecot start() throws Exception {
    Path folder = Files.createTempDirectory("indicia-dovecot");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    LocalPem.write(folder);
    int port = Loopback.freePort();
    for (String box : List.of("mail", "mail/cur", "mail/new", "mail/tmp", "home")) {
      own(Files.createDirectories(folder.resolve(box)));
    }
    Path config = folder.resolve("dovecot.conf");
    Files.writeString(
        config,
        """
        base_dir = F/run
        state_dir = F/state
        log_path = F/log
        protocols = imap
        listen = 127.0.0.1
        ssl = required
        ssl_cert = <F/certificate.pem
        ssl_key = <F/key.pem
        mail_location = maildir:F/mail
        first_valid_uid = 1
        passdb {
          driver = static
          args = password=PASSWORD
        }
        userdb {
          driver = static
          args = uid=USER gid=nogroup home=F/home
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = 0
          }
          inet_listener imaps {
            port = PORT
            ssl = yes
          }
        }
        service stats {
          chroot =
        }
        """
            .replace("F/", folder + "/")
            .replace("PORT", Integer.toString(port))
            .replace("PASSWORD", PASSWORD)
            .replace("USER", USER));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-F", "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    Dovecot dovecot = new Dovecot(folder, process, port);
    dovecot.awaitPort();
    return dovecot;
  }

  private static void own(Path path) throws IOException {
    UserPrincipal user =
        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
    Files.setOwner(path, user);
  }

  private void awaitPort() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          break;
        }
        Thread.sleep(50);
      }
    }
    throw new AssertionError(
        "Dovecot does not start: " + Files.readString(folder.resolve("out")) + log());
  }

  String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  int port() {
    return port;
  }

  Path certificate() {
    return folder.resolve(LocalPem.CERTIFICATE);
  }

  /** A file with the password of every user. */
  Path passwordFile() throws IOException {
    return Files.writeString(folder.resolve("password"), PASSWORD + "\n");
  }

  /** Puts a message into the mailbox. */
  void deliver(String message) throws IOException {
    String name = String.format("17786%05d.M%d.test", delivered, delivered);
    delivered++;
    Path fresh = folder.resolve("mail/tmp").resolve(name);
    Files.writeString(fresh, message.replace("\r\n", "\n"), StandardCharsets.ISO_8859_1);
    own(fresh);
    Files.move(fresh, folder.resolve("mail/new").resolve(name));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
