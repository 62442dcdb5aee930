package dev.indicia.benchmarks;

import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A mail system that passes messages through the milter for a long time over many connections, at a
 * given rate or as fast as it goes: errors, the time from the first octet of a message to its
 * answer, and the server's memory.
 *
 * <p>Arguments: the server's process, its port on loopback, the corpus, messages of it,
 * connections, seconds, and messages a second (0: as fast as it goes). With a rate a message is
 * late from when it was due, not from when a connection was free.
 */
public final class GatewaySoak {
  /** Latencies by tenths of a millisecond, up to a minute. */
  private static final int SLOTS = 600_000;

  private final InetSocketAddress milter;
  private final List<byte[]> packets = new ArrayList<>();
  private final AtomicLongArray latencies = new AtomicLongArray(SLOTS);
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
  private final long begin;
  private final long end;
  private final double rate;

  private GatewaySoak(int port, Corpus corpus, long seconds, double rate) throws IOException {
    this.milter = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.rate = rate;
    for (Delivery delivery : corpus.deliveries()) {
      packets.add(MilterLoad.packets(delivery));
    }
    this.begin = System.nanoTime();
    this.end = begin + Duration.ofSeconds(seconds).toNanos();
  }

  /** See {@link GatewaySoak}. */
  public static void main(String[] arguments) throws Exception {
    Daemon server = new Daemon("indicia", Long.parseLong(arguments[0]));
    Corpus corpus = Corpus.read(Path.of(arguments[2]), Integer.parseInt(arguments[3]));
    // Asking for the heap starts a Java machine, which messages would wait for: before and after.
    double heapBefore = server.heapMebibytes();
    GatewaySoak soak =
        new GatewaySoak(
            Integer.parseInt(arguments[1]),
            corpus,
            Long.parseLong(arguments[5]),
            Double.parseDouble(arguments[6]));
    soak.run(server, Integer.parseInt(arguments[4]));
    System.out.printf(
        "heap used before and after: %.0f, %.0f MiB%n", heapBefore, server.heapMebibytes());
  }

  private void run(Daemon server, int connections) throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(Thread.ofPlatform().start(this::converse));
    }
    double cpu = server.cpuSeconds();
    long tenth = (end - begin) / 10;
    System.out.println("time s   messages   resident MiB");
    for (int i = 1; i <= 10; i++) {
      long wait = begin + i * tenth - System.nanoTime();
      Thread.sleep(Duration.ofNanos(Math.max(0, wait)));
      System.out.printf(
          "%6d %10d %14.0f%n",
          Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
          taken.get(),
          server.residentMebibytes());
    }
    for (Thread client : clients) {
      client.join();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%d connections, %d messages in %.0f s (%.0f a second), errors: %d%n",
        connections, taken.get(), seconds, taken.get() / seconds, errors.size());
    System.out.printf(
        "milliseconds: p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, most %.1f%n",
        percentile(0.5), percentile(0.9), percentile(0.99), percentile(0.999), percentile(1));
    System.out.printf(
        "server: %.0f us of CPU a message%n",
        (server.cpuSeconds() - cpu) / Math.max(1, taken.get()) * 1e6);
    errors.stream().distinct().limit(10).forEach(error -> System.out.println("error: " + error));
  }

  private double percentile(double part) {
    long[] counts = new long[SLOTS];
    Arrays.setAll(counts, latencies::get);
    long wanted = (long) Math.ceil(Arrays.stream(counts).sum() * part);
    long seen = 0;
    for (int i = 0; i < SLOTS; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return i / 10.0;
      }
    }
    return SLOTS / 10.0;
  }

  private void converse() {
    while (System.nanoTime() < end) {
      try (MilterClient client = MilterLoad.session(milter)) {
        // A mail system ends a connection after some messages, so that it is not always the same.
        for (int i = 0; i < 100; i++) {
          if (!one(client)) {
            return;
          }
        }
        client.send(new MilterCommand.Quit()).flush();
      } catch (IOException e) {
        errors.add(String.valueOf(e));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Passes the next message when it is due; false when the time is over. */
  private boolean one(MilterClient client) throws IOException, InterruptedException {
    long number = next.getAndIncrement();
    long due = rate > 0 ? begin + (long) (number / rate * 1e9) : System.nanoTime();
    if (due >= end) {
      return false;
    }
    long wait = due - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
    client.sendRaw(packets.get((int) (number % packets.size())));
    MilterResponse last = client.receiveAll().getLast();
    if (!(last instanceof MilterResponse.Continue)) {
      errors.add(String.valueOf(last));
    }
    taken.incrementAndGet();
    long slot = (System.nanoTime() - due) / 100_000;
    latencies.incrementAndGet((int) Math.min(SLOTS - 1, slot));
    return true;
  }
}
