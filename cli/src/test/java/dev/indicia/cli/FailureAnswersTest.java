package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.indicia.dns.Zone;
import dev.indicia.testkit.LoopbackDns;
import dev.indicia.testkit.mail.SmtpSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "When something fails" of docs/reference/serve.md with real causes: a DNS server that fails or is
 * slow, a full disk, messages that are too large or too many. Each failure is open, closed, and
 * closed while the policy only watches.
 */
class FailureAnswersTest {
  private static final String CLOSED = "closed: [dns, spool, memory, time, size, internal]\n";

  /**
   * Messages beyond 60,000 octets are not judged, and beyond 33,000 each takes all the memory there
   * is.
   */
  private static final String LIMITS =
      "serve:\n  limits:\n    events: {free_octets_min: 1048576}\n    gateway:"
          + " {message_octets_max: 60000, memory_octets_max: 100000, memory_millis_max: 50,"
          + " judging_millis_max: 2500}\n";

  private static final String NO_MEMORY = "indicia_message_memory_bytes 0\n";

  @TempDir Path folder;

  private LoopbackDns dns;
  private SmtpSink sink;
  private final AtomicInteger domain = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    StringBuilder zone = new StringBuilder("$ORIGIN example.\n$TTL 1\n");
    for (int i = 0; i < 50; i++) {
      zone.append("d").append(i).append(" TXT \"v=spf1 ip4:192.0.2.1 -all\"\n");
    }
    dns =
        LoopbackDns.serve(
            Zone.parse(
                "test",
                zone.toString(),
                (file, from) -> {
                  throw new IOException("no includes");
                }));
    sink = new SmtpSink();
  }

  @AfterEach
  void stop() throws IOException {
    dns.close();
    sink.close();
  }

  private ServeProcess serve(Path data, String policy) throws IOException {
    Path config = Files.writeString(folder.resolve("config.yaml"), LIMITS);
    Files.writeString(folder.resolve("policy.yaml"), policy);
    return ServeProcess.start(
        folder,
        "--resolver",
        "127.0.0.1:" + dns.address().getPort(),
        "--config",
        config.toString(),
        "--policy",
        folder.resolve("policy.yaml").toString(),
        "--data",
        data.toString(),
        "--http",
        "127.0.0.1:0",
        "--milter",
        "off",
        "--smtp",
        "127.0.0.1:0",
        "--next-hop",
        "127.0.0.1:" + sink.port());
  }

  private static void policy(ServeProcess serve, Path folder, String text, int reloads)
      throws Exception {
    Files.writeString(folder.resolve("policy.yaml"), text);
    serve.signal("HUP");
    for (int i = 0; i < 400 && serve.err().split("\"reloaded\"", -1).length <= reloads; i++) {
      Thread.sleep(25);
    }
    assertThat(serve.err().split("\"reloaded\"", -1)).hasSize(reloads + 1);
  }

  /** The reply to a message of about that size, from a domain that was not asked for before. */
  private String send(ServeProcess serve, int octets) throws IOException {
    String sender = "a@d" + domain.getAndIncrement() + ".example";
    String line = "a line of fifty octets, its end counted with it ..\r\n";
    List<String> replies =
        serve.talk(
            "smtp",
            "From: "
                + sender
                + "\r\nIndicia-Verdict: genuine; layer=NONE; id=forged\r\n\r\n"
                + line.repeat(octets / 50),
            "EHLO x.test",
            "MAIL FROM:<" + sender + ">",
            "RCPT TO:<b@b.example>",
            "DATA");
    return replies.getLast();
  }

  /** One failure in one mode: refused with that reply, or let through and marked. */
  private void assertAnswer(
      ServeProcess serve, boolean refused, int octets, String failure, String reply)
      throws IOException {
    String answer = send(serve, octets);
    if (refused) {
      assertThat(answer).startsWith(reply);
      assertThat(sink.isEmpty()).isTrue();
    } else {
      assertThat(answer).as(failure).startsWith("250");
      String arrived = sink.drain().getLast().text().split("\r\n\r\n", 2)[0];
      assertThat(arrived).as("what was forged is gone").doesNotContain("id=forged");
      if (failure.isEmpty()) {
        assertThat(arrived).contains("Indicia-Verdict: ").doesNotContain("Indicia-Policy: ");
      } else {
        assertThat(arrived).contains("Indicia-Policy: failed; failure=" + failure);
      }
    }
  }

  /** One message has all the memory while it waits for DNS: the next one gets none. */
  private void assertMemory(ServeProcess serve, boolean refused) throws Exception {
    dns.always(LoopbackDns.Fault.DROP);
    FutureTask<String> waiting = new FutureTask<>(() -> send(serve, 40_000));
    Thread.ofVirtual().start(waiting);
    Thread.sleep(700);
    assertAnswer(serve, refused, 40_000, "memory", "451 4.3.1");
    assertThat(waiting.get()).startsWith(refused ? "451 4.3.2" : "250");
    // DNS is still silent: the question is given up with the message, and the memory is free.
    for (int i = 0; i < 20 && !serve.get("/metrics").body().contains(NO_MEMORY); i++) {
      Thread.sleep(50);
    }
    assertThat(serve.get("/metrics").body()).contains(NO_MEMORY);
    dns.always(LoopbackDns.Fault.NONE);
  }

  /** All that need no full disk. */
  private void assertAnswers(ServeProcess serve, boolean refused) throws Exception {
    assertAnswer(serve, refused, 65_000, "size", "552 5.3.4");
    assertMemory(serve, refused);
    dns.always(LoopbackDns.Fault.SERVFAIL);
    // Open, the verdict counts as it is.
    assertAnswer(serve, refused, 500, "", "451 4.4.3");
    dns.always(LoopbackDns.Fault.DROP);
    assertAnswer(serve, refused, 500, "time", "451 4.3.2");
    dns.always(LoopbackDns.Fault.NONE);
    assertAnswer(serve, false, 500, "", "");
  }

  @Test
  void eachFailure_hasItsAnswer_openClosedAndWatched() throws Exception {
    try (ServeProcess serve = serve(folder.resolve("data"), "mode: enforce\n" + CLOSED)) {
      assertAnswers(serve, true);
      policy(serve, folder, "mode: enforce\n", 1);
      assertAnswers(serve, false);
      policy(serve, folder, "mode: monitor\n" + CLOSED, 2);
      assertAnswers(serve, false);
      assertThat(serve.get("/metrics").body())
          .contains("failure=\"size\"} 3", "failure=\"memory\"} 3", "failure=\"time\"} 6")
          .doesNotContain("failure=\"internal\"");
    }
  }

  @Test
  void fullDisk_letsMailThroughWithoutItsEvent_orRefusesIt() throws Exception {
    Optional<SmallDisk> small = SmallDisk.mount(folder, 16);
    assumeTrue(small.isPresent(), "SKIPPED the full disk: nothing can be mounted here");
    try (SmallDisk disk = small.get();
        ServeProcess serve = serve(disk.folder().resolve("data"), "mode: enforce\n" + CLOSED)) {
      assertAnswer(serve, false, 500, "", "");
      disk.fill();
      assertAnswer(serve, true, 500, "", "451 4.3.1");
      policy(serve, folder, "mode: enforce\n", 1);
      assertAnswer(serve, false, 500, "", "");
      policy(serve, folder, "mode: monitor\n" + CLOSED, 2);
      assertAnswer(serve, false, 500, "", "");
      assertThat(serve.get("/metrics").body())
          .contains("indicia_events_stored_total 1", "indicia_events_refused_total 3")
          .contains("failure=\"spool\"} 3");
      disk.empty();
      policy(serve, folder, "mode: enforce\n" + CLOSED, 3);
      assertAnswer(serve, false, 500, "", "");
      assertThat(serve.get("/metrics").body()).contains("indicia_events_stored_total 2");
      serve.signal("TERM");
      assertThat(serve.waitFor()).isZero();
    }
  }
}
