package dev.indicia.gateway.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes connections, each of which has a virtual thread, and ends those whose time is over.
 * Thread-safe.
 */
final class HttpListener implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int BACKLOG = 512;
  private static final long RETRY_MILLIS = 100;
  private static final long TICK_MILLIS = 100;

  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final HttpHandler handler;
  private final HttpLimits limits;
  private final InstantSource clock;
  private volatile boolean closing;

  private HttpListener(
      ServerSocketChannel listener, HttpHandler handler, HttpLimits limits, InstantSource clock)
      throws IOException {
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalAddress();
    this.handler = handler;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Listens, and answers from now on.
   *
   * @throws IOException when the address cannot be had
   */
  static HttpListener start(
      InetSocketAddress address, HttpHandler handler, HttpLimits limits, InstantSource clock)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(address, BACKLOG);
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
    HttpListener server = new HttpListener(listener, handler, limits, clock);
    Thread.ofVirtual().name("http-accept").start(server::accept);
    // Of the system's own: requests may have all processors of virtual threads busy.
    Thread.ofPlatform().daemon().name("http-clock").start(server::watch);
    return server;
  }

  /** Where it listens, with the real port. */
  InetSocketAddress address() {
    return address;
  }

  private void accept() {
    while (!closing) {
      try {
        take(listener.accept());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (!closing && listener.isOpen()) {
          // Out of file descriptors or memory, most likely: others will be given back.
          pause(RETRY_MILLIS);
        }
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    if (connections.size() >= limits.connectionsMax()) {
      channel.close();
      return;
    }
    HttpConnection connection;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connection = new HttpConnection(channel, handler, limits, clock);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      channel.close();
      throw e;
    }
    connections.add(connection);
    try {
      Thread.ofVirtual().name("http-connection").start(() -> serve(connection));
    } catch (RuntimeException | OutOfMemoryError e) {
      connections.remove(connection);
      connection.close();
      throw e;
    }
    if (closing) {
      connection.drain();
    }
  }

  private void serve(HttpConnection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  private void watch() {
    while (!closing || !connections.isEmpty()) {
      try {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.expireIfLate(now));
      } catch (OutOfMemoryError e) {
        // The next time, when those that took it are done: without a clock nobody would be late.
      }
      pause(TICK_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  /** Takes no more requests, waits 5 seconds for those under way, and breaks off what is left. */
  @Override
  public void close() {
    closing = true;
    try {
      listener.close();
    } catch (IOException e) {
      // It no longer listens.
    }
    connections.forEach(HttpConnection::drain);
    long end = System.nanoTime() + GRACE.toNanos();
    try {
      while (!connections.isEmpty() && System.nanoTime() - end < 0) {
        Thread.sleep(RETRY_MILLIS / 10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(HttpConnection::close);
  }
}
