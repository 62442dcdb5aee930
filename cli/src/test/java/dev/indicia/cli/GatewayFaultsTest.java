package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.Zone;
import dev.indicia.events.spool.EventBatch;
import dev.indicia.events.spool.EventReader;
import dev.indicia.events.spool.EventSpoolLimits;
import dev.indicia.events.spool.StoredEvent;
import dev.indicia.testkit.LoopbackDns;
import dev.indicia.testkit.mail.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole gateway in its own process, with mail through milter and SMTP filter, while it is
 * killed, its next hop is killed, DNS does not answer, its disk is full, and others send it
 * nonsense, slowly or half. Clients try again, as mail systems do. No message is lost, none comes
 * twice unless a confirmation was lost, none is changed, and each that was accepted has its event.
 */
class GatewayFaultsTest {
  private static final int CLIENTS = 6;

  @TempDir Path folder;

  private final Set<Integer> taken = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> uncertain = new ConcurrentHashMap<>();
  private final Map<Integer, String> filtered = new ConcurrentHashMap<>();
  private final Map<String, Integer> faults = new ConcurrentHashMap<>();
  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger deferred = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();
  private int[] ports;
  private volatile ServeProcess gateway;
  private KeepingHop hop;
  private LoopbackDns dns;
  private SmallDisk disk;

  @Test
  void faults_loseDoubleAndChangeNothing() throws Exception {
    run(200, 64, 1);
  }

  @Test
  @Tag("slow")
  void faultsDuringTenThousandMessages_loseDoubleAndChangeNothing() throws Exception {
    run(10_000, 512, 12);
  }

  /** So many messages at least, and until each fault was there so often. */
  private void run(int messages, int diskMebibytes, int rounds) throws Exception {
    ports = freePorts();
    Optional<SmallDisk> small = SmallDisk.mount(folder, diskMebibytes);
    if (small.isEmpty()) {
      System.err.println("GatewayFaultsTest: SKIPPED the full disk: nothing can be mounted here");
    }
    disk = small.orElse(null);
    dns = LoopbackDns.serve(zone());
    hop = new KeepingHop(folder.resolve("hop"), ports[3]);
    gateway = serve();
    try {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        boolean milter = i % 2 == 0;
        clients.add(start(() -> client(milter, messages)));
      }
      List<Thread> others = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SplittableRandom random = new SplittableRandom(70 + i);
        others.add(start(() -> bother(random)));
      }
      injectFaults(rounds, messages);
      done.set(true);
      for (Thread client : clients) {
        client.join();
      }
      for (Thread other : others) {
        other.join();
      }
      assertThat(broken).isEmpty();
      gateway.signal("TERM");
      assertThat(gateway.waitFor()).as(gateway.err()).isZero();
      check();
    } finally {
      done.set(true);
      gateway.close();
      hop.kill();
      dns.close();
      if (disk != null) {
        disk.close();
      }
    }
    System.err.println(
        "GatewayFaultsTest: "
            + (taken.size() + filtered.size())
            + " messages, "
            + deferred
            + " attempts failed, "
            + uncertain.size()
            + " unconfirmed; faults "
            + new java.util.TreeMap<>(faults)
            + "; disk: "
            + (disk == null ? "none" : disk.kind()));
  }

  private static Zone zone() throws Exception {
    StringBuilder text = new StringBuilder("$ORIGIN example.\n$TTL 1\n");
    for (int i = 0; i < 40; i++) {
      text.append("d").append(i).append(" TXT \"v=spf1 ip4:192.0.2.1 -all\"\n");
      text.append("_dmarc.d").append(i).append(" TXT \"v=DMARC1; p=none\"\n");
    }
    return Zone.parse(
        "test",
        text.toString(),
        (file, from) -> {
          throw new IOException("no includes");
        });
  }

  private static int[] freePorts() throws IOException {
    int[] ports = new int[4];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = Loopback.freePort();
    }
    return ports;
  }

  private Path data() {
    return (disk == null ? folder : disk.folder()).resolve("data");
  }

  private ServeProcess serve() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            "mode: enforce\nclosed: [spool, memory, time, internal]\n");
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "serve:\n  limits:\n    events: {free_octets_min: 1048576}\n"
                + "    spool: {message_memory_octets_max: 65536}\n"
                + "    smtp_times: {hop_reply_millis: 3000, hop_final_millis: 3000}\n"
                + "    smtp: {messages_per_minute_max: 1000000}\n");
    return ServeProcess.start(
        folder,
        "--resolver",
        "127.0.0.1:" + dns.address().getPort(),
        "--config",
        config.toString(),
        "--policy",
        policy.toString(),
        "--data",
        data().toString(),
        "--authserv-id",
        "mx.b.example",
        "--http",
        String.valueOf(ports[0]),
        "--milter",
        String.valueOf(ports[1]),
        "--smtp",
        String.valueOf(ports[2]),
        "--next-hop",
        "127.0.0.1:" + ports[3]);
  }

  private Thread start(Task task) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            task.run();
          } catch (Exception | AssertionError e) {
            broken.add(e);
          }
        });
  }

  /** What may fail. */
  private interface Task {
    void run() throws Exception;
  }

  private void client(boolean milter, int messages) throws InterruptedException {
    while (true) {
      int id = next.getAndIncrement();
      if (id >= messages && done.get()) {
        return;
      }
      boolean through = milter ? filter(id) : send(id);
      while (!through) {
        deferred.incrementAndGet();
        Thread.sleep(100);
        through = milter ? filter(id) : send(id);
      }
    }
  }

  private boolean filter(int id) {
    String delivered = FaultyClients.filtered(ports[1], id);
    if (delivered == null) {
      return false;
    }
    filtered.put(id, FaultyClients.eventOf(id, delivered));
    return true;
  }

  private boolean send(int id) {
    FaultyClients.Outcome outcome = FaultyClients.send(ports[2], id);
    if (outcome == FaultyClients.Outcome.UNCERTAIN) {
      uncertain.merge(id, 1, Integer::sum);
    }
    if (outcome == FaultyClients.Outcome.TAKEN) {
      taken.add(id);
    }
    return outcome == FaultyClients.Outcome.TAKEN;
  }

  private void bother(SplittableRandom random) throws InterruptedException {
    while (!done.get()) {
      FaultyClients.bother(ports[random.nextInt(3)], random);
      Thread.sleep(random.nextInt(20, 200));
    }
  }

  private void injectFaults(int rounds, int messages) throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < rounds || next.get() < messages; round++) {
      if (!broken.isEmpty()) {
        return;
      }
      for (int fault = 0; fault < 5; fault++) {
        Thread.sleep(random.nextInt(200, 900));
        switch (fault) {
          case 0 -> killGateway(random);
          case 1 -> {
            hop.kill();
            Thread.sleep(random.nextInt(300));
            hop.start();
            faults.merge("hop killed", 1, Integer::sum);
          }
          case 2 -> {
            dns.always(LoopbackDns.Fault.DROP);
            Thread.sleep(random.nextInt(500, 1500));
            dns.always(LoopbackDns.Fault.NONE);
            faults.merge("dns silent", 1, Integer::sum);
          }
          case 3 -> fillDisk(random);
          default -> {
            if (random.nextBoolean()) {
              hop.kill();
              killGateway(random);
              hop.start();
            } else {
              killGateway(random);
            }
          }
        }
      }
    }
  }

  private void killGateway(SplittableRandom random) throws Exception {
    gateway.kill();
    Thread.sleep(random.nextInt(200));
    ServeProcess again = serve();
    assertThat(again.readyLine()).as(again.err()).contains("\"ready\":true");
    gateway = again;
    faults.merge("gateway killed", 1, Integer::sum);
  }

  private void fillDisk(SplittableRandom random) throws Exception {
    if (disk != null) {
      disk.fill();
      Thread.sleep(random.nextInt(300, 1000));
      disk.empty();
      faults.merge("disk full", 1, Integer::sum);
    }
  }

  private void check() throws IOException {
    Set<String> events = events();
    Map<Integer, Integer> copies = new HashMap<>();
    for (KeepingHop.Kept kept : hop.kept()) {
      int id = Integer.parseInt(kept.recipient().replaceAll("r(\\d+)@.*", "$1"));
      assertThat(kept.sender()).isEqualTo(FaultyClients.sender(id));
      assertThat(events).as("event of " + id).contains(FaultyClients.eventOf(id, kept.text()));
      copies.merge(id, 1, Integer::sum);
    }
    Set<Integer> lost = new HashSet<>(taken);
    lost.removeAll(copies.keySet());
    assertThat(lost).as("accepted, and not at the next hop").isEmpty();
    copies.forEach((id, count) ->
        assertThat(count)
            .as("copies of " + id)
            .isLessThanOrEqualTo(1 + uncertain.getOrDefault(id, 0)));
    assertThat(events).as("events of what the milter let through").containsAll(filtered.values());
    assertThat(taken.size() + filtered.size())
        .as("each got through in the end")
        .isEqualTo(next.get() - CLIENTS);
    assertThat(taken).doesNotContainAnyElementsOf(filtered.keySet());
    assertThat(deferred.get()).as("the faults hit").isPositive();
    try (Stream<Path> work = Files.list(data().resolve("work"))) {
      assertThat(work).as("large messages left behind").isEmpty();
    }
  }

  private Set<String> events() throws IOException {
    Set<String> ids = new HashSet<>();
    try (EventReader reader =
        EventReader.open(data().resolve("events"), "test", EventSpoolLimits.DEFAULT)) {
      EventBatch batch = reader.read(1_000_000, Long.MAX_VALUE);
      for (StoredEvent event : batch.events()) {
        String line = new String(event.octets(), StandardCharsets.UTF_8);
        ids.add(String.valueOf(JsonTree.object(line).get("id")));
      }
    }
    return ids;
  }
}
