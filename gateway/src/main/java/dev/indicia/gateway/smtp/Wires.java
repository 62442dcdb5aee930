package dev.indicia.gateway.smtp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wires of one client: its own, and those that lead to the next hop for it. Waits on them are
 * ended from outside. Thread-safe.
 */
final class Wires {
  private final Set<SocketWire> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile boolean closed;

  void add(SocketWire wire) {
    open.add(wire);
    if (stopping) {
      wire.stopWhenIdle();
    }
    if (closed) {
      wire.close();
    }
  }

  void remove(SocketWire wire) {
    open.remove(wire);
  }

  /** Ends the waits that are over. */
  void expire(long now) {
    for (SocketWire wire : open) {
      wire.expire(now);
    }
  }

  /** Ends the waits of wires that are idle, now and later. */
  void stopIdle() {
    stopping = true;
    open.forEach(SocketWire::stopWhenIdle);
  }

  /** Ends all of them, now and later. */
  void close() {
    closed = true;
    open.forEach(SocketWire::close);
  }
}
