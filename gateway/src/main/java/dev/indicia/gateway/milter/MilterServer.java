package dev.indicia.gateway.milter;

import dev.indicia.gateway.ConnectionServer;
import dev.indicia.gateway.ListeningSocket;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Spool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A milter: takes connections of mail systems and lets a {@link MailHandler} decide on each
 * message. Every connection has a virtual thread. Thread-safe.
 */
public final class MilterServer implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long TICK_MILLIS_MAX = 1000;
  private static final long TICK_MILLIS_MIN = 5;

  private final ConnectionServer server;
  private final List<SocketAddress> addresses = new ArrayList<>();
  private final MailHandler handler;
  private final Spool spool;
  private final MilterOptions options;
  private final MilterObserver observer;
  private final PacketMemory packetMemory;

  private MilterServer(
      MailHandler handler, Spool spool, MilterOptions options, MilterObserver observer) {
    this.handler = handler;
    this.spool = spool;
    this.options = options;
    this.observer = observer;
    this.packetMemory = new PacketMemory(options.limits().packetMemoryOctetsMax());
    this.server =
        ConnectionServer.start(
            "milter", tickMillis(options), e -> observer.on(new MilterEvent.AcceptFailed(e)));
  }

  private static long tickMillis(MilterOptions options) {
    MilterLimits limits = options.limits();
    long shortest =
        Math.min(
            Math.min(limits.idleMillisMax(), limits.packetMillisMax()),
            Math.min(limits.handlerMillisMax(), options.progressMillis()));
    return Math.clamp(shortest / 8, TICK_MILLIS_MIN, TICK_MILLIS_MAX);
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
    List<ListeningSocket> sockets = new ArrayList<>();
    try {
      for (MilterAddress address : addresses) {
        sockets.add(open(address));
      }
    } catch (IOException | RuntimeException e) {
      for (ListeningSocket socket : sockets) {
        socket.close();
      }
      throw e;
    }
    MilterServer server = new MilterServer(handler, spool, options, observer);
    for (ListeningSocket socket : sockets) {
      server.addresses.add(socket.address());
      server.server.serve(socket, server::welcome);
    }
    return server;
  }

  private static ListeningSocket open(MilterAddress address) throws IOException {
    return switch (address) {
      case MilterAddress.Tcp tcp ->
          ListeningSocket.open(new InetSocketAddress(tcp.host(), tcp.port()));
      case MilterAddress.Unix unix -> ListeningSocket.open(unix.path(), unix.access());
    };
  }

  private @Nullable MilterConnection welcome(SocketChannel channel) throws IOException {
    if (server.connections() >= options.limits().connectionsMax()) {
      channel.close();
      observer.on(new MilterEvent.ConnectionRefused(MilterReason.TOO_MANY_CONNECTIONS));
      return null;
    }
    MilterConnection connection =
        new MilterConnection(channel, handler, spool, options, observer, packetMemory);
    observer.on(new MilterEvent.ConnectionOpened());
    return connection;
  }

  /** Where it listens, in the order of the addresses it was given, with real ports. */
  public List<SocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Connections at present. */
  public int connections() {
    return server.connections();
  }

  /** Octets of memory that long packets take at present. */
  public long packetMemoryOctets() {
    return packetMemory.used();
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
    try {
      return server.stop(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
