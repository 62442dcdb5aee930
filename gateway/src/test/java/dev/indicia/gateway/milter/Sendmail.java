package dev.indicia.gateway.milter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's Sendmail, unpacked and not installed, with a configuration that only relays to the sink.
 */
final class Sendmail implements MailSystem {
  private final Path directory;
  private final int port = MailSystem.freePort();
  private final int unixPort = MailSystem.freePort();
  private final Process process;

  /**
   * Starts it.
   *
   * @param prefix where the packages were unpacked
   */
  Sendmail(Path prefix, Plan plan) throws IOException, InterruptedException {
    directory = plan.directory();
    Files.createDirectory(
        directory.resolve("queue"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(directory.resolve("switch"), "hosts files\naliases files\npasswd files\n");
    Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost mx.example.net\n");
    Path configuration = directory.resolve("sendmail.cf");
    Files.writeString(configuration, configuration(plan));
    // It waits a minute where the host's own name has no dot, so it gets one that has.
    ProcessBuilder command =
        new ProcessBuilder(
            "unshare",
            "--uts",
            "sh",
            "-c",
            "hostname mx.example.net && exec \"$@\"",
            "sh",
            prefix.resolve("usr/libexec/sendmail/sendmail").toString(),
            "-bD",
            "-C" + configuration,
            "-X" + directory.resolve("traffic"));
    command
        .environment()
        .put("LD_LIBRARY_PATH", prefix.resolve("usr/lib/x86_64-linux-gnu").toString());
    process =
        command.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
    awaitPort();
  }

  /**
   * Return-Path and Received first, as in the configuration that Sendmail comes with. Mail goes on
   * at once, however busy the machine is.
   */
  private String configuration(Plan plan) {
    return """
    V10
    Cwlocalhost
    Djmx.example.net
    O QueueDirectory=%1$s/queue
    O PidFile=%1$s/pid
    O HostsFile=%1$s/hosts
    O ServiceSwitchFile=%1$s/switch
    O DaemonPortOptions=Name=MTA, Addr=127.0.0.1, Port=%2$d
    O DaemonPortOptions=Name=LOCAL, Addr=127.0.0.1, Port=%3$d, InputMailFilters=unixmilter
    O DeliveryMode=interactive
    O QueueLA=100000
    O RefuseLA=100000
    O TempFileMode=0600
    O Timeout.ident=0
    O EightBitMode=pass8
    O InputMailFilters=tcpmilter
    O Milter.LogLevel=12
    O LogLevel=12
    Xtcpmilter, S=inet:%4$s, F=T, T=C:5s;S:5s;R:3s;E:30s
    Xunixmilter, S=%5$s, F=T, T=C:5s;S:5s;R:3s;E:30s
    Pfirst-class=0
    Troot
    H?P?Return-Path: <$g>
    HReceived: from $s by $j id $i; $b
    H?D?Date: $a
    H?F?From: $g
    H?M?Message-Id: <$t.$i@$j>
    SCanonify=3
    R$*<$*>$*	$2
    Sparse=0
    R$+	$#esmtp $@ [127.0.0.1] $: $1
    Mlocal, P=/bin/false, F=lsDFMPn, A=false
    Mprog, P=/bin/false, F=lsDFM, A=false
    Mesmtp, P=[IPC], F=mDFMuXa8, E=\\r\\n, L=0, T=DNS/RFC822/SMTP, A=TCP $h %6$d
    """
        .formatted(
            directory,
            port,
            unixPort,
            plan.milter().replaceFirst("inet:(.*):(\\d+)", "$2@$1"),
            plan.unixMilter(),
            plan.sinkPort());
  }

  private void awaitPort() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!MailSystem.isUp(port)) {
      if (System.nanoTime() - end > 0 || !process.isAlive()) {
        throw new IOException(
            "Sendmail does not come up:\n" + Files.readString(directory.resolve("log")));
      }
      Thread.sleep(50);
    }
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
    return 0;
  }

  /** Files of quarantined messages begin with hf. */
  @Override
  public boolean holdsAMessage() throws IOException {
    try (Stream<Path> queued = Files.list(directory.resolve("queue"))) {
      return queued.anyMatch(path -> path.getFileName().toString().startsWith("hf"));
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
