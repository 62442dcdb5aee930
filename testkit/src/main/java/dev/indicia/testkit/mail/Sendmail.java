package dev.indicia.testkit.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Debian's Sendmail, unpacked and not installed, with a configuration that only hands on. */
public final class Sendmail implements MailSystem {
  private final MailFolder folder;
  private final Process process;

  private Sendmail(MailFolder folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts one that hands all mail to the sink, and waits until it greets.
   *
   * @param prefix where the packages were unpacked
   * @param sinkPort of loopback
   * @param ports it listens on; each is that of a {@code DaemonPortOptions} in the lines
   * @param lines of sendmail.cf: what it listens on and the filters that it asks
   */
  public static Sendmail start(Path prefix, int sinkPort, List<Integer> ports, String lines)
      throws IOException {
    MailFolder folder = MailFolder.create("indicia-sendmail");
    Files.createDirectory(
        folder.path("queue"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    folder.write("switch", "hosts files\naliases files\npasswd files\n");
    folder.write("hosts", "127.0.0.1 localhost mx.example.net\n");
    Path configuration = folder.write("sendmail.cf", configuration(folder, sinkPort, lines));
    // It waits a minute where the host's own name has no dot, so it gets one that has.
    Process process =
        folder.start(
            Map.of("LD_LIBRARY_PATH", prefix.resolve("usr/lib/x86_64-linux-gnu").toString()),
            List.of(
                "unshare",
                "--uts",
                "sh",
                "-c",
                "hostname mx.example.net && exec \"$@\"",
                "sh",
                prefix.resolve("usr/libexec/sendmail/sendmail").toString(),
                "-bD",
                "-C" + configuration));
    Sendmail sendmail = new Sendmail(folder, process);
    boolean started = false;
    try {
      folder.await("Sendmail", () -> ports.stream().allMatch(Loopback::greets));
      started = true;
      return sendmail;
    } finally {
      if (!started) {
        sendmail.close();
      }
    }
  }

  /**
   * Return-Path and Received first, as in the configuration that Sendmail comes with. Mail goes on
   * at once, however busy the machine is.
   */
  private static String configuration(MailFolder folder, int sinkPort, String lines) {
    return """
    V10
    Cwlocalhost
    Djmx.example.net
    O QueueDirectory=%1$s/queue
    O PidFile=%1$s/pid
    O HostsFile=%1$s/hosts
    O ServiceSwitchFile=%1$s/switch
    O DeliveryMode=interactive
    O QueueLA=100000
    O RefuseLA=100000
    O TempFileMode=0600
    O Timeout.ident=0
    O EightBitMode=pass8
    O Milter.LogLevel=12
    O LogLevel=12
    %3$s
    Pfirst-class=0
    Troot
    H?P?Return-Path: <$g>
    HReceived: from $s by $j id $i; $b
    H?D?Date: $a
    H?F?From: $g
    H?M?Message-Id: <$t.$i@$j>
    SCanonify=3
    R$*<>$*	$@ <@>
    R$*<$*>$*	$2
    Sparse=0
    R<@>	$#local $: <@>
    R$+	$#esmtp $@ [127.0.0.1] $: $1
    Mlocal, P=/bin/false, F=lsDFMPn, A=false
    Mprog, P=/bin/false, F=lsDFM, A=false
    Mesmtp, P=[IPC], F=mDFMuXa8, E=\\r\\n, L=0, T=DNS/RFC822/SMTP, A=TCP $h %2$d
    """
        .formatted(folder.path(""), sinkPort, lines.strip());
  }

  /** Files of quarantined messages begin with hf. */
  @Override
  public boolean holdsAMessage() throws IOException {
    return folder.has("queue", "hf");
  }

  @Override
  public String log() throws IOException {
    return folder.read("said");
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    MailFolder.uninterrupted(process);
    folder.delete();
  }
}
