package dev.indicia.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.indicia.trust.Judge;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.Profiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The rows about full verdicts: time by step, memory, two threads, and what profiles take. */
final class VerdictRows {
  private static final int WARM_UPS = 3;
  private static final double KIBI = 1024;

  /** Messages of the part that is measured with two threads. */
  private static final int SCALING_MAX = 3000;

  /** Parts of a stream divided by sender, which threads take one after the other. */
  private static final int SHARDS = 32;

  private static final int MANY = 100_000;

  private final Report report;
  private final int rounds;

  VerdictRows(Report report, int rounds) {
    this.report = report;
    this.rounds = rounds;
  }

  /**
   * The rows of one set.
   *
   * @param alone what authentication alone takes in this run, by the clock of the other engines
   */
  void add(Verdicts verdicts, Engine alone, Rounds others) throws Exception {
    VerdictRun run = new VerdictRun(verdicts);
    for (int i = 0; i < WARM_UPS; i++) {
      run.pass();
    }
    int steps = VerdictRun.Step.values().length;
    double[][] means = new double[steps + 1][rounds];
    double[][] tails = new double[steps + 1][rounds];
    double[] octets = new double[rounds];
    double[] plain = new double[rounds];
    Profiles profiles = new Profiles();
    for (int round = 0; round < rounds; round++) {
      VerdictRun.Pass pass = run.pass();
      for (int step = 0; step <= steps; step++) {
        long[] nanos = step < steps ? pass.nanos()[step] : pass.totals();
        means[step][round] = mean(nanos) / 1e3;
        tails[step][round] = tail(nanos) / 1e3;
      }
      octets[round] = mean(pass.octets()) / KIBI;
      plain[round] =
          requireNonNull(others.measure(List.of(alone), 0, 1).get(alone.name())).micros().median();
      profiles = pass.profiles();
    }
    report.section("verdict, " + verdicts.name());
    for (int step = 0; step <= steps; step++) {
      boolean all = step == steps;
      String name =
          all ? "verdict" : VerdictRun.Step.values()[step].name().toLowerCase(Locale.ROOT);
      Series mean = new Series(means[step]);
      Series tail = new Series(tails[step]);
      report.row(name, mean, "us CPU/message", all ? Row.atMost(350) : null);
      report.row(name + ", 99th in 100", tail, "us CPU", all ? Row.atMost(1500) : null);
    }
    report.row("allocated", new Series(octets), "KiB/message", null);
    if (verdicts.name().equals("mail")) {
      Series ratio = new Series(means[steps]).per(new Series(plain));
      report.row("verdict / SPF + DKIM + DMARC", ratio, "x", null);
    }
    scaling(verdicts, run);
    state(profiles);
  }

  private static double mean(long[] values) {
    return LongStream.of(values).average().orElse(0);
  }

  private static long tail(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * 99 / 100];
  }

  /** Two threads against one by the wall clock, the best of all rounds, as in the other parts. */
  private void scaling(Verdicts verdicts, VerdictRun run) throws Exception {
    int size = Math.min(SCALING_MAX, verdicts.deliveries().size());
    Prepared[] prepared = new Prepared[size];
    double preparing =
        ratio(threads -> {
          AtomicInteger next = new AtomicInteger();
          return wall(
              threads,
              thread -> {
                for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
                  prepared[i] = run.prepare(verdicts.deliveries().get(i));
                }
              });
        });
    report.row("making ready, two threads / one (wall)", preparing, "x", Row.atLeast(1.8));
    double judging =
        ratio(threads -> {
          AtomicInteger next = new AtomicInteger();
          return wall(
              threads,
              thread -> {
                for (int i = next.getAndIncrement(); i < SHARDS; i = next.getAndIncrement()) {
                  judge(prepared, i, run.judge());
                }
              });
        });
    report.row("judging by sender, two threads / one (wall)", judging, "x", Row.atLeast(1.8));
  }

  /** The senders of one shard, in their order, with profiles of their own. */
  private static void judge(Prepared[] deliveries, int shard, Judge judge) {
    Profiles own = new Profiles();
    for (Prepared delivery : deliveries) {
      if (shard(delivery) == shard) {
        judge.learn("id", judge.judge(delivery, own), own);
      }
    }
  }

  private static int shard(Prepared delivery) {
    int hash = String.valueOf(delivery.pathway().sender()).hashCode() * 0x9e3779b1;
    return Math.floorMod(hash >>> 16, SHARDS);
  }

  private interface Timed {
    double nanos(int threads) throws Exception;
  }

  private interface Work {
    void run(int thread);
  }

  private double ratio(Timed timed) throws Exception {
    double one = Double.MAX_VALUE;
    double two = Double.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      one = Math.min(one, timed.nanos(1));
      two = Math.min(two, timed.nanos(2));
    }
    return one / two;
  }

  private static double wall(int count, Work work) throws InterruptedException {
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> work.run(number)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return System.nanoTime() - start;
  }

  private void state(Profiles profiles) throws IOException {
    StateSize size = new StateSize(profiles);
    report.row("senders", size.senders(), "", null);
    report.row("a sender's profile, mean", size.mean() / KIBI, "KiB heap", null);
    report.row("50th in 100", size.percentile(50) / KIBI, "KiB heap", null);
    report.row("99th in 100", size.percentile(99) / KIBI, "KiB heap", Row.atMost(64));
    double once = StateSize.together(size.profile(1), MANY) / MANY * 1e6;
    report.row("a million like the smallest, by 100,000", once / 1e9, "GB heap", Row.atMost(2));
    double median = StateSize.together(size.profile(50), MANY) / MANY * 1e6;
    report.row("a million like the median, by 100,000", median / 1e9, "GB heap", Row.atMost(2));
  }
}
