package dev.indicia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The gate: reports are read faster than the JDK's reader takes them apart. */
class ReportRatiosTest {
  private static final double SLACK = 0.75;

  @Test
  void aggregateReports_areReadFasterThanByStax() throws Exception {
    ReportSpeed.Speeds speeds = new ReportSpeed(8000).measure(7);
    assertThat(speeds.ours().per(speeds.stax()).median()).isGreaterThan(1.6 * SLACK);
  }
}
