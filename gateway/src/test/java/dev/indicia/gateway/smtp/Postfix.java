package dev.indicia.gateway.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Postfix of its own: configuration, queue and log in a folder, ports on loopback. One
 * listener has the filter before its queue, the other takes what the filter hands on; all goes out
 * to a sink.
 */
final class Postfix implements AutoCloseable {
  final int front;
  final int inner;
  private final Path folder;
  private final Path log;

  /** Whether there is one and we may start it. */
  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/sbin/postfix"))
        && "root".equals(System.getProperty("user.name"));
  }

  Postfix(int filterPort, int innerPort, int sinkPort) throws Exception {
    front = freePort();
    inner = innerPort;
    folder = Files.createTempDirectory("indicia-postfix");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    log = folder.resolve("log");
    Files.createDirectories(folder.resolve("etc"));
    Files.createDirectories(folder.resolve("queue"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.setOwner(
        data,
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
    Files.writeString(folder.resolve("etc/main.cf"), main(sinkPort));
    Files.writeString(folder.resolve("etc/master.cf"), master(filterPort));
    run("start");
    Bench.await(() -> answers(front) && answers(inner));
  }

  private String main(int sinkPort) {
    return """
    compatibility_level = 3.6
    queue_directory = %1$s/queue
    data_directory = %1$s/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    mail_owner = postfix
    setgid_group = postdrop
    maillog_file = %1$s/log
    maillog_file_prefixes = %1$s
    myhostname = mx.hop.test
    mydestination =
    alias_maps =
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    mynetworks = 127.0.0.0/8
    relay_domains = hop.test
    smtpd_peername_lookup = no
    smtpd_relay_restrictions = reject_unauth_destination
    smtpd_recipient_restrictions =
    smtpd_forbid_bare_newline = no
    smtpd_error_sleep_time = 0
    smtpd_hard_error_limit = 10000
    smtpd_soft_error_limit = 10000
    smtpd_junk_command_limit = 10000
    smtpd_client_connection_count_limit = 0
    relay_transport = smtp:[127.0.0.1]:%2$d
    default_transport = smtp:[127.0.0.1]:%2$d
    smtp_tls_security_level = none
    smtputf8_enable = yes
    """
        .formatted(folder, sinkPort);
  }

  private String master(int filterPort) {
    return """
    127.0.0.1:%1$d inet n - n - - smtpd
      -o smtpd_proxy_filter=127.0.0.1:%2$d
    127.0.0.1:%3$d inet n - n - - smtpd
      -o smtpd_authorized_xforward_hosts=127.0.0.0/8
      -o smtpd_authorized_xclient_hosts=127.0.0.0/8
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    verify unix - - n - 1 verify
    flush unix n - n 1000? 0 flush
    proxymap unix - - n - - proxymap
    smtp unix - - n - - smtp
    error unix - - n - - error
    retry unix - - n - - error
    scache unix - - n - 1 scache
    anvil unix - - n - 1 anvil
    tlsmgr unix - - n 1000? 1 tlsmgr
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(front, filterPort, inner);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }

  void run(String verb) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/usr/sbin/postfix", "-c", folder.resolve("etc").toString(), verb)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "postfix " + verb + ": " + Files.readString(folder.resolve("said")) + log());
    }
  }

  boolean isQueueEmpty() {
    try {
      Process process =
          new ProcessBuilder("/usr/sbin/postqueue", "-c", folder.resolve("etc").toString(), "-p")
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && said.contains("queue is empty");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  public void close() throws IOException {
    try {
      run("stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    }
  }
}
