package dev.indicia.gateway.milter;

import java.util.concurrent.atomic.AtomicLong;

/** What the packets of all connections take together. Thread-safe. */
final class PacketMemory {
  private final long max;
  private final AtomicLong used = new AtomicLong();

  PacketMemory(long max) {
    this.max = max;
  }

  boolean reserve(long octets) {
    if (used.addAndGet(octets) > max) {
      used.addAndGet(-octets);
      return false;
    }
    return true;
  }

  void release(long octets) {
    used.addAndGet(-octets);
  }

  long used() {
    return used.get();
  }
}
