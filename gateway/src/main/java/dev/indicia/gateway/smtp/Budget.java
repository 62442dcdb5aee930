package dev.indicia.gateway.smtp;

import java.util.concurrent.atomic.AtomicLong;

/** So many octets, shared by all connections. Thread-safe. */
final class Budget {
  private final long max;
  private final AtomicLong used = new AtomicLong();

  Budget(long max) {
    this.max = max;
  }

  boolean tryTake(long octets) {
    long before = used.getAndAdd(octets);
    if (before + octets > max) {
      used.addAndGet(-octets);
      return false;
    }
    return true;
  }

  void giveBack(long octets) {
    used.addAndGet(-octets);
  }

  long used() {
    return used.get();
  }
}
