package dev.indicia.gateway.inbound;

import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Works on messages within the limits of size, memory and time. What is not done in time is
 * interrupted, which ends a wait for DNS at once, and keeps its share of the memory until it has
 * ended. Thread-safe.
 */
final class Workbench implements AutoCloseable {
  private static final int OCTETS_A_PERMIT = 1024;

  /** A message, and what is decoded and rendered of it. */
  private static final int COPIES = 3;

  private final GatewayLimits limits;
  private final MessageLimits messageLimits;
  private final Semaphore memory;
  private final int permits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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
    FutureTask<Outcome<T>> result = new FutureTask<>(() -> attempt(content, stored, work));
    try {
      // Around the task, which does nothing at all when its time is spent before its turn.
      threads.execute(() -> {
        try {
          result.run();
        } finally {
          memory.release(share);
        }
      });
    } catch (RuntimeException | Error e) {
      memory.release(share);
      throw e;
    }
    try {
      return result.get(limits.judgingMillisMax(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      return new Outcome.Failed<>(
          Failure.TIME, "more than " + limits.judgingMillisMax() + " milliseconds");
    } catch (InterruptedException e) {
      result.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      return new Outcome.Failed<>(Failure.INTERNAL, String.valueOf(e.getCause()));
    }
  }

  private <T> Outcome<T> attempt(MailContent content, boolean stored, Work<T> work) {
    try (InputStream in = content.open()) {
      byte[] octets = in.readNBytes(limits.messageOctetsMax() + 1);
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

  /** Waits for what is under way. */
  @Override
  public void close() {
    threads.close();
  }
}
