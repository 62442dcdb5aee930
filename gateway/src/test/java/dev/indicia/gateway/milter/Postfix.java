package dev.indicia.gateway.milter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Postfix with its configuration, queue and log in a directory of its own. */
final class Postfix implements MailSystem {
  static final Path COMMAND = Path.of("/usr/sbin/postfix");

  private final Path directory;
  private final int port = MailSystem.freePort();
  private final int unixPort = MailSystem.freePort();
  private final int oldPort = MailSystem.freePort();

  Postfix(Plan plan) throws IOException, InterruptedException {
    directory = plan.directory();
    Path queue = Files.createDirectories(directory.resolve("queue"));
    Path data = Files.createDirectories(directory.resolve("data"));
    run("chown", "postfix", data.toString());
    Files.writeString(
        directory.resolve("main.cf"),
        """
        compatibility_level = 3.6
        queue_directory = %s
        data_directory = %s
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = %s/log
        maillog_file_prefixes = %s
        myhostname = mx.example.net
        mydestination =
        relay_domains = example.net
        relay_transport = smtp:[127.0.0.1]:%d
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_peername_lookup = no
        smtpd_authorized_xclient_hosts = 127.0.0.1
        smtp_dns_support_level = disabled
        alias_maps =
        alias_database =
        message_size_limit = 20000000
        smtpd_milters = %s
        milter_default_action = tempfail
        milter_protocol = 6
        milter_content_timeout = 3s
        """
            .formatted(
                queue, data, directory, directory.getParent(), plan.sinkPort(), plan.milter()));
    Files.writeString(
        directory.resolve("master.cf"),
        """
        127.0.0.1:%d inet n - n - - smtpd
        127.0.0.1:%d inet n - n - - smtpd
          -o smtpd_milters=%s
        127.0.0.1:%d inet n - n - - smtpd
          -o milter_protocol=2
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
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        """
            .formatted(port, unixPort, plan.unixMilter(), oldPort));
    run(COMMAND.toString(), "-c", directory.toString(), "start");
    awaitPort();
  }

  private void awaitPort() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!MailSystem.isUp(port)) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("Postfix does not come up:\n" + log());
      }
      Thread.sleep(50);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  String log() throws IOException {
    Path log = directory.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public int unixPort() {
    return unixPort;
  }

  @Override
  public int oldPort() {
    return oldPort;
  }

  @Override
  public boolean holdsAMessage() throws IOException {
    try (Stream<Path> held = Files.walk(directory.resolve("queue/hold"))) {
      return held.anyMatch(Files::isRegularFile);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run(COMMAND.toString(), "-c", directory.toString(), "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
