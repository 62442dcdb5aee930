package dev.indicia.events.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer's process is killed at random moments; what it acknowledged is there, and whole. */
class CrashTest {
  private static final int KILLS = Integer.getInteger("indicia.test.kills", 8);
  private static final EventSpoolLimits LIMITS =
      new EventSpoolLimits(10_000, 30_000, 1 << 30, Duration.ofDays(1), 1 << 20, 0);

  @TempDir Path folder;

  /** Appends from several threads for ever; prints the number and name of what is acknowledged. */
  public static void main(String[] args) throws Exception {
    EventSpool spool = EventSpool.open(Path.of(args[0]), LIMITS, InstantSource.system());
    Object out = new Object();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      Thread.ofPlatform()
          .start(() -> {
            Random random = new Random(Long.parseLong(args[1]) * 31 + thread);
            for (int i = 0; ; i++) {
              String name = args[1] + "-" + thread + "-" + i;
              try {
                AppendResult result = spool.append(event(name, random), Duration.ofSeconds(9));
                if (result instanceof AppendResult.Stored stored) {
                  synchronized (out) {
                    System.out.println(stored.sequence() + " " + name);
                    System.out.flush();
                  }
                }
              } catch (InterruptedException e) {
                return;
              }
            }
          });
    }
    Thread.sleep(60_000);
    System.exit(1);
  }

  /** "name length checksum filler". */
  private static byte[] event(String name, Random random) {
    String filler = "y".repeat(random.nextInt(5000));
    CRC32 crc = new CRC32();
    crc.update((name + filler).getBytes(StandardCharsets.US_ASCII));
    return (name + " " + filler.length() + " " + crc.getValue() + " " + filler)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String nameOfWhole(byte[] octets) {
    String[] parts = new String(octets, StandardCharsets.US_ASCII).split(" ", 4);
    assertThat(parts).hasSize(4);
    assertThat(parts[3]).hasSize(Integer.parseInt(parts[1]));
    CRC32 crc = new CRC32();
    crc.update((parts[0] + parts[3]).getBytes(StandardCharsets.US_ASCII));
    assertThat(parts[2]).isEqualTo(String.valueOf(crc.getValue()));
    return parts[0];
  }

  @Test
  void killedAtRandomMoments_noAcknowledgedEventIsLost_andNoHalfOneIsRead() throws Exception {
    Random random = new Random(7);
    Map<Long, String> acknowledged = new HashMap<>();
    Map<Long, String> read = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (int round = 0; round < KILLS; round++) {
      Process child = start(round);
      List<String> lines = new ArrayList<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try (BufferedReader out =
                    new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
                  for (String line = out.readLine(); line != null; line = out.readLine()) {
                    synchronized (lines) {
                      lines.add(line);
                    }
                  }
                } catch (IOException e) {
                  // The end of a killed process.
                }
              });
      awaitFirst(lines, child);
      Thread.sleep(random.nextInt(400));
      readOn(read, names);
      child.destroyForcibly();
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      reader.join();
      for (String line : lines) {
        String[] parts = line.split(" ");
        if (parts.length == 2 && parts[1].matches("\\d+-\\d+-\\d+")) {
          acknowledged.put(Long.parseLong(parts[0]), parts[1]);
        }
      }
      readOn(read, names);
    }
    assertThat(acknowledged.size()).as("events acknowledged").isGreaterThan(KILLS * 4);
    // The last line of a killed process may be cut, its number is whole: names are compared.
    acknowledged.forEach(
        (number, name) -> assertThat(read.get(number)).as("number " + number).startsWith(name));
  }

  private static void awaitFirst(List<String> lines, Process child) throws InterruptedException {
    while (child.isAlive()) {
      synchronized (lines) {
        if (!lines.isEmpty()) {
          return;
        }
      }
      Thread.sleep(5);
    }
  }

  private Process start(int round) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashTest.class.getName(),
            folder.toString(),
            String.valueOf(round))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Reads on from another process, also while the writer writes. */
  private void readOn(Map<Long, String> read, Set<String> names) throws IOException {
    try (EventReader reader = EventReader.open(folder, "test", LIMITS)) {
      EventBatch batch = reader.read(50, Long.MAX_VALUE);
      while (!batch.events().isEmpty()) {
        assertThat(batch.skipped()).isZero();
        for (StoredEvent event : batch.events()) {
          String name = nameOfWhole(event.octets());
          assertThat(read.put(event.sequence(), name)).as("read twice").isNull();
          assertThat(names.add(name)).as(name + " is there once").isTrue();
        }
        reader.commit(batch.next());
        batch = reader.read(50, Long.MAX_VALUE);
      }
    }
  }
}
