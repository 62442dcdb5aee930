package dev.indicia.gateway.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonLogTest {
  private static final byte[] HASH = new byte[LessonLog.HASH_OCTETS];

  @TempDir Path folder;

  private static void append(LessonLog log, String record) throws IOException {
    log.append(record.getBytes(StandardCharsets.US_ASCII));
  }

  private List<String> replayed() throws IOException {
    List<String> records = new ArrayList<>();
    LessonLog.open(
            folder.resolve("log"),
            HASH,
            record -> records.add(new String(record.readAllBytes(), StandardCharsets.US_ASCII)))
        .close();
    return records;
  }

  /** The time of a message may be over at any moment, and its thread told so. */
  @Test
  void interruptedThread_addsItsRecord_andTheLogGoesOn() throws Exception {
    try (LessonLog log = LessonLog.begin(folder.resolve("log"), HASH)) {
      append(log, "one");
      Thread.currentThread().interrupt();
      append(log, "two");
      assertThat(log.size()).isPositive();
      assertThat(Thread.interrupted()).as("still told").isTrue();
      append(log, "three");
    }
    assertThat(replayed()).containsExactly("one", "two", "three");
    assertThat(replayed()).as("opened once more").hasSize(3);
  }
}
