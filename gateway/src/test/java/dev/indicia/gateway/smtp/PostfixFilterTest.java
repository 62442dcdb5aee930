package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.SmtpReply;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpoolLimits;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.esmtp.LineEnds;
import dev.indicia.testkit.mail.Loopback;
import dev.indicia.testkit.mail.Postfix;
import dev.indicia.testkit.mail.Smuggling;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The filter before a real Postfix, in both places: as its before-queue filter, and in front of it.
 * Skipped where it is not installed or we are not root.
 */
@Tag("slow")
class PostfixFilterTest {
  private static final AtomicReference<Disposition> DISPOSITION = new AtomicReference<>();
  private static final List<Transaction> JUDGED = new CopyOnWriteArrayList<>();
  private static Path spill;
  private static ScriptedHop sink;
  private static SmtpFilter refusing;
  private static SmtpFilter normalizing;
  private static InetSocketAddress refusingAt;
  private static InetSocketAddress normalizingAt;
  private static int frontPort;
  private static int innerPort;
  private static Postfix postfix;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Postfix.isHere(),
        "SKIPPED: no real Postfix here (gateway/mta installs it; only root can start it)");
    spill = Files.createTempDirectory("indicia-postfix-spill");
    sink = new ScriptedHop();
    innerPort = Loopback.freePort();
    frontPort = Loopback.freePort();
    refusing = filter(LineEnds.REFUSE, innerPort);
    normalizing = filter(LineEnds.NORMALIZE, innerPort);
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    refusingAt = (InetSocketAddress) refusing.listen(loopback, "inbound");
    normalizingAt = (InetSocketAddress) normalizing.listen(loopback, "inbound");
    int sinkPort = Integer.parseInt(sink.address().address().toString().replaceAll(".*:", ""));
    postfix =
        Postfix.start(
            sinkPort,
            """
            myhostname = mx.hop.test
            relay_domains = hop.test
            smtpd_recipient_restrictions =
            smtpd_forbid_bare_newline = no
            smtpd_hard_error_limit = 10000
            smtpd_soft_error_limit = 10000
            smtpd_junk_command_limit = 10000
            smtputf8_enable = yes
            """,
            """
            127.0.0.1:%d inet n - n - - smtpd
              -o smtpd_proxy_filter=127.0.0.1:%d
            127.0.0.1:%d inet n - n - - smtpd
              -o smtpd_authorized_xforward_hosts=127.0.0.0/8
            """
                .formatted(frontPort, refusingAt.getPort(), innerPort));
  }

  private static SmtpFilter filter(LineEnds lineEnds, int inner) {
    return SmtpFilter.of(
        SmtpOptions.of("filter.test")
            .withLineEnds(lineEnds)
            .withLimits(SmtpLimits.DEFAULT.with().errorsMax(10_000).build()),
        NextHop.parse("127.0.0.1:" + inner),
        transaction -> {
          JUDGED.add(transaction);
          return DISPOSITION.get();
        },
        new Spool(spill, SpoolLimits.DEFAULT),
        SmtpObserver.NONE);
  }

  @AfterAll
  static void stop() throws Exception {
    if (postfix != null) {
      refusing.close();
      normalizing.close();
      postfix.close();
      sink.close();
      Files.delete(spill);
    }
  }

  @BeforeEach
  void reset() {
    Bench.await(postfix::isQueueEmpty);
    sink.deliveries.clear();
    JUDGED.clear();
    DISPOSITION.set(new Disposition.Accept(List.of()));
  }

  private static TestClient front() throws Exception {
    return new TestClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), frontPort));
  }

  @Test
  void beforeQueueFilter_judgesWithTheRealClient() throws Exception {
    DISPOSITION.set(
        new Disposition.Accept(List.of(new Edit.InsertField(0, "Indicia-Verdict", " genuine"))));
    try (TestClient client = front().envelope()) {
      assertThat(client.message("Subject: x\r\n\r\n..body"))
          .startsWith("250 2.0.0 Ok:")
          .contains("queued as");
    }
    Bench.await(() -> !sink.deliveries.isEmpty());
    assertThat(sink.deliveries.getFirst().text())
        .contains("Indicia-Verdict: genuine\r\n")
        .contains("Subject: x\r\n")
        .endsWith("\r\n\r\n.body\r\n");
    Transaction transaction = JUDGED.getFirst();
    // By XFORWARD from Postfix.
    assertThat(transaction.session().helo()).isEqualTo("client.test");
    assertThat(transaction.session().clientIp()).hasToString("127.0.0.1");
    assertThat(transaction.session().mailFrom()).isEqualTo("a@client.test");
  }

  @Test
  void beforeQueueFilter_refusesWithItsOwnWords() throws Exception {
    DISPOSITION.set(new Disposition.Reject(new SmtpReply(550, "5.7.1", "impersonation of a bank")));
    try (TestClient client = front().envelope()) {
      assertThat(client.message("Subject: x")).contains("550 5.7.1", "impersonation of a bank");
    }
    DISPOSITION.set(new Disposition.TempFail(new SmtpReply(451, "4.7.1", "not now")));
    try (TestClient client = front().envelope()) {
      assertThat(client.message("Subject: x")).contains("451 4.7.1", "not now");
    }
    assertThat(sink.deliveries).isEmpty();
  }

  @Test
  void recipients_areAnsweredByPostfix() throws Exception {
    try (TestClient client = new TestClient(refusingAt).envelope()) {
      assertThat(client.ask("RCPT TO:<x@elsewhere.test>"))
          .startsWith("554 5.7.1")
          .contains("Relay");
      assertThat(client.message("Subject: x")).startsWith("250 2.0.0 Ok:").contains("queued as");
    }
    Bench.await(() -> !sink.deliveries.isEmpty());
    assertThat(sink.deliveries.getFirst().recipients()).containsExactly("b@hop.test");
  }

  @Test
  void extensions_arrive() throws Exception {
    sink.heard.clear();
    try (TestClient client = new TestClient(refusingAt)) {
      client.reply();
      assertThat(client.ask("EHLO client.test"))
          .contains("SMTPUTF8", "8BITMIME", "DSN", "CHUNKING");
      assertThat(
              client.ask("MAIL FROM:<ä@client.test> SMTPUTF8 BODY=8BITMIME RET=HDRS ENVID=Q+2B1"))
          .startsWith("250");
      assertThat(client.ask("RCPT TO:<ö@hop.test> NOTIFY=FAILURE ORCPT=rfc822;o+40hop.test"))
          .startsWith("250");
      byte[] text = "Subject: grün\r\n\r\nä\r\n".getBytes(StandardCharsets.UTF_8);
      client.raw("BDAT " + text.length + " LAST\r\n");
      client.raw(text);
      assertThat(client.reply()).startsWith("250 2.0.0 Ok:");
    }
    Bench.await(() -> !sink.deliveries.isEmpty());
    String heard = String.join("\n", sink.heard);
    assertThat(heard)
        .contains("MAIL FROM:<ä@client.test>", "SMTPUTF8", "BODY=8BITMIME", "ENVID=Q+2B1");
    assertThat(heard).contains("RCPT TO:<ö@hop.test>", "NOTIFY=FAILURE");
    assertThat(sink.deliveries.getFirst().octets())
        .contains("Subject: grün\r\n".getBytes(StandardCharsets.UTF_8));
  }

  /** The same sequences that make two messages at this Postfix make one through the filter. */
  @Test
  void smuggling_endsAtTheFilter() throws Exception {
    List<String> variants = new ArrayList<>(Smuggling.published());
    variants.removeIf(Smuggling::holdsARealEnd);
    List<String> all = Smuggling.variants();
    for (int i = 0; i < all.size(); i += 12) {
      variants.add(all.get(i));
    }
    variants.addAll(List.of("\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\n.\r"));
    int direct = 0;
    for (String variant : List.of("\n.\n", "\n.\r\n", "\r\n.\n")) {
      direct += smuggle(new InetSocketAddress("127.0.0.1", innerPort), variant, "direct");
    }
    assertThat(direct).as("transactions smuggled into Postfix itself: the control").isPositive();
    int accepted = 0;
    for (String variant : variants) {
      assertThat(smuggle(refusingAt, variant, "f")).as(Smuggling.show(variant)).isZero();
      assertThat(smuggle(normalizingAt, variant, "f")).as(Smuggling.show(variant)).isZero();
      accepted++;
    }
    assertThat(JUDGED).hasSizeGreaterThanOrEqualTo(accepted);
    Bench.await(() -> through("f") >= JUDGED.size());
    assertThat(sink.deliveries.stream().filter(delivery -> delivery.sender().startsWith("admin-f")))
        .as("smuggled messages at the sink")
        .isEmpty();
    assertThat(through("f")).isEqualTo(JUDGED.size());
  }

  private static long through(String tag) {
    return sink.deliveries.stream().filter(d -> d.sender().startsWith("outer-" + tag)).count();
  }

  /** How many replies to the smuggled transaction came behind the first. */
  private static int smuggle(InetSocketAddress at, String variant, String tag) throws Exception {
    try (TestClient client = new TestClient(at)) {
      client.reply();
      client.ask("EHLO client.test");
      client.ask("MAIL FROM:<outer-" + tag + "@client.test>");
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.ask("DATA")).startsWith("354");
      client.raw(
          ("Subject: outer\r\n\r\nhello"
                  + variant
                  + "MAIL FROM:<admin-"
                  + tag
                  + "@client.test>\r\nRCPT TO:<b@hop.test>\r\nDATA\r\n"
                  + "Subject: smuggled\r\n\r\nevil\r\n.\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      client.reply();
      client.raw("HELP me\r\nQUIT\r\n");
      int more = 0;
      for (String reply = client.reply(); !reply.isEmpty(); reply = client.reply()) {
        more++;
      }
      return more - 2;
    }
  }

  @Test
  void manyMessages_allArrive() throws Exception {
    List<Thread> clients = new ArrayList<>();
    List<String> refused = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      clients.add(
          Thread.ofVirtual()
              .start(() -> {
                try (TestClient client = front()) {
                  client.reply();
                  client.ask("EHLO client.test");
                  for (int j = 0; j < 25; j++) {
                    client.ask("MAIL FROM:<m" + number + "-" + j + "@client.test>");
                    client.ask("RCPT TO:<b@hop.test>");
                    String reply = client.message("Subject: m\r\n\r\n" + "text\r\n".repeat(j * 50));
                    if (!reply.startsWith("250")) {
                      refused.add(reply);
                    }
                  }
                } catch (Exception e) {
                  refused.add(e.toString());
                }
              }));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertThat(refused).isEmpty();
    Bench.await(() -> sink.deliveries.size() >= 200);
    assertThat(sink.deliveries.stream().map(ScriptedHop.Delivery::sender).distinct()).hasSize(200);
    assertThat(sink.deliveries).hasSize(200);
  }

  @Test
  void swaks_isContent() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/swaks")), "SKIPPED: swaks is not installed");
    Process swaks =
        new ProcessBuilder(
                "/usr/bin/swaks",
                "--server",
                "127.0.0.1",
                "--port",
                "" + refusingAt.getPort(),
                "--from",
                "a@client.test",
                "--to",
                "b@hop.test",
                "--helo",
                "client.test",
                "--pipeline")
            .redirectErrorStream(true)
            .start();
    String said = new String(swaks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(swaks.waitFor()).as(said).isZero();
    Bench.await(() -> !sink.deliveries.isEmpty());
  }

  /** Last, by its name: Postfix stops and comes back. */
  @Test
  void zPostfixDown_isForNow() throws Exception {
    try (TestClient client = new TestClient(refusingAt).envelope()) {
      client.ask("DATA");
      postfix.pause();
      client.raw("Subject: x\r\n.\r\n");
      assertThat(client.reply()).startsWith("451 4.");
      assertThat(client.ask("MAIL FROM:<a@client.test>")).startsWith("451 4.4.1");
      postfix.resume();
      Bench.await(() -> {
        try {
          return client.ask("MAIL FROM:<a@client.test>").startsWith("250");
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      });
      client.ask("RCPT TO:<b@hop.test>");
      assertThat(client.message("Subject: x")).startsWith("250");
    }
    Bench.await(() -> !sink.deliveries.isEmpty());
  }
}
