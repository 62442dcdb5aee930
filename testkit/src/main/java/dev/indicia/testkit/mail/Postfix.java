package dev.indicia.testkit.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Debian's Postfix with its configuration, queue and log in a folder of its own. */
public final class Postfix implements MailSystem {
  private static final Path COMMAND = Path.of("/usr/sbin/postfix");
  private static final Pattern LISTENER = Pattern.compile("(?m)^(?:127\\.0\\.0\\.1:)(\\d+) +inet");

  private final MailFolder folder;

  private Postfix(MailFolder folder) {
    this.folder = folder;
  }

  /** Whether there is one and we may start it. */
  public static boolean isHere() {
    return Files.isExecutable(COMMAND) && MailFolder.isRoot();
  }

  /**
   * Starts one that hands all mail to the sink and waits until its listeners greet.
   *
   * @param sinkPort of loopback
   * @param main lines of main.cf, which hold against those written here
   * @param master lines of master.cf: what listens, as {@code 127.0.0.1:PORT inet ...}
   */
  public static Postfix start(int sinkPort, String main, String master) throws IOException {
    Postfix postfix = new Postfix(MailFolder.create("indicia-postfix"));
    boolean started = false;
    try {
      postfix.begin(sinkPort, main, master);
      started = true;
      return postfix;
    } finally {
      if (!started) {
        postfix.close();
      }
    }
  }

  private void begin(int sinkPort, String main, String master) throws IOException {
    Files.createDirectories(folder.path("queue"));
    Path data = Files.createDirectories(folder.path("data"));
    Files.setOwner(
        data,
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
    folder.write("etc/main.cf", main(sinkPort) + main);
    folder.write("etc/master.cf", master + MASTER);
    resume();
    List<Integer> ports =
        LISTENER.matcher(master).results().map(found -> Integer.valueOf(found.group(1))).toList();
    folder.await("Postfix", () -> ports.stream().allMatch(Loopback::greets));
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
    mydestination =
    alias_maps =
    alias_database =
    inet_interfaces = 127.0.0.1
    inet_protocols = all
    mynetworks = 127.0.0.0/8
    smtpd_peername_lookup = no
    smtpd_relay_restrictions = reject_unauth_destination
    smtpd_authorized_xclient_hosts = 127.0.0.1
    smtpd_error_sleep_time = 0
    in_flow_delay = 0
    smtpd_client_connection_count_limit = 0
    smtp_dns_support_level = disabled
    smtp_tls_security_level = none
    message_size_limit = 20000000
    relay_transport = smtp:[127.0.0.1]:%2$d
    default_transport = smtp:[127.0.0.1]:%2$d
    """
        .formatted(folder.path(""), sinkPort);
  }

  private static final String MASTER =
      """
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
      scache unix - - n - 1 scache
      anvil unix - - n - 1 anvil
      tlsmgr unix - - n 1000? 1 tlsmgr
      postlog unix-dgram n - n - 1 postlogd
      """;

  private String etc() {
    return folder.path("etc").toString();
  }

  /** Starts it again after {@link #pause}. */
  public void resume() throws IOException {
    folder.run(COMMAND.toString(), "-c", etc(), "start");
  }

  /** Stops it; its queue stays. */
  public void pause() throws IOException {
    folder.run(COMMAND.toString(), "-c", etc(), "stop");
  }

  /** Releases what is held, and sends it on. */
  public void release() throws IOException {
    folder.run("/usr/sbin/postsuper", "-c", etc(), "-H", "ALL");
    folder.run("/usr/sbin/postqueue", "-c", etc(), "-f");
  }

  /** Whether nothing waits, is on its way, or is held. */
  public boolean isQueueEmpty() {
    try {
      return folder.run("/usr/sbin/postqueue", "-c", etc(), "-p").contains("queue is empty");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean holdsAMessage() throws IOException {
    return folder.has("queue/hold", "");
  }

  @Override
  public String log() throws IOException {
    return folder.read("log");
  }

  @Override
  public void close() throws IOException {
    // "stop" fails where nothing runs, as after a start that failed.
    new ProcessBuilder(COMMAND.toString(), "-c", etc(), "stop")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
    folder.delete();
  }
}
