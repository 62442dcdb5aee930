package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpAddress;
import dev.indicia.dns.IpNetwork;
import dev.indicia.gateway.ConnectionServer;
import dev.indicia.gateway.ListeningSocket;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.esmtp.Offer;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
  /** A client's session, as the server of connections knows it. */
  private record Client(FilterSession session, Wires wires, Runnable left)
      implements ConnectionServer.Connection {
    @Override
    public void run() {
      session.run();
    }

    @Override
    public void expireIfLate(long nanoTime) {
      wires.expire(nanoTime);
    }

    @Override
    public void drain() {
      wires.stopIdle();
    }

    @Override
    public void abort() {
      wires.close();
    }

    @Override
    public void ended() {
      left.run();
    }
  }

  /**
   * What is in use now.
   *
   * @param connections clients
   * @param memoryOctets octets of messages in memory
   * @param diskOctets octets of messages in files
   */
  public record Status(int connections, long memoryOctets, long diskOctets) {}

  private static final long TICK_MILLIS = 20;

  /** No DSN: of a copy no report is due. */
  private static final Offer COPIES = new Offer(Map.of("8BITMIME", "", "SMTPUTF8", ""));

  private final SmtpOptions options;
  private final ClientGate gate;
  private final Spool spool;
  private final SmtpObserver observer;
  private final ConnectionServer server;
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicReference<@Nullable Offer> hopOffer = new AtomicReference<>();
  private final FilterSession.Shared shared;
  private final @Nullable CopyOptions copies;
  private volatile boolean stopping;

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
    this.server =
        ConnectionServer.start(
            "smtp", TICK_MILLIS, e -> observer.observe(new SmtpEvent.Broken(0, e)));
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
        (wires, reopened) -> new HopLink(hop, facts -> open(hop, facts, wires), reopened));
  }

  private static FilterSession.Way way(CopyOptions copies) {
    return new FilterSession.Way(
        copies.frontEnd(), false, (wires, reopened) -> new CopyLink(copies.recipients()));
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
    ListeningSocket socket = ListeningSocket.open(address);
    server.serve(socket, channel -> welcome(channel, name));
    return socket.address();
  }

  private @Nullable Client welcome(SocketChannel channel, String name) throws IOException {
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
      return null;
    }
    try {
      Wires wires = new Wires();
      SocketWire wire = new SocketWire(channel, wires);
      FilterSession session =
          new FilterSession(sessions.incrementAndGet(), shared, peer, wire, wires);
      return new Client(session, wires, () -> gate.leave(counted));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      gate.leave(counted);
      throw e;
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

  private HopSession open(NextHop hop, ClientFacts facts, Wires wires) throws HopFailureException {
    SmtpTimeLimits times = options.times();
    long by = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.hopConnectMillis());
    SocketWire wire;
    try {
      wire = SocketWire.connect(hop.address(), wires, by);
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
    return new Status(server.connections(), spool.memoryOctets(), spool.diskOctets());
  }

  /**
   * Stops: no new connections, 421 to clients without transaction at once and to the others behind
   * it, and the end for those who are not through in time, who will send their message again.
   *
   * @return whether all were through
   */
  public boolean stop(Duration patience) throws InterruptedException {
    stopping = true;
    return server.stop(patience);
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
