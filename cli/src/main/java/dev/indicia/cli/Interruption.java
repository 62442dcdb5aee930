package dev.indicia.cli;

import org.jspecify.annotations.Nullable;

/** The wish that a run stops early: Ctrl-C. Thread-safe. */
public final class Interruption {
  private boolean requested;
  private @Nullable Thread waiting;

  /** Asks the run to stop, and wakes the thread that waits for results. */
  public synchronized void request() {
    requested = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** Whether the run was asked to stop. */
  public synchronized boolean isRequested() {
    return requested;
  }

  /** From now on this thread is woken by {@link #request}; null for none. */
  synchronized void wakes(@Nullable Thread thread) {
    waiting = thread;
    if (requested && thread != null) {
      thread.interrupt();
    }
  }
}
