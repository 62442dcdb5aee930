package dev.indicia.cli;

import java.util.concurrent.atomic.AtomicLong;

/** How far reading has come, for the progress bar. Written by one thread, read by another. */
final class ReadProgress {
  private volatile long octets;
  private volatile long octetsTotal;
  private final AtomicLong items = new AtomicLong();
  private final AtomicLong itemsTotal = new AtomicLong();

  /** A stream has that many octets in all; 0 when nobody knows. */
  void stream(long total) {
    octets = 0;
    octetsTotal = total;
  }

  /** So many octets of the stream are done with. */
  void streamAt(long position) {
    octets = position;
  }

  /** That many more names are known. */
  void listed(long count) {
    itemsTotal.addAndGet(count);
  }

  /** One more name is done with. */
  void visited() {
    items.incrementAndGet();
  }

  /** What part is done, 0 to 1; negative when nobody knows. */
  double part() {
    long total = octetsTotal;
    if (total > 0) {
      return Math.min(1.0, (double) octets / total);
    }
    long names = itemsTotal.get();
    return names > 0 ? Math.min(1.0, (double) items.get() / names) : -1;
  }

  /** How many names are known, 0 when there is a stream. */
  long itemsTotal() {
    return octetsTotal > 0 ? 0 : itemsTotal.get();
  }
}
