package dev.indicia.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.ListeningSocket;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.Transaction;
import dev.indicia.testkit.mail.Loopback;
import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.SmtpSink;
import dev.indicia.testkit.mail.SmtpTalker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Mail through a real mail system: what the handler is given, and what arrives behind it. */
@Tag("slow")
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealMailSystem {
  private final ScriptedHandler handler = new ScriptedHandler();
  private final Events events = new Events();
  private Path directory;
  private Spool spool;
  private SmtpSink sink;
  private MilterServer server;
  private MailSystem system;

  /**
   * What the mail system is to do.
   *
   * @param port where it takes mail, passing it through the milter on TCP
   * @param unixPort the same through the milter's socket of the file system
   * @param oldPort the same with the oldest version of the protocol, where it has one
   * @param milterPort the milter's, of loopback
   */
  record Plan(int port, int unixPort, int oldPort, int milterPort, Path unixMilter, int sinkPort) {}

  Plan plan;

  /** Starts it, or skips the tests with one line that says why. */
  abstract MailSystem start(Plan plan) throws IOException;

  @BeforeAll
  void startAll() throws IOException {
    // Sendmail refuses a socket below a directory in which everybody may write.
    Path run = Path.of("/run");
    directory =
        Files.isWritable(run)
            ? Files.createTempDirectory(run, "indicia-mta")
            : Files.createTempDirectory("indicia-mta");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = directory.resolve("milter.sock");
    sink = new SmtpSink();
    spool = new Spool(directory, SpoolLimits.DEFAULT);
    server =
        MilterServer.start(
            List.of(
                new MilterAddress.Tcp("127.0.0.1", 0),
                new MilterAddress.Unix(
                    socket,
                    new ListeningSocket.Access(
                        PosixFilePermissions.fromString("rw-rw-rw-"), null, null))),
            handler,
            spool,
            MilterOptions.DEFAULT.withProgressMillis(500),
            events);
    plan =
        new Plan(
            Loopback.freePort(),
            Loopback.freePort(),
            Loopback.freePort(),
            ((InetSocketAddress) server.addresses().getFirst()).getPort(),
            socket,
            sink.port());
    system = start(plan);
  }

  @AfterAll
  void stopAll() throws IOException {
    if (system != null) {
      system.close();
    }
    server.close();
    sink.close();
    Files.deleteIfExists(plan.unixMilter());
    Files.delete(directory);
  }

  @BeforeEach
  void forget() {
    handler.messages.clear();
    handler.transactions.clear();
  }

  private static byte[] octets(String... lines) {
    return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private SmtpTalker connect(int port) throws IOException {
    SmtpTalker client = new SmtpTalker(port);
    SmtpTalker.expect("250", client.say("EHLO mail.example.com"));
    return client;
  }

  static String message(SmtpTalker client, byte[] message) throws IOException {
    envelope(client);
    return client.data(message);
  }

  private static void envelope(SmtpTalker client) throws IOException {
    client.must("250", "MAIL FROM:<alice@example.com> BODY=8BITMIME");
    client.must("250", "RCPT TO:<bob@example.net>");
  }

  private String deliver(byte[] message) throws IOException {
    return deliver(plan.port(), message);
  }

  String deliver(int port, byte[] message) throws IOException {
    try (SmtpTalker client = connect(port)) {
      String reply = message(client, message);
      client.say("QUIT");
      return reply;
    }
  }

  private static final byte[] TRICKY =
      octets(
          "Received: from a.example by b.example; Fri, 27 Nov 2026 10:00:00 +0000",
          "From: Alice <alice@example.com>",
          "To: bob@example.net",
          "Date: Fri, 27 Nov 2026 10:00:00 +0000",
          "Message-ID: <1@example.com>",
          "Subject:  two spaces and a trailing one ",
          "X-Tight:no space",
          "X-Tab:\ta tab",
          "X-Folded: one;",
          "\ttwo;",
          "   three",
          "X-Late:",
          " on the next line",
          "X-Twice: a",
          "X-Twice: b",
          "X-Latin: caf\u00e9",
          "",
          "..a line with dots",
          ".",
          "",
          "caf\u00e9 and trailing blanks  ",
          "",
          "");

  @Test
  void message_isSeenOctetForOctet() throws Exception {
    SmtpTalker.expect("250", deliver(TRICKY));
    assertThat(text(handler.messages.remove())).isEqualTo(text(TRICKY));
    assertThat(sink.next().text()).endsWith(text(TRICKY));
  }

  @Test
  void message_isSeenOctetForOctet_throughASocketOfTheFileSystem() throws Exception {
    SmtpTalker.expect("250", deliver(plan.unixPort(), TRICKY));
    assertThat(text(handler.messages.remove())).isEqualTo(text(TRICKY));
    sink.next();
  }

  @Test
  void longMessage_isSeenOctetForOctet() throws Exception {
    StringBuilder message = new StringBuilder(text(TRICKY));
    Random random = new Random(4);
    while (message.length() < 3_000_000) {
      for (int i = random.nextInt(200); i > 0; i--) {
        message.append((char) (' ' + random.nextInt(95)));
      }
      message.append("\r\n");
    }
    byte[] octets = message.toString().getBytes(StandardCharsets.ISO_8859_1);
    SmtpTalker.expect("250", deliver(octets));
    assertThat(Arrays.equals(handler.messages.remove(), octets)).isTrue();
    sink.next();
    assertThat(spool.diskOctets()).isZero();
  }

  static byte[] told(String... orders) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "Authentication-Results: mx.example.net; spf=pass",
                "From: alice@example.com",
                "Authentication-Results: other.example; spf=pass",
                "Subject: hello",
                "AUTHENTICATION-RESULTS: mx.example.net; dkim=pass",
                "Date: Fri, 27 Nov 2026 10:00:00 +0000",
                "Message-ID: <1@example.com>"));
    for (String order : orders) {
      lines.add("X-Do: " + order);
    }
    lines.add("");
    lines.add("Hello");
    return octets(lines.toArray(new String[0]));
  }

  /** The fields that arrived, by "name: value", without the orders. */
  List<String> arrived() throws InterruptedException {
    String message = sink.next().text();
    String header = message.substring(0, message.indexOf("\r\n\r\n") + 2);
    List<String> fields = new ArrayList<>();
    for (String line : header.replaceAll("\r\n([ \t])", "~$1").split("\r\n")) {
      if (!line.startsWith("X-Do:")) {
        fields.add(line.startsWith("Received:") ? "Received" : line);
      }
    }
    return fields;
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  @Test
  void forgedResults_go_andOursStandAtTheTop() throws Exception {
    SmtpTalker.expect(
        "250",
        deliver(
            told(
                "insert 0 Authentication-Results: mx.example.net; none",
                "insert 0 Indicia-Verdict: genuine;layer=dkim",
                "delete 1 Authentication-Results",
                "delete 3 Authentication-Results",
                "replace 1 Subject: [!] hello")));
    assertThat(arrived())
        .containsExactly(
            "Indicia-Verdict: genuine;layer=dkim",
            "Authentication-Results: mx.example.net; none",
            "Received",
            "From: alice@example.com",
            "Authentication-Results: other.example; spf=pass",
            "Subject: [!] hello",
            "Date: Fri, 27 Nov 2026 10:00:00 +0000",
            "Message-ID: <1@example.com>");
  }

  @Test
  void foldedField_arrivesFolded() throws Exception {
    SmtpTalker.expect("250", deliver(told("insert 0 X-Folded:\ta;\r\n\tb;\r\n  c")));
    // The order itself is folded in the message; its value has the folds.
    assertThat(arrived().getFirst()).startsWith("X-Folded:\ta;").contains("b;").endsWith("c");
  }

  @Test
  void body_isReplaced() throws Exception {
    SmtpTalker.expect("250", deliver(told("body one|.two|", "insert 0 X-A: 1")));
    String message = sink.next().text();
    assertThat(message).startsWith("X-A: 1\r\n").endsWith("\r\n\r\none\r\n.two\r\n");
  }

  @Test
  void refusals_reachTheClientInOurWords() throws Exception {
    assertThat(deliver(told("reject 550 5.7.1 100% forged"))).isEqualTo("550 5.7.1 100% forged");
    assertThat(deliver(told("tempfail 451 4.7.1 come back"))).isEqualTo("451 4.7.1 come back");
    assertThat(deliver(told("throw"))).startsWith("451 4.7.1 ");
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void quarantinedMessage_isHeldWithItsEdits() throws Exception {
    SmtpTalker.expect("250", deliver(told("insert 0 X-A: 1", "quarantine looks wrong")));
    assertThat(system.holdsAMessage()).isTrue();
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void slowHandler_isWaitedFor() throws Exception {
    SmtpTalker.expect("250", deliver(told("sleep 5000", "insert 0 X-A: 1")));
    assertThat(arrived()).startsWith("X-A: 1", "Received");
  }

  @Test
  void severalMessagesOfOneSession_areTakenApart() throws Exception {
    try (SmtpTalker client = connect(plan.port())) {
      SmtpTalker.expect("250", message(client, told("insert 0 X-A: 1")));
      assertThat(arrived()).startsWith("X-A: 1", "Received");
      envelope(client);
      SmtpTalker.expect("250", client.say("RSET"));
      assertThat(message(client, told("reject 550 5.7.1 no"))).isEqualTo("550 5.7.1 no");
      SmtpTalker.expect("250", message(client, told("insert 0 X-A: 3")));
      assertThat(arrived()).startsWith("X-A: 3", "Received");
      client.say("QUIT");
    }
    assertThat(handler.transactions)
        .hasSize(3)
        .allSatisfy(t -> assertThat(t.session().rcptTo()).containsExactly("bob@example.net"));
  }

  @Test
  void session_isToldAsItWas() throws Exception {
    SmtpTalker.expect("250", deliver(told()));
    Transaction seen = handler.transactions.remove();
    assertThat(seen.session().clientIp()).hasToString("127.0.0.1");
    assertThat(seen.session().helo()).isEqualTo("mail.example.com");
    assertThat(seen.session().mailFrom()).isEqualTo("alice@example.com");
    assertThat(seen.session().rcptTo()).containsExactly("bob@example.net");
    assertThat(seen.queueId()).isNotBlank();
    assertThat(seen.client().listener()).isNotBlank();
    assertThat(seen.client().authenticated()).isNull();
    sink.next();
  }

  /** What "show" has told of the next message. */
  String seen() throws InterruptedException {
    return arrived().getFirst();
  }

  @Test
  void mailSystem_keepsToTheProtocol() throws Exception {
    SmtpTalker.expect("250", deliver(told()));
    sink.next();
    assertThat(events.of(MilterEvent.ConnectionClosed.class))
        .isNotEmpty()
        .allSatisfy(closed -> assertThat(closed.reason()).isNull());
  }
}
