package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  private static Item item(int number, int size) {
    return Item.of(Integer.toString(number), new Content.Octets(new byte[size]));
  }

  private static void feed(Item.Sink sink, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      sink.accept(item(i, i % 50 == 0 ? 100_000 : 10));
    }
  }

  @Test
  void results_comeInOrder_andOnlySoManyAreUnderWay() throws InterruptedException {
    for (boolean waits : new boolean[] {false, true}) {
      Pipeline<String> pipeline = new Pipeline<>(new Pipeline.Limits(4, waits, 20, 50_000));
      AtomicInteger underWay = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      List<String> ids = new ArrayList<>();
      Random random = new Random(1);
      int[] sleeps = random.ints(500, 0, 3).toArray();
      pipeline.run(
          sink -> feed(sink, 500),
          item -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
              Thread.sleep(sleeps[Integer.parseInt(item.id())]);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            underWay.decrementAndGet();
            return item.id();
          },
          (id, idle) -> ids.add(id));
      assertThat(ids)
          .hasSize(500)
          .isSortedAccordingTo((a, b) -> Integer.valueOf(a) - Integer.valueOf(b));
      assertThat(most.get()).isBetween(2, waits ? 20 : 4);
    }
  }

  @Test
  void orderedEndThatWantsNoMore_endsTheRun() throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(new Pipeline.Limits(2, false, 8, 1000));
    List<String> ids = new ArrayList<>();
    pipeline.run(
        sink -> feed(sink, 1_000_000),
        Item::id,
        (id, idle) -> {
          ids.add(id);
          return ids.size() < 10;
        });
    assertThat(ids).hasSize(10);
  }

  @Test
  void failureOfTheReader_isNotLost() {
    Pipeline<String> pipeline = new Pipeline<>(new Pipeline.Limits(2, false, 8, 1000));
    assertThatThrownBy(() ->
            pipeline.run(
                sink -> {
                  throw new IllegalArgumentException("bug");
                },
                Item::id,
                (id, idle) -> true))
        .hasMessageContaining("reading the input failed");
  }

  /** A mailbox made while it is read; looks at the heap when a part of it was read. */
  private static final class GeneratedMbox extends InputStream {
    private final byte[] message;
    private final int count;
    private long position;
    private final List<Long> heapOctets = new ArrayList<>();

    GeneratedMbox(int count, int size) {
      this.count = count;
      this.message =
          ("From a@a.example Tue May 12 08:00:00 2026\nFrom: a@a.example\nSubject: x\n\n"
                  + ("x".repeat(70) + "\n").repeat(size / 71)
                  + "\n")
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public int read() throws IOException {
      throw new IOException("read one by one");
    }

    @Override
    public int read(byte[] target, int from, int length) {
      long number = position / message.length;
      if (number == count) {
        return -1;
      }
      int at = (int) (position % message.length);
      if (at == 0 && (number == count / 5 || number == count - 1)) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        heapOctets.add(runtime.totalMemory() - runtime.freeMemory());
      }
      int size = Math.min(length, message.length - at);
      System.arraycopy(message, at, target, from, size);
      position += size;
      return size;
    }
  }

  @TempDir java.nio.file.Path folder;

  @Test
  void tenThousandMessages_needNoMoreMemoryThanTwoThousand() {
    GeneratedMbox mbox = new GeneratedMbox(10_000, 20_000);
    java.io.OutputStream nowhere = java.io.OutputStream.nullOutputStream();
    int code =
        Indicia.run(
            new String[] {"check", "--json", "--dns", Samples.zone(folder), "-"},
            Streams.of(mbox, nowhere, nowhere));
    assertThat(code).isEqualTo(0);
    assertThat(mbox.heapOctets).hasSize(2);
    assertThat(mbox.heapOctets.get(1) - mbox.heapOctets.get(0)).isLessThan(24L << 20);
  }
}
