package dev.indicia.conformance;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** CPU time and allocation of the current thread. */
final class CpuClock {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long startNanos = THREADS.getCurrentThreadCpuTime();
  private final long startOctets = THREADS.getCurrentThreadAllocatedBytes();

  /** CPU time since this clock was made, in microseconds. */
  long micros() {
    return (THREADS.getCurrentThreadCpuTime() - startNanos) / 1000;
  }

  /** Memory allocated since this clock was made, in octets. */
  long allocatedOctets() {
    return THREADS.getCurrentThreadAllocatedBytes() - startOctets;
  }
}
