package dev.indicia.trust.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void oneCounterpartAThousandTimes_staysOne() {
    int use = 0;
    for (int i = 0; i < 1000; i++) {
      use = Usage.with(use, 7);
    }
    assertThat(Usage.counterparts(use)).isEqualTo(1);
    assertThat(Usage.times(use)).isEqualTo(255);
  }

  @Test
  void counterparts_areCountedUpToThree() {
    int use = 0;
    for (int i = 0; i < 10; i++) {
      use = Usage.with(use, i);
      assertThat(Usage.counterparts(use)).isEqualTo(Math.min(3, i + 1));
    }
    assertThat(Usage.has(use, 2)).isTrue();
    assertThat(Usage.has(use, 9)).as("no place was left for its mark").isFalse();
  }

  @Test
  void marks_areNeverTheEmptyOne() {
    for (int counterpart : new int[] {0, -1, 254, 255, 256, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      int use = Usage.with(0, counterpart);
      assertThat(Usage.counterparts(use)).as("" + counterpart).isEqualTo(1);
      assertThat(Usage.has(use, counterpart)).as("" + counterpart).isTrue();
    }
  }

  @Test
  void merged_addsTimesAndUnitesCounterparts() {
    int one = Usage.with(Usage.with(0, 1), 2);
    int other = Usage.with(Usage.with(0, 2), 3);
    int both = Usage.merged(one, other);
    assertThat(Usage.counterparts(both)).isEqualTo(3);
    assertThat(Usage.times(both)).isEqualTo(4);
    assertThat(Usage.counterparts(Usage.merged(other, one))).isEqualTo(3);
    assertThat(Usage.merged(one, 0)).isEqualTo(one);
  }

  @Test
  void days_growBothWays() {
    int days = Usage.days(20_000, 20_000);
    days = Usage.until(days, 20_010);
    days = Usage.until(days, 19_990);
    assertThat(Usage.first(days)).isEqualTo(19_990);
    assertThat(Usage.last(days)).isEqualTo(20_010);
    int late = Usage.days(40_000, 65_000); // Past 2079 the upper half has its sign bit set.
    assertThat(Usage.first(late)).isEqualTo(40_000);
    assertThat(Usage.last(late)).isEqualTo(65_000);
  }
}
