package dev.indicia.gateway.milter;

import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Spool;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A milter: takes connections of mail systems and lets a {@link MailHandler} decide on each
 * message. Every connection has a virtual thread. Thread-safe.
 */
public final class MilterServer implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long RETRY_MILLIS = 100;
  private static final long TICK_MILLIS_MAX = 1000;
  private static final long TICK_MILLIS_MIN = 5;

  private final List<MilterListener> listeners = new ArrayList<>();
  private final Set<MilterConnection> connections = ConcurrentHashMap.newKeySet();
  private final MailHandler handler;
  private final Spool spool;
  private final MilterOptions options;
  private final MilterObserver observer;
  private final PacketMemory packetMemory;
  private volatile boolean closing;

  private MilterServer(
      MailHandler handler, Spool spool, MilterOptions options, MilterObserver observer) {
    this.handler = handler;
    this.spool = spool;
    this.options = options;
    this.observer = observer;
    this.packetMemory = new PacketMemory(options.limits().packetMemoryOctetsMax());
  }

  /**
   * Listens, and takes connections from now on.
   *
   * @param spool keeps messages while they come; may be shared with other front ends
   * @throws IOException when one of the addresses cannot be had; then none is held
   */
  public static MilterServer start(
      List<MilterAddress> addresses,
      MailHandler handler,
      Spool spool,
      MilterOptions options,
      MilterObserver observer)
      throws IOException {
    MilterServer server = new MilterServer(handler, spool, options, observer);
    try {
      for (MilterAddress address : addresses) {
        server.listeners.add(MilterListener.open(address));
      }
    } catch (IOException | RuntimeException e) {
      server.closeListeners();
      throw e;
    }
    for (MilterListener listener : server.listeners) {
      Thread.ofVirtual().name("milter-accept").start(() -> server.accept(listener));
    }
    // Of the system's own: handlers may have all processors of virtual threads busy.
    Thread.ofPlatform().daemon().name("milter-clock").start(server::watch);
    return server;
  }

  /** Where it listens, in the order of the addresses it was given, with real ports. */
  public List<SocketAddress> addresses() throws IOException {
    List<SocketAddress> addresses = new ArrayList<>();
    for (MilterListener listener : listeners) {
      addresses.add(listener.address());
    }
    return addresses;
  }

  /** Connections at present. */
  public int connections() {
    return connections.size();
  }

  /** Octets of memory that long packets take at present. */
  public long packetMemoryOctets() {
    return packetMemory.used();
  }

  private void accept(MilterListener listener) {
    while (!closing) {
      try {
        take(listener.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (!closing && listener.isOpen()) {
          // Out of file descriptors or memory, most likely: others will be given back.
          observer.on(new MilterEvent.AcceptFailed(e));
          pause(RETRY_MILLIS);
        }
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    if (connections.size() >= options.limits().connectionsMax()) {
      channel.close();
      observer.on(new MilterEvent.ConnectionRefused(MilterReason.TOO_MANY_CONNECTIONS));
      return;
    }
    MilterConnection connection =
        new MilterConnection(channel, handler, spool, options, observer, packetMemory);
    connections.add(connection);
    observer.on(new MilterEvent.ConnectionOpened());
    try {
      Thread.ofVirtual().name("milter-connection").start(() -> serve(connection));
    } catch (RuntimeException | OutOfMemoryError e) {
      connections.remove(connection);
      connection.abort();
      throw e;
    }
    if (closing) {
      connection.drain();
    }
  }

  private void serve(MilterConnection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  /** Ends connections and handlers whose time is over. */
  private void watch() {
    MilterLimits limits = options.limits();
    long shortest =
        Math.min(
            Math.min(limits.idleMillisMax(), limits.packetMillisMax()),
            Math.min(limits.handlerMillisMax(), options.progressMillis()));
    long tick = Math.clamp(shortest / 8, TICK_MILLIS_MIN, TICK_MILLIS_MAX);
    while (!closing || !connections.isEmpty()) {
      try {
        long now = System.nanoTime();
        for (MilterConnection connection : connections) {
          connection.expireIfLate(now);
        }
      } catch (OutOfMemoryError e) {
        // The next time, when those that took it are done: without a clock nobody would be late.
      }
      pause(tick);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  /** As {@link #close(Duration)}, within 10 seconds. */
  @Override
  public void close() {
    close(GRACE);
  }

  /**
   * Takes no more connections, ends those without a message, lets messages that have begun come to
   * their end, and breaks off what is left when the time is over.
   *
   * @return whether nothing had to be broken off
   */
  public boolean close(Duration grace) {
    closing = true;
    closeListeners();
    for (MilterConnection connection : connections) {
      connection.drain();
    }
    boolean finished = awaitNone(grace);
    if (!finished) {
      for (MilterConnection connection : connections) {
        connection.abort();
      }
      awaitNone(Duration.ofSeconds(1));
    }
    return finished;
  }

  private boolean awaitNone(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (!connections.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(TICK_MILLIS_MIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void closeListeners() {
    for (MilterListener listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        // It no longer listens.
      }
    }
  }
}
