package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.SocketFile;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.esmtp.Offer;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP before-queue filter (RFC 5321). One virtual thread a connection. Thread-safe.
 *
 * <p>A transaction is opened at the next hop while the client opens it here, so that senders and
 * recipients are answered by the next hop itself. The message is read to its end, judged, changed
 * as the {@link MailHandler} says, handed on, and the client hears what the next hop says. Nothing
 * is stored beyond the transaction.
 */
public final class SmtpFilter implements AutoCloseable {
  /**
   * What is in use now.
   *
   * @param connections clients
   * @param memoryOctets octets of messages in memory
   * @param diskOctets octets of messages in files
   */
  public record Status(int connections, long memoryOctets, long diskOctets) {}

  /** No DSN: of a copy no report is due. */
  private static final Offer COPIES = new Offer(Map.of("8BITMIME", "", "SMTPUTF8", ""));

  private final SmtpOptions options;
  private final ClientGate gate;
  private final Spool spool;
  private final SmtpObserver observer;
  private final Deadlines deadlines = new Deadlines();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicReference<@Nullable Offer> hopOffer = new AtomicReference<>();
  private final Map<ServerSocketChannel, Optional<SocketFile>> listeners =
      new ConcurrentHashMap<>();
  private final FilterSession.Shared shared;
  private volatile boolean stopping;

  private final @Nullable CopyOptions copies;

  private SmtpFilter(
      SmtpOptions options,
      @Nullable NextHop hop,
      @Nullable CopyOptions copies,
      MailHandler handler,
      Spool spool,
      SmtpObserver observer) {
    this.options = options;
    this.copies = copies;
    this.gate = new ClientGate(options.limits());
    this.spool = spool;
    this.observer = observer;
    this.shared =
        new FilterSession.Shared(
            options,
            hop == null ? way(Objects.requireNonNull(copies)) : way(hop),
            new Judging(handler, options.times().judgeMillis()),
            observer,
            gate,
            spool,
            hop == null ? () -> COPIES : hopOffer::get);
  }

  private FilterSession.Way way(NextHop hop) {
    return new FilterSession.Way(
        "smtp",
        hop.oneRecipient(),
        reopened -> new HopLink(hop, facts -> open(hop, facts), reopened));
  }

  private static FilterSession.Way way(CopyOptions copies) {
    return new FilterSession.Way(
        copies.frontEnd(), false, reopened -> new CopyLink(copies.recipients()));
  }

  /** A filter that listens nowhere yet. */
  public static SmtpFilter of(
      SmtpOptions options, NextHop hop, MailHandler handler, Spool spool, SmtpObserver observer) {
    return new SmtpFilter(options, hop, null, handler, spool, observer);
  }

  /**
   * A server that takes copies and hands nothing on: the client hears 250 when the handler has
   * accepted. It listens nowhere yet. Nobody is trusted to name another client.
   */
  public static SmtpFilter ofCopies(
      SmtpOptions options,
      CopyOptions copies,
      MailHandler handler,
      Spool spool,
      SmtpObserver observer) {
    return new SmtpFilter(options, null, copies, handler, spool, observer);
  }

  /**
   * Begins to take connections.
   *
   * @param address TCP, where port 0 takes a free one, or a Unix socket; one that a crash left is
   *     replaced
   * @param name how the handler knows the listener
   * @return the address with its port
   */
  public SocketAddress listen(SocketAddress address, String name) throws IOException {
    Path path = address instanceof UnixDomainSocketAddress unix ? unix.getPath() : null;
    if (path != null) {
      SocketFile.removeStale(path);
    }
    ServerSocketChannel server =
        path != null
            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    SocketAddress bound;
    try {
      if (path == null) {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      server.bind(address, Math.min(options.limits().connectionsMax(), 1024));
      bound = server.getLocalAddress();
      listeners.put(server, path == null ? Optional.empty() : Optional.of(SocketFile.bound(path)));
    } catch (IOException e) {
      server.close();
      throw e;
    }
    Thread.ofVirtual().name("smtp-accept").start(() -> accept(server, name));
    return bound;
  }

  private void accept(ServerSocketChannel server, String name) {
    while (!stopping) {
      try {
        welcome(server.accept(), name);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // Out of file descriptors, or the client left already.
        observer.observe(new SmtpEvent.Broken(0, e));
        try {
          Thread.sleep(50);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  private void welcome(SocketChannel channel, String name) throws IOException {
    SocketAddress remote = channel.getRemoteAddress();
    IpAddress address =
        remote instanceof InetSocketAddress tcp ? IpAddress.of(tcp.getAddress()) : null;
    int port = remote instanceof InetSocketAddress tcp ? tcp.getPort() : 0;
    boolean trusted =
        copies == null
            && (address == null
                || IpNetwork.isLoopback(address)
                || options.trusted().stream().anyMatch(network -> network.contains(address)));
    FilterSession.Peer peer = new FilterSession.Peer(address, port, trusted, name);
    IpAddress counted = trusted ? null : address;
    SmtpRefusal refusal = stopping ? SmtpRefusal.SHUTTING_DOWN : refusal(address);
    refusal = refusal == null ? gate.enter(counted) : refusal;
    if (refusal != null) {
      turnAway(channel, refusal, peer);
      return;
    }
    boolean started = false;
    try {
      SocketWire wire = new SocketWire(channel, deadlines);
      FilterSession session = new FilterSession(connections.incrementAndGet(), shared, peer, wire);
      Thread.ofVirtual()
          .name("smtp-session")
          .start(() -> {
            try {
              session.run();
            } finally {
              gate.leave(counted);
            }
          });
      started = true;
    } finally {
      if (!started) {
        gate.leave(counted);
        channel.close();
      }
    }
  }

  private @Nullable SmtpRefusal refusal(@Nullable IpAddress client) {
    boolean known =
        copies == null
            || client != null && copies.networks().stream().anyMatch(n -> n.contains(client));
    return known ? null : SmtpRefusal.CLIENT_UNKNOWN;
  }

  /** One line into an empty buffer: this waits for nobody. */
  private void turnAway(SocketChannel channel, SmtpRefusal refusal, FilterSession.Peer peer)
      throws IOException {
    observer.observe(new SmtpEvent.Refused(0, refusal, peer.toString()));
    try (channel) {
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(Reply.of(refusal).octets()));
      channel.shutdownOutput();
    }
  }

  private HopSession open(NextHop hop, ClientFacts facts) throws HopFailureException {
    SmtpTimeLimits times = options.times();
    long by = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.hopConnectMillis());
    SocketWire wire;
    try {
      wire = SocketWire.connect(hop.address(), deadlines, by);
    } catch (SocketTimeoutException e) {
      throw new HopFailureException(SmtpRefusal.HOP_TIMEOUT, e.toString());
    } catch (IOException e) {
      throw new HopFailureException(SmtpRefusal.HOP_UNREACHABLE, e.toString());
    }
    HopSession session = new HopSession(hop, options.hostname(), options.limits(), times, wire);
    try {
      session.open(facts);
    } catch (HopFailureException e) {
      session.close();
      throw e;
    }
    hopOffer.set(session.offer());
    return session;
  }

  /** What is in use now. */
  public Status status() {
    return new Status(gate.connections(), spool.memoryOctets(), spool.diskOctets());
  }

  /**
   * Stops: no new connections, 421 to clients without transaction at once and to the others behind
   * it, and the end for those who are not through in time, who will send their message again.
   *
   * @return whether all were through
   */
  public boolean stop(Duration patience) throws InterruptedException {
    stopping = true;
    for (Map.Entry<ServerSocketChannel, Optional<SocketFile>> listener : listeners.entrySet()) {
      try {
        listener.getKey().close();
        if (listener.getValue().isPresent()) {
          listener.getValue().get().remove();
        }
      } catch (IOException e) {
        observer.observe(new SmtpEvent.Broken(0, e));
      }
    }
    listeners.clear();
    deadlines.stopIdle();
    boolean through = gate.awaitEmpty(System.nanoTime() + patience.toNanos());
    deadlines.closeAll();
    gate.awaitEmpty(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
    deadlines.close();
    return through;
  }

  /** Stops without patience. */
  @Override
  public void close() {
    try {
      stop(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
