package dev.indicia.gateway.inbound;

import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works on messages within the limits of size, memory and time, on the thread that asks: handing a
 * message to another one costs more than looking at it. What is not done in time is interrupted,
 * which ends a wait for DNS at once; what comes of it later is not used. Thread-safe.
 */
final class Workbench implements AutoCloseable {
  private static final int OCTETS_A_PERMIT = 1024;

  /** A message, and what is decoded and rendered of it. */
  private static final int COPIES = 3;

  private static final int TICK_MILLIS_MIN = 5;
  private static final int TICK_MILLIS_MAX = 1000;

  private final GatewayLimits limits;
  private final MessageLimits messageLimits;
  private final Semaphore memory;
  private final int permits;
  private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
  private final Thread clock;

  Workbench(GatewayLimits limits) {
    this.limits = limits;
    MessageLimits standard = MessageLimits.DEFAULT;
    this.messageLimits =
        new MessageLimits(
            limits.messageOctetsMax(),
            standard.headerOctetsMax(),
            standard.fieldsMax(),
            standard.fieldOctetsMax(),
            standard.mimeDepthMax(),
            standard.mimePartsMax(),
            standard.addressesMax());
    this.permits = Math.clamp(limits.memoryOctetsMax() / OCTETS_A_PERMIT, 1, Integer.MAX_VALUE);
    this.memory = new Semaphore(permits);
    this.clock = Thread.ofPlatform().daemon().name("workbench-clock").start(this::watch);
  }

  /** The time that a thread has for one message. */
  private static final class Turn {
    private final Thread thread = Thread.currentThread();
    private final long end;
    private boolean over;
    private boolean late;

    Turn(long nanos) {
      this.end = System.nanoTime() + nanos;
    }

    synchronized void expireIfLate(long now) {
      if (!over && !late && now - end >= 0) {
        late = true;
        thread.interrupt();
      }
    }

    /** Ends the turn; whether it took too long. The interrupt that said so is gone then. */
    synchronized boolean endsLate() {
      over = true;
      if (late) {
        Thread.interrupted();
      }
      return late;
    }
  }

  /** What is made of a message. */
  @FunctionalInterface
  interface Work<T> {
    T of(Message message);
  }

  /** What came of it. */
  sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    record Failed<T>(Failure why, String detail) implements Outcome<T> {}
  }

  /** Octets of memory that messages have in use. */
  long usedOctets() {
    return (long) (permits - memory.availablePermits()) * OCTETS_A_PERMIT;
  }

  /**
   * Does the work, or says why it is not done; never throws for what the message holds.
   *
   * @param stored whether the content may have the line ends of a file
   */
  <T> Outcome<T> run(MailContent content, boolean stored, Work<T> work)
      throws InterruptedException {
    long size = content.size();
    if (size > limits.messageOctetsMax()) {
      return new Outcome.Failed<>(Failure.SIZE, size + " octets");
    }
    int share = (int) Math.min(permits, 1 + size * COPIES / OCTETS_A_PERMIT);
    if (!memory.tryAcquire(share, limits.memoryMillisMax(), TimeUnit.MILLISECONDS)) {
      return new Outcome.Failed<>(Failure.MEMORY, "other messages have it in use");
    }
    Outcome<T> outcome;
    try {
      outcome = inTime(content, stored, work);
    } finally {
      memory.release(share);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return outcome;
  }

  private <T> Outcome<T> inTime(MailContent content, boolean stored, Work<T> work) {
    Turn turn = new Turn(TimeUnit.MILLISECONDS.toNanos(limits.judgingMillisMax()));
    turns.add(turn);
    Outcome<T> outcome;
    boolean late;
    try {
      outcome = attempt(content, stored, work);
    } finally {
      turns.remove(turn);
      late = turn.endsLate();
    }
    return late
        ? new Outcome.Failed<>(
            Failure.TIME, "more than " + limits.judgingMillisMax() + " milliseconds")
        : outcome;
  }

  private <T> Outcome<T> attempt(MailContent content, boolean stored, Work<T> work) {
    try (InputStream in = content.open()) {
      // The limits hold for the size that was told, so that no more is read.
      byte[] octets = in.readNBytes((int) content.size());
      return new Outcome.Done<>(
          work.of(
              stored ? Message.stored(octets, messageLimits) : Message.of(octets, messageLimits)));
    } catch (IOException e) {
      return new Outcome.Failed<>(Failure.INTERNAL, "cannot be read: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      // What could not be allocated is this message's; the others need not suffer.
      return new Outcome.Failed<>(Failure.MEMORY, "the message does not fit");
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // A bug of ours must not cost the other messages their verdict.
      return new Outcome.Failed<>(Failure.INTERNAL, "a bug, please report it: " + e);
    }
  }

  /** Interrupts those whose time is over. */
  private void watch() {
    long tick = Math.clamp(limits.judgingMillisMax() / 8, TICK_MILLIS_MIN, TICK_MILLIS_MAX);
    try {
      while (true) {
        Thread.sleep(tick);
        try {
          long now = System.nanoTime();
          turns.forEach(turn -> turn.expireIfLate(now));
        } catch (OutOfMemoryError e) {
          // The next time, when those that took it are done: without a clock nobody would be late.
        }
      }
    } catch (InterruptedException e) {
      // The workbench is closed.
    }
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    memory.acquireUninterruptibly(permits);
    memory.release(permits);
    clock.interrupt();
  }
}
