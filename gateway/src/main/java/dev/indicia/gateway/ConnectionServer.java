package dev.indicia.gateway;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What front ends have in common: takes connections on sockets, gives each a virtual thread, ends
 * those whose time is over, and goes down in order. Thread-safe.
 */
public final class ConnectionServer {
  /** One peer's connection. All but {@link #run} are called by other threads than its own. */
  public interface Connection {
    /** Serves the peer to the end and closes the channel, whatever happens. */
    void run();

    /** Breaks it off when its time is over. */
    void expireIfLate(long nanoTime);

    /** What is under way is the last; with nothing under way the connection ends now. */
    void drain();

    /** The connection ends now, whatever is under way. */
    void abort();

    /** It is over: called once, behind {@link #run} or in its place. */
    default void ended() {}
  }

  /** Makes a connection of what was accepted. */
  @FunctionalInterface
  public interface Opener {
    /**
     * A connection; the channel is closed when this throws.
     *
     * @return null when the peer was turned away, and the channel is closed
     */
    @Nullable Connection open(SocketChannel channel) throws IOException;
  }

  private static final Duration BREAKING_OFF = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 100;
  private static final long LOOK_MILLIS = 5;

  private final String name;
  private final long tickMillis;
  private final Consumer<Throwable> failed;
  private final List<ListeningSocket> sockets = new CopyOnWriteArrayList<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  private ConnectionServer(String name, long tickMillis, Consumer<Throwable> failed) {
    this.name = name;
    this.tickMillis = tickMillis;
    this.failed = failed;
  }

  /**
   * A server without sockets yet.
   *
   * @param name what its threads are called by
   * @param tickMillis how often connections are looked at
   * @param failed hears what went wrong with taking or serving a connection, and with closing a
   *     socket
   */
  public static ConnectionServer start(String name, long tickMillis, Consumer<Throwable> failed) {
    ConnectionServer server = new ConnectionServer(name, tickMillis, failed);
    // Of the system's own: connections may have all processors of virtual threads busy.
    Thread.ofPlatform().daemon().name(name + "-clock").start(server::watch);
    return server;
  }

  /** Takes the connections that come to a socket, which is closed with the others. */
  public void serve(ListeningSocket socket, Opener opener) {
    sockets.add(socket);
    if (stopping) {
      close(socket);
    }
    Thread.ofVirtual().name(name + "-accept").start(() -> accept(socket, opener));
  }

  /** Connections at present. */
  public int connections() {
    return connections.size();
  }

  private void accept(ListeningSocket socket, Opener opener) {
    while (!stopping && socket.isOpen()) {
      try {
        take(socket.accept(), opener);
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (!stopping && socket.isOpen()) {
          recover(e);
        }
      }
    }
  }

  /** Out of file descriptors or memory, most likely: others will be given back. */
  private void recover(Throwable cause) {
    try {
      failed.accept(cause);
      pause(RETRY_MILLIS);
    } catch (RuntimeException | OutOfMemoryError e) {
      // Not even that can be said now; what matters is that it goes on.
    }
  }

  private void take(SocketChannel channel, Opener opener) throws IOException {
    Connection connection;
    try {
      connection = opener.open(channel);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      channel.close();
      throw e;
    }
    if (connection == null) {
      return;
    }
    try {
      connections.add(connection);
      Thread.ofVirtual().name(name + "-connection").start(() -> serve(connection));
    } catch (RuntimeException | OutOfMemoryError e) {
      connection.abort();
      end(connection);
      throw e;
    }
    if (stopping) {
      connection.drain();
    }
  }

  private void serve(Connection connection) {
    try {
      connection.run();
    } catch (RuntimeException | Error e) {
      failed.accept(e);
    } finally {
      end(connection);
    }
  }

  private void end(Connection connection) {
    connection.ended();
    connections.remove(connection);
  }

  private void watch() {
    while (!stopping || !connections.isEmpty()) {
      try {
        long now = System.nanoTime();
        for (Connection connection : connections) {
          connection.expireIfLate(now);
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        // Without a clock nobody would be late.
        recover(e);
      }
      pause(tickMillis);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  /**
   * Takes no more connections, ends those with nothing under way, lets the others come to their
   * end, and breaks off what is left when the time is over.
   *
   * @return whether nothing had to be broken off
   */
  public boolean stop(Duration patience) throws InterruptedException {
    stopping = true;
    sockets.forEach(this::close);
    connections.forEach(Connection::drain);
    boolean through;
    try {
      through = awaitNone(patience);
    } finally {
      connections.forEach(Connection::abort);
    }
    if (!through) {
      awaitNone(BREAKING_OFF);
    }
    return through;
  }

  private void close(ListeningSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      failed.accept(e);
    }
  }

  private boolean awaitNone(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!connections.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
