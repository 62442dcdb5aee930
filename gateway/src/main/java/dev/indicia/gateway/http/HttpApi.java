package dev.indicia.gateway.http;

import dev.indicia.events.CheckJson;
import dev.indicia.events.Json;
import dev.indicia.gateway.ConnectionServer;
import dev.indicia.gateway.ListeningSocket;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpooledContent;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/check}, {@code GET /health/live}, {@code /health/ready} and {@code /metrics}.
 * Each connection has a virtual thread; bodies wait in the {@link Spool}. Thread-safe.
 */
public final class HttpApi implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long TICK_MILLIS = 100;

  private final Gateway gateway;
  private final Spool spool;
  private final Metrics metrics;
  private final BooleanSupplier ready;
  private final InstantSource clock;
  private final HttpLimits limits;
  private final ConnectionServer server;
  private final InetSocketAddress address;

  private HttpApi(
      InetSocketAddress address,
      Gateway gateway,
      Spool spool,
      Metrics metrics,
      BooleanSupplier ready,
      InstantSource clock,
      HttpLimits limits,
      Consumer<Throwable> failed)
      throws IOException {
    this.gateway = gateway;
    this.spool = spool;
    this.metrics = metrics;
    this.ready = ready;
    this.clock = clock;
    this.limits = limits;
    ListeningSocket socket = ListeningSocket.open(address);
    this.address = (InetSocketAddress) socket.address();
    this.server = ConnectionServer.start("http", TICK_MILLIS, failed);
    server.serve(socket, this::welcome);
  }

  /**
   * Listens, and answers from now on.
   *
   * @param ready whether mail can be decided upon
   * @param failed hears what went wrong with a connection
   * @throws IOException when the address cannot be had
   */
  public static HttpApi start(
      InetSocketAddress address,
      Gateway gateway,
      Spool spool,
      Metrics metrics,
      BooleanSupplier ready,
      InstantSource clock,
      HttpLimits limits,
      Consumer<Throwable> failed)
      throws IOException {
    return new HttpApi(address, gateway, spool, metrics, ready, clock, limits, failed);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return address;
  }

  /** Connections at present. */
  public int connections() {
    return server.connections();
  }

  private @Nullable HttpConnection welcome(SocketChannel channel) throws IOException {
    if (server.connections() >= limits.connectionsMax()) {
      channel.close();
      metrics.count(
          "indicia_front_end_events_total",
          "What happened at a front end.",
          "front_end",
          "http",
          "event",
          "connection_refused");
      return null;
    }
    return new HttpConnection(channel, this::answer, limits, clock);
  }

  private HttpAnswer answer(HttpRequest request, HttpBody body)
      throws IOException, InterruptedException {
    String path = request.path();
    String wanted = path.equals("/v1/check") ? "POST" : "GET";
    boolean head = request.method().equals("HEAD") && wanted.equals("GET");
    if (!request.method().equals(wanted) && !head && isKnown(path)) {
      return HttpAnswer.error(405, "method-not-allowed", path + " takes " + wanted)
          .allowing(wanted.equals("GET") ? "GET, HEAD" : wanted);
    }
    try {
      return switch (path) {
        case "/v1/check" -> check(request, body);
        case "/health/live" -> HttpAnswer.of(200, HttpAnswer.JSON, health(true));
        case "/health/ready" -> {
          boolean now = ready.getAsBoolean();
          yield HttpAnswer.of(now ? 200 : 503, HttpAnswer.JSON, health(now));
        }
        case "/metrics" ->
            HttpAnswer.of(200, TEXT, metrics.text().getBytes(StandardCharsets.UTF_8));
        default -> HttpAnswer.error(404, "not-found", "there is nothing of that name");
      };
    } catch (RuntimeException | Error e) {
      return HttpAnswer.error(500, "internal", "a bug, please report it: " + e);
    }
  }

  private static boolean isKnown(String path) {
    return switch (path) {
      case "/v1/check", "/health/live", "/health/ready", "/metrics" -> true;
      default -> false;
    };
  }

  private static byte[] health(boolean good) {
    return Json.line(o -> o.string("status", good ? "up" : "down"));
  }

  private HttpAnswer check(HttpRequest request, HttpBody body)
      throws IOException, InterruptedException {
    CheckRequest asked;
    try {
      asked = CheckRequest.parse(request.query(), limits);
    } catch (CheckRequest.MalformedException e) {
      return HttpAnswer.error(400, "bad-request", String.valueOf(e.getMessage()));
    }
    if (request.bodyOctets() > spool.limits().messageOctetsMax()) {
      return tooLarge();
    }
    try (SpooledContent content = spool.begin()) {
      SpooledContent.Append kept = SpooledContent.Append.KEPT;
      ByteBuffer octets = body.next();
      while (octets != null && kept == SpooledContent.Append.KEPT) {
        kept = kept(content, octets);
        octets = kept == SpooledContent.Append.KEPT ? body.next() : octets;
      }
      return switch (kept) {
        case KEPT -> decide(asked, content);
        case TOO_LONG -> tooLarge();
        case NO_ROOM -> HttpAnswer.error(503, "busy", "there is no room for the message now");
      };
    }
  }

  private static HttpAnswer tooLarge() {
    return HttpAnswer.error(413, "size", "the message is too large");
  }

  /** A full disk is no room; a body that breaks off is the client's. */
  private static SpooledContent.Append kept(SpooledContent content, ByteBuffer octets) {
    try {
      return content.append(
          octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
    } catch (IOException e) {
      return SpooledContent.Append.NO_ROOM;
    }
  }

  private HttpAnswer decide(CheckRequest request, SpooledContent content)
      throws InterruptedException {
    Instant at = request.receivedAt();
    Transaction.Client client = new Transaction.Client("http", null, null, null, null);
    Gateway.Handled handled =
        gateway.handle(
            new Transaction(request.session(), client, null, content),
            at == null ? clock.instant() : at);
    if (handled.line() != null) {
      return HttpAnswer.of(200, HttpAnswer.JSON, handled.line().check());
    }
    Failure failure = handled.failure() == null ? Failure.INTERNAL : handled.failure();
    int status =
        switch (failure) {
          case SIZE -> 413;
          case INTERNAL -> 500;
          case DNS, SPOOL, MEMORY, TIME -> 503;
        };
    return HttpAnswer.of(
        status,
        HttpAnswer.JSON,
        CheckJson.unreadable(handled.id(), failure.word(), handled.detail()));
  }

  /** Takes no more requests, waits 5 seconds for those under way, and breaks off what is left. */
  @Override
  public void close() {
    try {
      server.stop(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
