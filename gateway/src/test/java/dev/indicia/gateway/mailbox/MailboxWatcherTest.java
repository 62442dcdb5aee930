package dev.indicia.gateway.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Zone;
import dev.indicia.events.spool.AppendResult;
import dev.indicia.events.spool.SpoolRefusal;
import dev.indicia.gateway.LocalCertificate;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.imap.ImapLimits;
import dev.indicia.gateway.imap.ImapReason;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.inbound.GatewayLimits;
import dev.indicia.gateway.inbound.GatewaySettings;
import dev.indicia.gateway.inbound.GatewayWatch;
import dev.indicia.gateway.inbound.Intake;
import dev.indicia.gateway.inbound.TestSettings;
import dev.indicia.gateway.intake.CopyKind;
import dev.indicia.gateway.intake.CopyReader;
import dev.indicia.gateway.intake.HostedTrace;
import dev.indicia.gateway.intake.IntakeLimits;
import dev.indicia.gateway.learned.LearnedInMemory;
import dev.indicia.gateway.mailbox.MailboxOptions.Login;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox at a server that does what it should, and at one that does everything else. */
class MailboxWatcherTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-13T00:00:00Z"));
  private static final ImapLimits QUICK =
      new ImapLimits(1 << 20, 1000, 20, 300, 2000, 2000, 60_000, 5, 20);

  private static LocalCertificate certificate;
  private static Zone zone;

  @TempDir Path folder;

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<MailboxEvent> told = new CopyOnWriteArrayList<>();
  private ScriptedImap server;
  private Gateway gateway;
  private Intake intake;
  private MailboxWatcher watcher;
  private volatile boolean full;
  private ImapLimits limits = QUICK;
  private Login login = Login.PASSWORD;
  private CopyKind kind = CopyKind.ARCHIVE;
  private int messageOctetsMax = 1 << 20;
  private SpoolLimits spoolLimits = SpoolLimits.DEFAULT;

  @BeforeAll
  static void create() throws Exception {
    certificate = LocalCertificate.of("localhost");
    zone =
        Zone.parse(
            "test",
            "$ORIGIN example.\na TXT \"v=spf1 -all\"\n",
            (file, from) -> {
              throw new IOException("no includes");
            });
  }

  @BeforeEach
  void begin() throws Exception {
    server = new ScriptedImap(certificate.server());
    Files.writeString(folder.resolve("secret"), "s3cr3t\n");
    restart();
  }

  /** A new process: nothing is remembered but what is on the disk. */
  private void restart() {
    if (watcher != null) {
      watcher.close();
      gateway.close();
    }
    GatewaySettings settings = TestSettings.of(zone);
    gateway =
        new Gateway(
            () -> settings,
            GatewayLimits.DEFAULT,
            new LearnedInMemory(),
            (event, wait) -> {
              if (full) {
                return new AppendResult.Refused(SpoolRefusal.DISK_FULL, "");
              }
              events.add(new String(event, StandardCharsets.UTF_8));
              return new AppendResult.Stored(events.size());
            },
            new GatewayWatch(new Metrics(), new GatewayLog(line -> {}, CLOCK, null)),
            CLOCK);
    intake = gateway.intake(new byte[32]);
  }

  private void watch() throws IOException {
    MailboxOptions options =
        new MailboxOptions(
            "archive",
            "localhost",
            server.port(),
            server.startTls,
            certificate.client(),
            "bob",
            login,
            folder.resolve("secret"),
            "INBOX",
            new CopyReader(
                kind, HostedTrace.NONE, new IntakeLimits(1000, 10, 10, messageOctetsMax)),
            true,
            Duration.ofMillis(20),
            limits);
    watcher =
        MailboxWatcher.start(
            options,
            intake,
            new Spool(folder, spoolLimits),
            folder.resolve("archive.state"),
            () -> events.size() + 1L,
            told::add,
            CLOCK);
  }

  @AfterEach
  void end() throws Exception {
    if (watcher != null) {
      watcher.close();
    }
    gateway.close();
    server.close();
    for (MailboxEvent event : told) {
      assertThat(event.toString()).doesNotContain("s3cr3t", "AGJvYgBzM2NyM3Q");
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private void fill(int count) {
    for (int uid = 1; uid <= count; uid++) {
      server.messages.put((long) uid, message(uid));
    }
  }

  private static String message(int number) {
    return "From: ann@a.example\r\nTo: bob@b.example\r\nSubject: " + number + "\r\n\r\nHello\r\n";
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    events.forEach(event -> ids.add(event.replaceAll("(?s).*?\"id\":\"([^\"]*)\".*", "$1")));
    return ids;
  }

  private List<String> places() {
    List<String> places = new ArrayList<>();
    events.forEach(
        event -> places.add(event.replaceAll("(?s).*\"queue_id\":\"([^\"]*)\".*", "$1")));
    return places;
  }

  private boolean failedBy(ImapReason reason) {
    return told.stream()
        .anyMatch(e -> e instanceof MailboxEvent.Failed failed && failed.reason() == reason);
  }

  @Test
  void messages_areTakenInOrder_andNewOnesAsTheyCome() throws Exception {
    fill(3);
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(places()).containsExactly("archive/7/1", "archive/7/2", "archive/7/3");
    assertThat(events.getFirst())
        .contains("\"front_end\":\"mailbox\"", "\"taken\":\"observe\"", "\"verdict\":")
        .contains("\"at\":\"2026-05-12T08:00:00Z\"");
    server.add(9, message(9));
    await(() -> server.count("IDLE") == 2);
    assertThat(places()).endsWith("archive/7/9").hasSize(4);
    assertThat(server.heard).contains("EXAMINE \"INBOX\"").anyMatch(c -> c.contains("BODY.PEEK[]"));
    assertThat(server.count("AUTHENTICATE PLAIN AGJvYgBzM2NyM3Q=")).isOne();
    assertThat(told).noneMatch(MailboxEvent.Failed.class::isInstance);
  }

  @Test
  void serverWithoutIdle_isAskedNowAndThen() throws Exception {
    server.capabilities = "IMAP4rev1";
    watch();
    await(() -> server.count("NOOP") > 1);
    server.add(1, message(1));
    await(() -> events.size() == 1);
    assertThat(server.heard).contains("LOGIN \"bob\" \"s3cr3t\"");
  }

  @Test
  void nextStart_goesOn() throws Exception {
    fill(3);
    watch();
    await(() -> server.count("IDLE") == 1);
    restart();
    fill(5);
    watch();
    await(() -> server.count("IDLE") == 2);
    assertThat(places()).hasSize(5).endsWith("archive/7/4", "archive/7/5");
    assertThat(ids()).hasSize(5);
    assertThat(Files.readString(folder.resolve("archive.state")))
        .isEqualTo("uidvalidity 7\nuid 5\nevent 6\n");
  }

  /** Whichever command the connection is lost at, each message has one event in the end. */
  @Test
  void connectionLostAtAnyCommand_losesAndRepeatsNothing() throws Exception {
    fill(6);
    AtomicInteger count = new AtomicInteger();
    AtomicInteger next = new AtomicInteger(1);
    server.override =
        command -> {
          if (next.get() < 25
              && (count.incrementAndGet() == next.get() || command.equals("IDLE"))) {
            count.set(0);
            next.incrementAndGet();
            return next.get() % 3 == 0 ? ScriptedImap.CUT + "* 1 FETCH (UID" : ScriptedImap.CUT;
          }
          return null;
        };
    watch();
    await(() -> next.get() == 25 && server.count("IDLE") > 0 && events.size() >= 6);
    assertThat(places())
        .containsExactly(
            "archive/7/1",
            "archive/7/2",
            "archive/7/3",
            "archive/7/4",
            "archive/7/5",
            "archive/7/6");
  }

  /** The event was stored and the process ended before it could write that down. */
  @Test
  void eventThatIsStoredButNotNoted_isNotWrittenAgain() throws Exception {
    fill(2);
    watch();
    await(() -> server.count("IDLE") == 1);
    restart();
    Files.writeString(folder.resolve("archive.state"), "uidvalidity 7\nuid 1\nevent 2\n");
    ids().forEach(intake::known);
    watch();
    await(() -> server.count("IDLE") == 2);
    assertThat(events).hasSize(2);
  }

  @Test
  void mailboxNumberedAnew_isReadAgain_andTheNamesTell() throws Exception {
    fill(3);
    watch();
    await(() -> server.count("IDLE") == 1);
    restart();
    server.uidValidity = 8;
    watch();
    await(() -> server.count("IDLE") == 2);
    assertThat(places()).endsWith("archive/8/1", "archive/8/2", "archive/8/3").hasSize(6);
    assertThat(ids()).as("the same messages").hasSize(3);
    assertThat(told).contains(new MailboxEvent.Renumbered("archive", 7, 8));
  }

  @Test
  void fullDisk_waits_andLosesNothing() throws Exception {
    fill(2);
    full = true;
    watch();
    await(() -> failedBy(ImapReason.NOT_STORED));
    full = false;
    await(() -> server.count("IDLE") == 1);
    assertThat(places()).containsExactly("archive/7/1", "archive/7/2");
  }

  @Test
  void messagesThatAreGone_orTooLarge_areNoObstacle() throws Exception {
    messageOctetsMax = 500;
    fill(4);
    server.messages.put(2L, message(2) + "x".repeat(500));
    server.override =
        command ->
            command.startsWith("UID FETCH 3 (UID BODY") ? "* 2 EXPUNGE\r\nTAG OK none\r\n" : null;
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(places()).containsExactly("archive/7/1", "archive/7/2", "archive/7/4");
    assertThat(events.get(1)).contains("\"code\":\"message-too-large\"");
    assertThat(server.heard).noneMatch(c -> c.startsWith("UID FETCH 2 (UID BODY"));
  }

  @Test
  void messageThatTheSpoolDoesNotTake_isPassedOver_notTriedForEver() throws Exception {
    spoolLimits = new SpoolLimits(400, 0, 0, 1 << 20);
    fill(3);
    server.messages.put(2L, message(2) + "x".repeat(400));
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(places()).containsExactly("archive/7/1", "archive/7/2", "archive/7/3");
    assertThat(events.get(1)).contains("\"code\":\"message-too-large\"");
    assertThat(told).noneMatch(MailboxEvent.Failed.class::isInstance);
  }

  @Test
  void serverThatTalksNonsense_isLeftAndTriedAgain() throws Exception {
    fill(1);
    String[] nonsense = {
      "garbage\r\n",
      "* 1 FETCH (UID 1 BODY[] {9999999999}\r\n",
      "* 1 FETCH (UID 2 BODY[] {2}\r\nhi)\r\nTAG OK\r\n",
      "* X " + "(".repeat(50) + "\r\n",
      "other OK\r\n",
      "+ more?\r\n",
      "* X " + "1 ".repeat(2000) + "\r\n",
      "* OK x\r\n".repeat(500),
      "TAG NO [SERVERBUG] no\r\n",
      "* BYE enough\r\n",
    };
    AtomicInteger tried = new AtomicInteger();
    server.override =
        command -> {
          if (command.startsWith("UID FETCH 1 (UID BODY") && tried.get() < nonsense.length) {
            return nonsense[tried.getAndIncrement()];
          }
          return null;
        };
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(events).hasSize(1);
    for (ImapReason reason :
        List.of(
            ImapReason.SYNTAX,
            ImapReason.LITERAL_TOO_LARGE,
            ImapReason.NESTED_TOO_DEEP,
            ImapReason.TOO_MANY_VALUES,
            ImapReason.TOO_MANY_RESPONSES,
            ImapReason.COMMAND_REFUSED,
            ImapReason.CLOSED)) {
      assertThat(failedBy(reason)).as(reason.code()).isTrue();
    }
  }

  @Test
  void silentServer_isLeftInTime() throws Exception {
    limits = new ImapLimits(1 << 20, 1000, 20, 100, 300, 100, 60_000, 5, 20);
    fill(1);
    AtomicInteger silent = new AtomicInteger();
    server.override = command -> silent.getAndIncrement() % 4 == 3 && silent.get() < 20 ? "" : null;
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(failedBy(ImapReason.TIMEOUT)).isTrue();
    assertThat(events).hasSize(1);
  }

  @Test
  void idle_isBegunAnewBeforeTheServerTires() throws Exception {
    limits = new ImapLimits(1 << 20, 1000, 20, 100, 2000, 2000, 60, 5, 20);
    watch();
    await(() -> server.count("DONE") > 2);
    server.add(1, message(1));
    await(() -> events.size() == 1);
    assertThat(told).noneMatch(MailboxEvent.Failed.class::isInstance);
  }

  @Test
  void startTls_comesBeforeAnySecret() throws Exception {
    server.startTls = true;
    server.capabilities = "IMAP4rev1 STARTTLS IDLE AUTH=PLAIN SASL-IR";
    fill(1);
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(server.heard.subList(0, 3)).containsExactly("CAPABILITY", "STARTTLS", "CAPABILITY");
    assertThat(events).hasSize(1);
  }

  @Test
  void serverWithoutStartTls_orThatCutsIn_getsNoSecret() throws Exception {
    server.startTls = true;
    watch();
    await(() -> failedBy(ImapReason.TLS_NOT_OFFERED));
    server.capabilities = "IMAP4rev1 STARTTLS AUTH=PLAIN";
    server.override =
        command -> command.equals("STARTTLS") ? "TAG OK go\r\n* CAPABILITY X\r\n" : null;
    await(() -> failedBy(ImapReason.TLS_INJECTION));
    told.clear();
    server.greeting = "* PREAUTH welcome\r\n";
    await(() -> failedBy(ImapReason.TLS_INJECTION));
    assertThat(server.heard).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("LOGIN"));
  }

  @Test
  void certificateOfSomebodyElse_isRefused() throws Exception {
    server.close();
    server = new ScriptedImap(LocalCertificate.of("localhost").server());
    watch();
    await(() -> failedBy(ImapReason.TLS));
    assertThat(server.heard).isEmpty();
  }

  @Test
  void token_isReadAtEachLogin() throws Exception {
    login = Login.OAUTHBEARER;
    server.capabilities = "IMAP4rev1 IDLE AUTH=OAUTHBEARER";
    String expected =
        dev.indicia.gateway.imap.SaslResponses.oauthBearer(
            "bob", "localhost", server.port(), "n3w-t0k3n");
    server.override =
        command -> {
          if (command.equals("AUTHENTICATE OAUTHBEARER")) {
            return "+ \r\n";
          }
          // The token itself, then the dummy response, have no tag.
          boolean line = command.equals("AQ==") || !command.contains(" ") && command.length() > 40;
          return line ? answerToLine(expected) : null;
        };
    fill(1);
    watch();
    await(() -> failedBy(ImapReason.LOGIN_REFUSED));
    Files.writeString(folder.resolve("secret"), "n3w-t0k3n");
    await(() -> server.count("IDLE") == 1);
    assertThat(events).hasSize(1);
    assertThat(server.heard).contains("AQ==", expected);
  }

  private String answerToLine(String expected) {
    String line = server.heard.getLast();
    // The tag of AUTHENTICATE in a connection is i2, behind CAPABILITY.
    return line.equals(expected)
        ? "i2 OK welcome\r\n"
        : line.equals("AQ==")
            ? "i2 NO [AUTHENTICATIONFAILED] s3cr3t?\r\n"
            : "+ eyJzIjoiNDAxIn0=\r\n";
  }

  @Test
  void mechanismsThatAreMissing_andFilesThatAre_areNamed() throws Exception {
    login = Login.XOAUTH2;
    watch();
    await(() -> failedBy(ImapReason.NO_MECHANISM));
    server.capabilities = "IMAP4rev1 AUTH=XOAUTH2";
    server.override =
        command -> command.startsWith("EXAMINE") ? "TAG NO [NONEXISTENT] no\r\n" : null;
    Files.delete(folder.resolve("secret"));
    await(() -> failedBy(ImapReason.SECRET));
    server.capabilities = "IMAP4rev1 AUTH=XOAUTH2 SASL-IR";
    Files.writeString(folder.resolve("secret"), "t0k");
    await(() -> failedBy(ImapReason.MAILBOX_REFUSED));
    await(() -> server.heard.contains("AUTHENTICATE XOAUTH2 dXNlcj1ib2IBYXV0aD1CZWFyZXIgdDBrAQE="));
  }

  @Test
  void reportedMail_isJudgedAsWhatIsAttached() throws Exception {
    kind = CopyKind.ATTACHED;
    server.add(
        1,
        "From: bob@b.example\r\n"
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\n\r\n"
            + "real?\r\n"
            + "--b\r\n"
            + "Content-Type: message/rfc822\r\n\r\n"
            + message(5)
            + "\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
            + message(6)
            + "\r\n--b--\r\n");
    server.add(2, "From: bob@b.example\r\n\r\nI forgot to attach it\r\n");
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(places()).containsExactly("archive/7/1", "archive/7/1", "archive/7/2");
    assertThat(events.getLast()).contains("\"code\":\"original-missing\"");
  }

  @Test
  void manyMessages_andGapsInTheirNumbers_areRead() throws Exception {
    for (long uid : new long[] {1, 2, 49_999, 50_000, 50_001, 50_002, 120_000, 120_101}) {
      server.messages.put(uid, message((int) uid));
    }
    for (int uid = 200_000; uid < 200_150; uid++) {
      server.messages.put((long) uid, message(uid));
    }
    watch();
    await(() -> server.count("IDLE") == 1);
    assertThat(places()).hasSize(158).doesNotHaveDuplicates().endsWith("archive/7/200149");
  }

  @Test
  void stateThatIsNone_isNotReadOver() throws Exception {
    Files.writeString(folder.resolve("archive.state"), "uid 5\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(this::watch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no state of a mailbox");
  }
}
