package dev.indicia.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void counters_addUpByTheirLabels() {
    metrics.count("m_total", "Help.", "a", "x", "b", "y");
    metrics.add(2, "m_total", "Help.", "a", "x", "b", "y");
    metrics.count("m_total", "Help.", "a", "z", "b", "y");
    assertThat(metrics.text())
        .isEqualTo(
            """
            # HELP m_total Help.
            # TYPE m_total counter
            m_total{a="x",b="y"} 3
            m_total{a="z",b="y"} 1
            """);
  }

  @Test
  void gauges_areAskedEachTime_andKeepTheirFractions() {
    double[] value = {1.5};
    metrics.gauge("g", "Now.", () -> value[0]);
    assertThat(metrics.text()).endsWith("# TYPE g gauge\ng 1.5\n");
    value[0] = 3;
    assertThat(metrics.text()).endsWith("g 3\n");
    metrics.gauge("g", "Now.", () -> Double.POSITIVE_INFINITY);
    assertThat(metrics.text()).endsWith("g +Inf\n");
    metrics.gauge("g", "Now.", () -> Double.NEGATIVE_INFINITY);
    assertThat(metrics.text()).endsWith("g -Inf\n");
    metrics.gauge("g", "Now.", () -> Double.NaN);
    assertThat(metrics.text()).endsWith("g NaN\n");
  }

  @Test
  void histograms_areCumulative_withTheBoundInItsBucket() {
    metrics.time(1_000_000, "s", "Time.", "f", "http");
    metrics.time(1_000_001, "s", "Time.", "f", "http");
    metrics.time(60_000_000_000L, "s", "Time.", "f", "http");
    assertThat(metrics.text())
        .contains("s_bucket{f=\"http\",le=\"0.001\"} 1\n")
        .contains("s_bucket{f=\"http\",le=\"0.0025\"} 2\n")
        .contains("s_bucket{f=\"http\",le=\"30.0\"} 2\n")
        .contains("s_bucket{f=\"http\",le=\"+Inf\"} 3\n")
        .contains("s_sum{f=\"http\"} 60.002000001\n")
        .endsWith("s_count{f=\"http\"} 3\n");
  }

  @Test
  void labelValues_areEscaped() {
    metrics.count("m_total", "Help.", "a", "\\ \" \n");
    assertThat(metrics.text()).contains("m_total{a=\"\\\\ \\\" \\n\"} 1\n");
  }

  @Test
  void manyThreads_loseNothing() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 10_000; i++) {
                  metrics.count("m_total", "Help.", "a", String.valueOf(i % 3));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(metrics.text())
        .contains("m_total{a=\"0\"} 26672\n", "m_total{a=\"1\"} 26664\n", "m_total{a=\"2\"} 26664");
  }
}
