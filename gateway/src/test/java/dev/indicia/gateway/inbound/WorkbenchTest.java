package dev.indicia.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.policy.Failure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkbenchTest {
  private static final MailContent CONTENT =
      new MailContent() {
        @Override
        public long size() {
          return 4000;
        }

        @Override
        public InputStream open() {
          return new ByteArrayInputStream(new byte[4000]);
        }
      };

  private static Workbench bench(int judgingMillisMax) {
    return new Workbench(new GatewayLimits(10_000, 100_000, 1000, judgingMillisMax, 1000));
  }

  private static void assertMemoryIsFree(Workbench bench) throws InterruptedException {
    for (int i = 0; i < 1000 && bench.usedOctets() > 0; i++) {
      Thread.sleep(5);
    }
    assertThat(bench.usedOctets()).isZero();
  }

  @Test
  void waitThatIsInterrupted_givesItsMemoryBackAtOnce() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    try (Workbench bench = bench(50)) {
      Workbench.Outcome<Boolean> outcome =
          bench.run(
              CONTENT,
              false,
              message -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  interrupted.set(true);
                }
                return true;
              });
      assertThat(((Workbench.Outcome.Failed<Boolean>) outcome).why()).isEqualTo(Failure.TIME);
      assertMemoryIsFree(bench);
      assertThat(interrupted).isTrue();
    }
  }

  @Test
  void workThatDoesNotHeedTheInterrupt_isLateAllTheSame() throws Exception {
    try (Workbench bench = bench(20)) {
      Workbench.Outcome<Boolean> outcome =
          bench.run(
              CONTENT,
              false,
              message -> {
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
                return true;
              });
      assertThat(((Workbench.Outcome.Failed<Boolean>) outcome).why()).isEqualTo(Failure.TIME);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(bench.usedOctets()).isZero();
    }
  }

  /** Who stops the thread is told so, and not that the message took too long. */
  @Test
  void interruptFromOutside_isPassedOn() throws Exception {
    try (Workbench bench = bench(30_000)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> bench.run(CONTENT, false, message -> true))
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(() ->
              bench.run(
                  CONTENT,
                  false,
                  message -> {
                    Thread.currentThread().interrupt();
                    return true;
                  }))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(bench.usedOctets()).isZero();
    }
  }
}
