package dev.indicia.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimesTest {
  @Test
  void anyInstant_isWrittenAsTheJdkWritesIt() {
    Random random = new Random(1);
    int[] nanos = {0, 1, 999, 1000, 120_000, 999_999_000, 1_000_000, 500_000_000, 999_999_999};
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(-1000, 260_000_000_000L);
      Instant instant = Instant.ofEpochSecond(seconds, nanos[i % nanos.length]);
      assertThat(Times.format(instant)).isEqualTo(instant.toString());
    }
  }

  @Test
  void bounds_areWrittenAsTheJdkWritesThem() {
    for (long seconds : new long[] {-1, 0, 86_399, 253_402_300_799L, 253_402_300_800L}) {
      Instant instant = Instant.ofEpochSecond(seconds);
      assertThat(Times.format(instant)).isEqualTo(instant.toString());
    }
    assertThat(Times.format(Instant.MIN)).isEqualTo(Instant.MIN.toString());
    assertThat(Times.format(Instant.MAX)).isEqualTo(Instant.MAX.toString());
  }
}
