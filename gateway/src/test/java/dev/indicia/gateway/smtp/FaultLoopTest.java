package dev.indicia.gateway.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.SpoolLimits;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of messages with identifiers while the next hop is killed, half-closed, delayed and
 * made to lose replies, and the room for large messages is scarce. Clients send again what was
 * refused for now, as mail systems do. None is lost, none arrives twice without a lost reply, none
 * is changed.
 */
class FaultLoopTest {
  private static final int CLIENTS = 16;
  private static final Pattern IDENTIFIER = Pattern.compile("^Message-ID: <(\\d+)@client.test>");

  private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> uncertain = new ConcurrentHashMap<>();
  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final AtomicInteger deferred = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();

  private int messages;

  @Test
  void nothingIsLostDoubledOrChanged() throws Exception {
    run(2000, 20);
  }

  @Test
  @Tag("slow")
  void ofTenThousand_nothingIsLostDoubledOrChanged() throws Exception {
    run(10_000, 100);
  }

  private void run(int count, int faultsMin) throws Exception {
    messages = count;
    try (Bench bench =
        new Bench()
            .spool(new SpoolLimits(1 << 20, 2000, 1 << 20, 20_000))
            .start(options ->
                options
                    .withLimits(SmtpLimits.DEFAULT.with().messagesPerMinuteMax(1_000_000).build())
                    .withTimes(
                        SmtpTimeLimits.DEFAULT
                            .with()
                            .hopReplyMillis(150)
                            .hopFinalMillis(150)
                            .build()))) {
      bench.handler = transaction -> new Disposition.Accept(List.of());
      AtomicBoolean done = new AtomicBoolean();
      Thread faults = start(() -> injectFaults(bench, done));
      Thread[] clients = new Thread[CLIENTS];
      for (int i = 0; i < CLIENTS; i++) {
        SplittableRandom random = new SplittableRandom(1000 + i);
        clients[i] = start(() -> client(bench, random));
      }
      for (Thread client : clients) {
        client.join();
      }
      done.set(true);
      faults.join();
      assertThat(broken).isEmpty();
      check(bench.hop.deliveries);
      assertThat(deferred.get()).as("faults that hit").isGreaterThan(faultsMin);
    }
  }

  private Thread start(Runnable task) {
    return Thread.ofVirtual().uncaughtExceptionHandler((thread, e) -> broken.add(e)).start(task);
  }

  private void check(List<ScriptedHop.Delivery> deliveries) {
    Map<Integer, Integer> copies = new HashMap<>();
    for (ScriptedHop.Delivery delivery : deliveries) {
      Matcher matcher = IDENTIFIER.matcher(delivery.text());
      assertThat(matcher.find()).as("changed: " + delivery).isTrue();
      int id = Integer.parseInt(matcher.group(1));
      assertThat(delivery.text()).isEqualTo(message(id));
      assertThat(delivery.sender()).isEqualTo("s" + id + "@client.test");
      assertThat(delivery.recipients()).containsExactly("r" + id + "@hop.test");
      copies.merge(id, 1, Integer::sum);
    }
    Set<Integer> lost = new HashSet<>(accepted);
    lost.removeAll(copies.keySet());
    assertThat(lost).as("accepted and not at the hop").isEmpty();
    assertThat(accepted).hasSize(messages);
    for (Map.Entry<Integer, Integer> entry : copies.entrySet()) {
      // A second copy needs a reply that was lost between the next hop and us, or us and the
      // client.
      int allowed = 1 + uncertain.getOrDefault(entry.getKey(), 0);
      assertThat(entry.getValue()).as("copies of " + entry.getKey()).isLessThanOrEqualTo(allowed);
    }
  }

  private static String message(int id) {
    String line = "line of message " + id + "\r\n.dot\r\n";
    // Every eighth is too large for memory.
    return "Message-ID: <"
        + id
        + "@client.test>\r\nSubject: "
        + id
        + "\r\n\r\n"
        + line.repeat(id % 8 == 0 ? 200 : 3);
  }

  private static void injectFaults(Bench bench, AtomicBoolean done) {
    SplittableRandom random = new SplittableRandom(4);
    try {
      while (!done.get()) {
        Thread.sleep(random.nextInt(30, 90));
        switch (random.nextInt(9)) {
          case 0 -> bench.hop.killConnections();
          case 1 -> {
            bench.hop.kill();
            Thread.sleep(10);
            bench.hop.revive();
          }
          case 2 -> fault(bench, "end", "!keep !close");
          case 3 -> fault(bench, "end", "!half");
          case 4 -> fault(bench, "end", "!slow 60 250 2.0.0 late");
          case 5 -> fault(bench, "body", "!reset");
          case 6 -> fault(bench, "MAIL", "!close");
          case 7 -> fault(bench, "end", "451 4.3.0 not now");
          default -> fault(bench, "RCPT", "!half");
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void fault(Bench bench, String event, String answer) throws InterruptedException {
    bench.hop.answer(event, answer);
    Thread.sleep(10);
    bench.hop.answers.remove(event);
  }

  private void client(Bench bench, SplittableRandom random) {
    int id = next.getAndIncrement();
    while (id < messages) {
      try (TestClient client = bench.connect()) {
        client.reply();
        client.ask("EHLO client.test");
        while (id < messages) {
          String reply = attempt(client, id, random.nextInt(3) == 0);
          if (reply.isEmpty()) {
            break;
          }
          assertThat(reply).matches("(?s)(250|451|452) .*");
          if (reply.startsWith("250")) {
            accepted.add(id);
            id = next.getAndIncrement();
          } else {
            deferred.incrementAndGet();
            if (reply.contains("did not confirm")) {
              uncertain.merge(id, 1, Integer::sum);
            }
          }
        }
      } catch (IOException e) {
        throw new AssertionError("the filter is up all the time", e);
      }
    }
  }

  private static String attempt(TestClient client, int id, boolean chunks) throws IOException {
    client.ask("RSET");
    String reply = client.ask("MAIL FROM:<s" + id + "@client.test>");
    if (reply.startsWith("250")) {
      reply = client.ask("RCPT TO:<r" + id + "@hop.test>");
    }
    if (!reply.startsWith("250")) {
      return reply;
    }
    String text = message(id);
    if (chunks) {
      int half = text.length() / 2;
      client.raw("BDAT " + half + "\r\n" + text.substring(0, half));
      reply = client.reply();
      if (!reply.startsWith("250")) {
        return reply;
      }
      client.raw("BDAT " + (text.length() - half) + " LAST\r\n" + text.substring(half));
      return client.reply();
    }
    return client.message(text.substring(0, text.length() - 2).replace("\r\n.", "\r\n.."));
  }
}
