package dev.indicia.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.trust.Judge;
import dev.indicia.trust.JudgeOptions;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Observation;
import dev.indicia.trust.Prepared;
import dev.indicia.trust.profile.Profiles;
import dev.indicia.trust.shown.Shown;
import java.lang.management.ManagementFactory;

/**
 * Full verdicts as the command makes them, measured step by step. A pass begins with empty profiles
 * and learns as it goes, so that each pass does the same work.
 */
final class VerdictRun {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What a verdict takes, in this order. */
  enum Step {
    VERIFY,
    RENDER,
    PREPARE,
    JUDGE,
    LEARN
  }

  /**
   * What one pass took.
   *
   * @param nanos CPU time of each step, by message
   * @param octets allocated, by message
   * @param profiles as the pass left them
   */
  record Pass(long[][] nanos, long[] octets, Profiles profiles) {
    /** CPU time of a whole verdict, by message. */
    long[] totals() {
      long[] totals = new long[octets.length];
      for (long[] step : nanos) {
        for (int i = 0; i < totals.length; i++) {
          totals[i] += step[i];
        }
      }
      return totals;
    }
  }

  private final Verdicts verdicts;
  private final MailVerifier verifier;
  private final Renderer renderer = new Renderer(RenderLimits.DEFAULT);
  private final Judge judge = new Judge(JudgeOptions.DEFAULT);

  VerdictRun(Verdicts verdicts) {
    this.verdicts = verdicts;
    this.verifier = MailVerifier.builder(verdicts.zone()).answersFromRecords().build();
  }

  /** All deliveries in their order. */
  Pass pass() {
    int size = verdicts.deliveries().size();
    Pass pass = new Pass(new long[Step.values().length][size], new long[size], new Profiles());
    for (int i = 0; i < size; i++) {
      measure(verdicts.deliveries().get(i), pass, i);
    }
    return pass;
  }

  private void measure(Verdicts.Incoming delivery, Pass pass, int i) {
    long octets = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    Message message = Message.stored(delivery.octets(), MessageLimits.DEFAULT);
    Authentication proven = verifier.verify(message, delivery.session(), delivery.at());
    long verified = THREADS.getCurrentThreadCpuTime();
    Shown shown = renderer.render(message);
    long rendered = THREADS.getCurrentThreadCpuTime();
    Prepared prepared =
        judge.prepare(new Observation(message, delivery.session(), proven, delivery.at(), shown));
    long ready = THREADS.getCurrentThreadCpuTime();
    Judgement judgement = judge.judge(prepared, pass.profiles());
    long judged = THREADS.getCurrentThreadCpuTime();
    judge.learn(delivery.id(), judgement, pass.profiles());
    long learned = THREADS.getCurrentThreadCpuTime();
    pass.nanos()[Step.VERIFY.ordinal()][i] = verified - start;
    pass.nanos()[Step.RENDER.ordinal()][i] = rendered - verified;
    pass.nanos()[Step.PREPARE.ordinal()][i] = ready - rendered;
    pass.nanos()[Step.JUDGE.ordinal()][i] = judged - ready;
    pass.nanos()[Step.LEARN.ordinal()][i] = learned - judged;
    pass.octets()[i] = THREADS.getCurrentThreadAllocatedBytes() - octets;
  }

  /** A delivery made ready for judging, as several threads do at once. */
  Prepared prepare(Verdicts.Incoming delivery) {
    Message message = Message.stored(delivery.octets(), MessageLimits.DEFAULT);
    Authentication proven = verifier.verify(message, delivery.session(), delivery.at());
    Shown shown = renderer.render(message);
    return judge.prepare(
        new Observation(message, delivery.session(), proven, delivery.at(), shown));
  }

  Judge judge() {
    return judge;
  }
}
