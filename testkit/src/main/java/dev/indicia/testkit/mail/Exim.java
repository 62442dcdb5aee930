package dev.indicia.testkit.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Debian's Exim, unpacked and not installed. Its user, its configuration and its queue have fixed
 * places, so it runs in a file system of its own, of which the machine sees nothing.
 */
public final class Exim implements MailSystem {
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";

  private final MailFolder folder;
  private final Process process;

  private Exim(MailFolder folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts one that hands all mail to the sink, and waits until it greets.
   *
   * @param prefix where the packages were unpacked
   * @param sinkPort of loopback
   * @param port it listens on, as the lines say
   * @param lines of the main section, which name the domains it takes mail for ({@code
   *     relay_to_domains}) and the hosts that may send anywhere ({@code relay_from_hosts})
   */
  public static Exim start(Path prefix, int sinkPort, int port, String lines) throws IOException {
    MailFolder folder = MailFolder.create("indicia-exim");
    for (String name : List.of("usr", "dev", "proc", "tmp", "exim")) {
      Files.createDirectories(folder.path("root/" + name));
    }
    for (String name : List.of("bin", "lib", "lib64")) {
      Files.createSymbolicLink(folder.path("root/" + name), Path.of("usr", name));
    }
    // With its setuid bit, which it needs to deliver.
    Files.copy(
        prefix.resolve("usr/sbin/exim4"),
        folder.path("root/exim/exim4"),
        StandardCopyOption.COPY_ATTRIBUTES);
    folder.run("chmod", "4755", folder.path("root/exim/exim4").toString());
    Files.copy(
        prefix.resolve(LIBRARIES).resolve("libidn.so.12"), folder.path("root/exim/libidn.so.12"));
    folder.write("root/etc/ld.so.conf", "/exim\n/" + LIBRARIES + "\n/lib/x86_64-linux-gnu\n");
    folder.write(
        "root/etc/passwd",
        """
        root:x:0:0::/:/bin/sh
        mail:x:8:8::/:/bin/sh
        nobody:x:65534:65534::/:/bin/sh
        Debian-exim:x:64999:64999::/:/bin/sh
        """);
    folder.write(
        "root/etc/group", "root:x:0:\nmail:x:8:\nnogroup:x:65534:\nDebian-exim:x:64999:\n");
    folder.write("root/etc/services", "smtp 25/tcp\n");
    folder.write("root/etc/exim4/exim4.conf", configuration(sinkPort, lines));
    Files.createDirectories(folder.path("root/var/spool/exim4"));
    folder.run("chown", "-R", "64999:64999", folder.path("root/var/spool").toString());
    Process process =
        folder.start(Map.of(), List.of("unshare", "--mount", "sh", "-ec", script(folder)));
    Exim exim = new Exim(folder, process);
    boolean started = false;
    try {
      folder.await("Exim", () -> Loopback.greets(port));
      started = true;
      return exim;
    } finally {
      if (!started) {
        exim.close();
      }
    }
  }

  private static String script(MailFolder folder) {
    return """
    cd %s
    mount --bind /usr usr
    mount --bind /dev dev
    mount -t proc proc proc
    /sbin/ldconfig -r .
    exec chroot . /exim/exim4 -bdf
    """
        .formatted(folder.path("root"));
  }

  private static String configuration(int sinkPort, String lines) {
    return """
    exim_path = /exim/exim4
    primary_hostname = mx.example.net
    keep_environment =
    log_file_path = /var/spool/exim4/%%slog
    smtp_accept_max = 100
    tls_advertise_hosts =
    chunking_advertise_hosts = *
    smtputf8_advertise_hosts = *
    acl_smtp_rcpt = rcpt
    %2$s
    begin acl
    rcpt:
      accept hosts = +relay_from_hosts
      require message = relay not permitted
              domains = +relay_to_domains
      accept
    begin routers
    all:
      driver = manualroute
      transport = sink
      route_list = * 127.0.0.1
      self = send
    begin transports
    sink:
      driver = smtp
      port = %1$d
      hosts_try_fastopen =
    """
        .formatted(sinkPort, lines.strip());
  }

  /** It holds nothing by itself. */
  @Override
  public boolean holdsAMessage() {
    return false;
  }

  @Override
  public String log() throws IOException {
    return folder.read("said") + folder.read("root/var/spool/exim4/mainlog");
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    MailFolder.uninterrupted(process);
    folder.delete();
  }
}
