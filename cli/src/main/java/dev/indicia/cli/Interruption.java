package dev.indicia.cli;

import org.jspecify.annotations.Nullable;

/** The wish that a run stops early: Ctrl-C. Thread-safe. */
public final class Interruption {
  private boolean requested;
  private boolean held;
  private @Nullable Thread waiting;

  /** Asks the run to stop, and wakes the thread that waits for results. */
  public synchronized void request() {
    requested = true;
    if (waiting != null && !held) {
      waiting.interrupt();
    }
  }

  /** Whether the run was asked to stop. */
  public synchronized boolean isRequested() {
    return requested;
  }

  /** Whether something is being written that must not be cut off. */
  synchronized boolean isHeld() {
    return held;
  }

  /** Before and after the calling thread writes something that must not be cut off. */
  synchronized void hold(boolean writing) {
    held = writing;
    if (writing && waiting == Thread.currentThread()) {
      // An interrupted thread cannot write to files.
      boolean interrupted = Thread.interrupted();
      requested |= interrupted;
    }
  }

  /** From now on this thread is woken by {@link #request}; null for none. */
  synchronized void wakes(@Nullable Thread thread) {
    waiting = thread;
    if (requested && thread != null) {
      thread.interrupt();
    }
  }
}
