package dev.indicia.events.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSpoolTest {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final EventSpoolLimits SMALL =
      new EventSpoolLimits(1000, 2000, 8000, Duration.ofDays(1), 10_000, 0);

  @TempDir Path folder;

  private EventSpool open() throws IOException {
    return EventSpool.open(folder, SMALL, InstantSource.system());
  }

  private static byte[] event(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long store(EventSpool spool, String text) throws InterruptedException {
    AppendResult result = spool.append(event(text), WAIT);
    assertThat(result).isInstanceOf(AppendResult.Stored.class);
    return ((AppendResult.Stored) result).sequence();
  }

  private static List<String> texts(EventBatch batch) {
    return batch.events().stream()
        .map(e -> new String(e.octets(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<String> readAll() throws IOException {
    try (EventReader reader = EventReader.open(folder, "all", SMALL)) {
      return texts(reader.read(Integer.MAX_VALUE, Long.MAX_VALUE));
    }
  }

  private static SpoolRefusal refusal(AppendResult result) {
    assertThat(result).isInstanceOf(AppendResult.Refused.class);
    return ((AppendResult.Refused) result).why();
  }

  @Test
  void events_areReadInOrder_andAfterReopening() throws Exception {
    try (EventSpool spool = open()) {
      assertThat(store(spool, "one")).isEqualTo(1);
      assertThat(store(spool, "two")).isEqualTo(2);
    }
    try (EventSpool spool = open()) {
      assertThat(store(spool, "three")).isEqualTo(3);
    }
    assertThat(readAll()).containsExactly("one", "two", "three");
    assertThat(Segment.list(folder)).as("the segment is gone on with").hasSize(1);
  }

  @Test
  void readers_goOnWhereTheyCommitted_eachByItself() throws Exception {
    try (EventSpool spool = open()) {
      for (int i = 1; i <= 5; i++) {
        store(spool, "e" + i);
      }
      try (EventReader store = spool.reader("store");
          EventReader kafka = spool.reader("kafka")) {
        EventBatch batch = store.read(2, Long.MAX_VALUE);
        assertThat(texts(batch)).containsExactly("e1", "e2");
        store.commit(batch.next());
        assertThat(texts(store.read(1, Long.MAX_VALUE))).containsExactly("e3");
        assertThat(texts(kafka.read(9, 5))).as("by octets").containsExactly("e1", "e2");
      }
      try (EventReader store = spool.reader("store");
          EventReader kafka = spool.reader("kafka")) {
        assertThat(texts(store.read(9, Long.MAX_VALUE))).containsExactly("e3", "e4", "e5");
        assertThat(texts(kafka.read(1, Long.MAX_VALUE))).containsExactly("e1");
        assertThat(texts(store.read(9, Long.MAX_VALUE))).isEmpty();
        store(spool, "e6");
        assertThat(texts(store.read(9, Long.MAX_VALUE))).containsExactly("e6");
      }
    }
  }

  @Test
  void commit_ofWhatWasNotRead_isMisuse() throws Exception {
    try (EventSpool spool = open();
        EventReader reader = spool.reader("r")) {
      store(spool, "one");
      assertThatThrownBy(() -> reader.commit(2)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> spool.reader("../r")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyThreads_loseNothing_andShareCommits() throws Exception {
    Set<Long> numbers = new ConcurrentSkipListSet<>();
    EventSpoolLimits limits =
        new EventSpoolLimits(1000, 20_000, 1 << 20, Duration.ofDays(1), 1 << 20, 0);
    try (EventSpool spool = EventSpool.open(folder, limits, InstantSource.system())) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 2000; i++) {
          String text = "event " + i;
          threads.submit(() -> numbers.add(store(spool, text)));
        }
      }
      assertThat(numbers).hasSize(2000).contains(1L, 2000L);
      assertThat(spool.status().stored()).isEqualTo(2000);
      try (EventReader reader = spool.reader("r")) {
        List<String> read = new ArrayList<>();
        EventBatch batch = reader.read(100, Long.MAX_VALUE);
        while (!batch.events().isEmpty()) {
          read.addAll(texts(batch));
          batch = reader.read(100, Long.MAX_VALUE);
        }
        assertThat(new TreeSet<>(read)).hasSize(2000);
        assertThat(read).hasSize(2000);
      }
    }
  }

  @Test
  void tornTail_isCutOff_atEveryOctet() throws Exception {
    try (EventSpool spool = open()) {
      store(spool, "one");
      store(spool, "two, longer");
    }
    Path file = Segment.list(folder).getFirst().path();
    byte[] whole = Files.readAllBytes(file);
    int first = Segment.HEADER_OCTETS + Segment.FRAME_OCTETS + 3;
    for (int size = 0; size < whole.length; size++) {
      Files.write(file, java.util.Arrays.copyOf(whole, size));
      try (EventSpool spool = open()) {
        long expected = size < first ? 1 : 2;
        assertThat(spool.status().next()).as("cut at " + size).isEqualTo(expected);
        store(spool, "new");
      }
      assertThat(readAll())
          .as("cut at " + size)
          .isEqualTo(size < first ? List.of("new") : List.of("one", "new"));
      Files.deleteIfExists(file);
    }
  }

  @Test
  void halfAnEvent_isNotRead_untilItIsWhole() throws Exception {
    try (EventSpool spool = open()) {
      store(spool, "one");
    }
    Path file = Segment.list(folder).getFirst().path();
    ByteBuffer frame = ByteBuffer.allocate(100);
    Segment.put(frame, 2, event("second"));
    byte[] octets = java.util.Arrays.copyOf(frame.array(), frame.position());
    try (EventReader reader = EventReader.open(folder, "r", SMALL)) {
      assertThat(texts(reader.read(9, 999))).containsExactly("one");
      Files.write(file, java.util.Arrays.copyOf(octets, 9), StandardOpenOption.APPEND);
      assertThat(texts(reader.read(9, 999))).isEmpty();
      byte[] rest = java.util.Arrays.copyOfRange(octets, 9, octets.length);
      Files.write(file, rest, StandardOpenOption.APPEND);
      assertThat(texts(reader.read(9, 999))).containsExactly("second");
    }
  }

  @Test
  void damageInAnOldSegment_costsTheRestOfIt_andIsCounted() throws Exception {
    try (EventSpool spool = open()) {
      for (int i = 0; i < 8; i++) {
        store(spool, "x".repeat(900));
      }
    }
    List<Segment> segments = Segment.list(folder);
    assertThat(segments.size()).isGreaterThan(2);
    Path file = segments.getFirst().path();
    byte[] octets = Files.readAllBytes(file);
    octets[Segment.HEADER_OCTETS + Segment.FRAME_OCTETS + 5] ^= 1;
    Files.write(file, octets);
    try (EventReader reader = EventReader.open(folder, "r", SMALL)) {
      EventBatch batch = reader.read(99, Long.MAX_VALUE);
      assertThat(batch.skipped()).isEqualTo(segments.get(1).first() - 1);
      assertThat(batch.events()).hasSize(8 - (int) batch.skipped());
    }
  }

  @Test
  void retentionBySize_deletesTheOldest_andReadersAreTold() throws Exception {
    try (EventSpool spool = open();
        EventReader reader = spool.reader("slow")) {
      for (int i = 0; i < 40; i++) {
        store(spool, "x".repeat(900));
      }
      // The retention of the last write runs after its answer.
      store(spool, "last");
      SpoolStatus status = spool.status();
      assertThat(status.octets()).isLessThanOrEqualTo(SMALL.octetsMax() + 3000);
      assertThat(status.deletedSegments()).isPositive();
      EventBatch batch = reader.read(99, Long.MAX_VALUE);
      assertThat(batch.skipped()).isPositive();
      assertThat(batch.skipped() + batch.events().size()).isEqualTo(41);
    }
  }

  @Test
  void retentionByAge_deletesOldSegments_butTheOneThatGrows() throws Exception {
    try (EventSpool spool = open()) {
      for (int i = 0; i < 5; i++) {
        store(spool, "x".repeat(900));
      }
    }
    for (Segment segment : Segment.list(folder)) {
      Files.setLastModifiedTime(segment.path(), FileTime.from(Instant.EPOCH));
    }
    try (EventSpool spool = open()) {
      store(spool, "new");
      store(spool, "newer");
    }
    assertThat(Segment.list(folder)).hasSize(1);
    assertThat(readAll()).endsWith("new", "newer");
  }

  @Test
  void sizeOfAnEvent_hasALimit() throws Exception {
    try (EventSpool spool = open()) {
      assertThat(refusal(spool.append(new byte[1001], WAIT))).isEqualTo(SpoolRefusal.SIZE);
      assertThat(refusal(spool.append(new byte[0], WAIT))).isEqualTo(SpoolRefusal.SIZE);
      store(spool, "x".repeat(1000));
      assertThat(spool.status().refused()).isEqualTo(2);
    }
  }

  @Test
  void diskWithoutTheFreeSpaceWanted_isFull() throws Exception {
    EventSpoolLimits limits =
        new EventSpoolLimits(1000, 2000, 8000, Duration.ofDays(1), 10_000, Long.MAX_VALUE);
    try (EventSpool spool = EventSpool.open(folder, limits, InstantSource.system())) {
      assertThat(refusal(spool.append(event("one"), WAIT))).isEqualTo(SpoolRefusal.DISK_FULL);
    }
    assertThat(readAll()).isEmpty();
  }

  @Test
  void secondWriter_isRefused() throws Exception {
    EventSpool spool = open();
    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("writes");
    spool.close();
    assertThat(refusal(spool.append(event("late"), WAIT))).isEqualTo(SpoolRefusal.CLOSED);
    open().close();
  }

  /** A disk that fails when told to, and may leave half of what was written. */
  private static final class Failing implements SegmentOutput.Opener {
    final AtomicBoolean full = new AtomicBoolean();
    final AtomicBoolean noForce = new AtomicBoolean();
    final AtomicBoolean noTruncate = new AtomicBoolean();

    @Override
    public SegmentOutput open(Path file, long size) throws IOException {
      SegmentOutput real = SegmentOutput.open(file, size);
      return new SegmentOutput() {
        @Override
        public void write(ByteBuffer octets) throws IOException {
          if (full.get()) {
            real.write(octets.slice(0, octets.remaining() / 2));
            throw new IOException("No space left on device");
          }
          real.write(octets);
        }

        @Override
        public void force() throws IOException {
          if (noForce.get()) {
            throw new IOException("Input/output error");
          }
          real.force();
        }

        @Override
        public void truncate(long to) throws IOException {
          if (noTruncate.get()) {
            throw new IOException("Input/output error");
          }
          real.truncate(to);
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }

  @Test
  void fullDisk_isAnAnswer_andWhatCameBeforeAndAfterIsThere() throws Exception {
    for (boolean noTruncate : new boolean[] {false, true}) {
      Path own = Files.createDirectories(folder.resolve("truncate-" + noTruncate));
      Failing disk = new Failing();
      disk.noTruncate.set(noTruncate);
      try (EventSpool spool = EventSpool.open(own, SMALL, InstantSource.system(), disk)) {
        store(spool, "before");
        disk.full.set(true);
        assertThat(refusal(spool.append(event("lost"), WAIT))).isEqualTo(SpoolRefusal.DISK_FULL);
        assertThat(refusal(spool.append(event("lost"), WAIT))).isEqualTo(SpoolRefusal.DISK_FULL);
        disk.full.set(false);
        store(spool, "after");
        try (EventReader reader = spool.reader("r")) {
          assertThat(texts(reader.read(9, 999))).containsExactly("before", "after");
        }
      }
      try (EventSpool spool = EventSpool.open(own, SMALL, InstantSource.system(), disk);
          EventReader reader = spool.reader("again")) {
        store(spool, "later");
        assertThat(texts(reader.read(9, 999))).containsExactly("before", "after", "later");
      }
    }
  }

  @Test
  void diskThatDoesNotForce_isNotAcknowledged() throws Exception {
    Failing disk = new Failing();
    try (EventSpool spool = EventSpool.open(folder, SMALL, InstantSource.system(), disk)) {
      store(spool, "before");
      disk.noForce.set(true);
      assertThat(refusal(spool.append(event("lost"), WAIT))).isEqualTo(SpoolRefusal.NOT_WRITABLE);
      disk.noForce.set(false);
      store(spool, "after");
    }
    assertThat(readAll()).containsExactly("before", "after");
  }

  @Test
  void slowDisk_overloadsAndTimesOut_insteadOfFillingMemory() throws Exception {
    SegmentOutput.Opener slow =
        (file, size) -> {
          SegmentOutput real = SegmentOutput.open(file, size);
          return new SegmentOutput() {
            @Override
            public void write(ByteBuffer octets) throws IOException {
              real.write(octets);
            }

            @Override
            public void force() throws IOException {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }

            @Override
            public void truncate(long to) throws IOException {
              real.truncate(to);
            }

            @Override
            public void close() throws IOException {
              real.close();
            }
          };
        };
    EventSpoolLimits limits = new EventSpoolLimits(1000, 2000, 8000, Duration.ofDays(1), 1000, 0);
    try (EventSpool spool = EventSpool.open(folder, limits, InstantSource.system(), slow)) {
      Duration none = Duration.ofMillis(1);
      assertThat(refusal(spool.append(new byte[600], none))).isEqualTo(SpoolRefusal.TIMED_OUT);
      List<SpoolRefusal> refusals = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        refusals.add(refusal(spool.append(new byte[600], none)));
      }
      assertThat(refusals).contains(SpoolRefusal.OVERLOADED);
    }
  }
}
