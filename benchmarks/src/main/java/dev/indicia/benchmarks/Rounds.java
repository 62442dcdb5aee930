package dev.indicia.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines in turn over one corpus in this JVM, pass after pass. */
final class Rounds {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int PROCESS_PASSES = 5;

  private final Corpus corpus;

  Rounds(Corpus corpus) {
    this.corpus = corpus;
  }

  /**
   * What one engine used.
   *
   * @param micros thread CPU time of a message, in microseconds
   * @param allocated octets allocated by the thread for a message
   */
  record Usage(Series micros, Series allocated) {}

  /** A result that is not the expected one: the run is void. */
  static final class WrongVerdict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongVerdict(String message) {
      super(message);
    }
  }

  /**
   * The correctness gate.
   *
   * @throws WrongVerdict when an engine's result is not the expected one
   */
  void check(Engine engine) throws Exception {
    int wrong = 0;
    String first = "";
    String[] words = new String[Method.values().length];
    for (Delivery delivery : corpus.deliveries()) {
      engine.judge(delivery, words);
      for (Method method : engine.methods()) {
        String expected = delivery.expected().get(method.ordinal());
        if (!expected.equals(words[method.ordinal()])) {
          wrong++;
          first =
              first.isEmpty()
                  ? delivery.file()
                      + ": "
                      + method
                      + " "
                      + words[method.ordinal()]
                      + ", expected "
                      + expected
                  : first;
        }
      }
    }
    if (wrong > 0) {
      throw new WrongVerdict(engine.name() + ": " + wrong + " wrong results, first " + first);
    }
  }

  /** CPU time and allocation of each engine, round by round, after the warm-up passes. */
  Map<String, Usage> measure(List<Engine> engines, int warmUps, int rounds) throws Exception {
    Map<String, double[]> micros = new HashMap<>();
    Map<String, double[]> allocated = new HashMap<>();
    for (int round = -warmUps; round < rounds; round++) {
      for (Engine engine : engines) {
        long octets = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        pass(engine);
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        octets = THREADS.getCurrentThreadAllocatedBytes() - octets;
        if (round >= 0) {
          double messages = corpus.deliveries().size();
          micros.computeIfAbsent(engine.name(), k -> new double[rounds])[round] =
              nanos / 1e3 / messages;
          allocated.computeIfAbsent(engine.name(), k -> new double[rounds])[round] =
              octets / messages;
        }
      }
    }
    Map<String, Usage> usages = new HashMap<>();
    for (Engine engine : engines) {
      usages.put(
          engine.name(),
          new Usage(
              new Series(micros.getOrDefault(engine.name(), new double[1])),
              new Series(allocated.getOrDefault(engine.name(), new double[1]))));
    }
    return usages;
  }

  /**
   * CPU time of this whole process for a message, in microseconds: garbage collector and compiler
   * included, as with a measured rival process. Several passes, as the clock ticks in hundredths of
   * a second.
   */
  double processMicros(Engine engine) throws Exception {
    long nanos = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < PROCESS_PASSES; i++) {
      pass(engine);
    }
    nanos = SYSTEM.getProcessCpuTime() - nanos;
    return nanos / 1e3 / PROCESS_PASSES / corpus.deliveries().size();
  }

  void pass(Engine engine) throws Exception {
    String[] words = new String[Method.values().length];
    for (Delivery delivery : corpus.deliveries()) {
      engine.judge(delivery, words);
    }
  }

  /**
   * How much faster two threads are than one, by the wall clock: the best time of each, as whatever
   * else runs on the machine only ever takes time away.
   *
   * @param engines one for each of the two threads, or the same one twice
   */
  double scaling(List<Engine> engines, int tries) throws Exception {
    double one = Double.MAX_VALUE;
    double two = Double.MAX_VALUE;
    for (int i = 0; i < tries; i++) {
      one = Math.min(one, wallNanos(engines.subList(0, 1)));
      two = Math.min(two, wallNanos(engines));
    }
    return one / two;
  }

  /** The corpus once, shared out between the engines, each on its thread. */
  private double wallNanos(List<Engine> engines) throws Exception {
    var next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    var failures = new ConcurrentLinkedQueue<Exception>();
    long start = System.nanoTime();
    for (Engine engine : engines) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                String[] words = new String[Method.values().length];
                int size = corpus.deliveries().size();
                try {
                  for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
                    engine.judge(corpus.deliveries().get(i), words);
                  }
                } catch (Exception e) {
                  failures.add(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return System.nanoTime() - start;
  }
}
