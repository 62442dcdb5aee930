package dev.indicia.cli;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread reads, many work, one takes the results in the order of reading.
 *
 * <pre>{@code
 * reader -> permits (count, octets) -> workers, in any order -> queue, in order -> caller's thread
 * }</pre>
 *
 * <p>Memory is bounded by what may be under way between reader and caller: a number of items, and
 * the octets they hold. An item heavier than all octets allowed goes through alone.
 *
 * @param <R> what the work makes of an item
 */
final class Pipeline<R> {
  private static final int OCTETS_A_PERMIT = 1024;

  private final Limits limits;

  /** A pipeline within these limits. */
  Pipeline(Limits limits) {
    this.limits = limits;
  }

  /**
   * How much at once.
   *
   * @param workers threads that work; with {@code waits} the items that are worked on
   * @param waits whether the work waits for the network, so that a virtual thread each serves
   *     better than a thread for each core
   * @param itemsMax items between reader and caller
   * @param octetsMax octets of these items
   */
  record Limits(int workers, boolean waits, int itemsMax, long octetsMax) {}

  /** Feeds the pipeline; runs in a thread of its own. */
  @FunctionalInterface
  interface Source {
    /** Gives all items to the sink. */
    void feed(Item.Sink sink) throws InterruptedException;
  }

  /** What is done with an item; runs in many threads. */
  @FunctionalInterface
  interface Work<R> {
    /** The result; never throws for what the item contains. */
    R apply(Item item);
  }

  /** The ordered end; runs in the caller's thread. */
  @FunctionalInterface
  interface Ordered<R> {
    /**
     * Takes the next result.
     *
     * @param idle whether nothing else is ready, a good moment to flush
     * @return false when no more are wanted
     */
    boolean take(R result, boolean idle);
  }

  private record Slot<R>(@Nullable FutureTask<R> task, int permits) {}

  /** What the reading thread did not handle. */
  private static final class ReaderOutcome {
    private volatile @Nullable Throwable failure;
  }

  /**
   * Runs until the source is empty or the ordered end wants no more.
   *
   * @throws InterruptedException when the calling thread was interrupted
   */
  void run(Source source, Work<R> work, Ordered<R> ordered) throws InterruptedException {
    BlockingQueue<Slot<R>> queue = new ArrayBlockingQueue<>(limits.itemsMax() + 1);
    Semaphore items = new Semaphore(limits.itemsMax());
    int octetPermits = (int) Math.min(Integer.MAX_VALUE, limits.octetsMax() / OCTETS_A_PERMIT);
    Semaphore octets = new Semaphore(Math.max(1, octetPermits));
    ReaderOutcome outcome = new ReaderOutcome();
    try (Pool pool = new Pool(limits)) {
      Item.Sink sink =
          item -> {
            long wanted = 2 + item.content().weight() / OCTETS_A_PERMIT;
            int permits = (int) Math.min(Math.max(1, octetPermits), wanted);
            items.acquire();
            octets.acquire(permits);
            FutureTask<R> task = new FutureTask<>(() -> work.apply(item));
            queue.put(new Slot<>(task, permits));
            pool.execute(task);
          };
      Thread reader =
          Thread.ofPlatform()
              .name("reader")
              .daemon()
              .unstarted(() -> read(source, sink, queue, outcome));
      reader.start();
      try {
        drain(queue, items, octets, ordered);
      } finally {
        reader.interrupt();
      }
    }
    Throwable failure = outcome.failure;
    if (failure != null) {
      throw new IllegalStateException("reading the input failed", failure);
    }
  }

  private static <R> void read(
      Source source, Item.Sink sink, BlockingQueue<Slot<R>> queue, ReaderOutcome outcome) {
    try {
      source.feed(sink);
    } catch (InterruptedException e) {
      return; // Nobody waits for the end any more.
    } catch (RuntimeException | Error e) {
      outcome.failure = e;
    }
    try {
      queue.put(new Slot<>(null, 0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(
      BlockingQueue<Slot<R>> queue, Semaphore items, Semaphore octets, Ordered<R> ordered)
      throws InterruptedException {
    while (true) {
      Slot<R> slot = queue.take();
      FutureTask<R> task = slot.task();
      if (task == null) {
        return;
      }
      R result = result(task);
      Slot<R> next = queue.peek();
      boolean idle = next == null || next.task() == null || !next.task().isDone();
      boolean more = ordered.take(result, idle);
      items.release();
      octets.release(slot.permits());
      if (!more) {
        return;
      }
    }
  }

  private static <R> R result(FutureTask<R> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("judging failed", e.getCause());
    }
  }

  /** The workers; closing it ends them without waiting for what they do. */
  private static final class Pool implements AutoCloseable {
    private static final long CLOSING_MILLIS = 200;
    private final ExecutorService executor;

    Pool(Limits limits) {
      if (limits.waits()) {
        executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
      } else {
        executor = Executors.newFixedThreadPool(limits.workers(), Pool::worker);
      }
    }

    // The JDK's own factory would number them, by means that cost a short run milliseconds.
    private static Thread worker(Runnable task) {
      Thread worker = new Thread(task, "worker");
      worker.setDaemon(true);
      return worker;
    }

    void execute(Runnable task) {
      executor.execute(task);
    }

    @Override
    public void close() {
      executor.shutdownNow();
      try {
        executor.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
