package dev.indicia.gateway.smtp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One thread that looks at all connections every few milliseconds and ends waits that are over. */
final class Deadlines implements AutoCloseable {
  private static final long TICK_MILLIS = 20;

  private final Set<SocketWire> wires = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "smtp-deadlines");
  private volatile boolean stopping;
  private volatile boolean closed;

  Deadlines() {
    thread.setDaemon(true);
    thread.start();
  }

  void add(SocketWire wire) {
    wires.add(wire);
    if (stopping) {
      wire.stopWhenIdle();
    }
  }

  void remove(SocketWire wire) {
    wires.remove(wire);
  }

  /** Ends the waits of all connections that are idle, now and later. */
  void stopIdle() {
    stopping = true;
    wires.forEach(SocketWire::stopWhenIdle);
  }

  /** Ends all connections. */
  void closeAll() {
    wires.forEach(SocketWire::close);
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      for (SocketWire wire : wires) {
        wire.expire(now);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
