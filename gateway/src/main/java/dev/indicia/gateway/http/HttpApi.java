package dev.indicia.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.indicia.events.CheckJson;
import dev.indicia.events.Engine;
import dev.indicia.events.Json;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpooledContent;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.policy.Failure;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * {@code POST /v1/check}, {@code GET /health/live}, {@code /health/ready} and {@code /metrics}.
 * Each request has a virtual thread; bodies wait in the {@link Spool}. Thread-safe.
 */
public final class HttpApi implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int BUFFER_OCTETS = 64 << 10;

  private final Gateway gateway;
  private final Spool spool;
  private final Metrics metrics;
  private final BooleanSupplier ready;
  private final InstantSource clock;
  private final HttpLimits limits;
  private final CheckJson json = new CheckJson(Engine.current());
  private final HttpServer server;
  private final ExecutorService threads;

  private HttpApi(
      HttpServer server,
      Gateway gateway,
      Spool spool,
      Metrics metrics,
      BooleanSupplier ready,
      InstantSource clock,
      HttpLimits limits) {
    this.server = server;
    this.gateway = gateway;
    this.spool = spool;
    this.metrics = metrics;
    this.ready = ready;
    this.clock = clock;
    this.limits = limits;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  /**
   * Listens, and answers from now on.
   *
   * @param ready whether mail can be decided upon
   * @param limits of which {@link HttpLimits#apply} was called before the first server was made
   * @throws IOException when the address cannot be had
   */
  public static HttpApi start(
      InetSocketAddress address,
      Gateway gateway,
      Spool spool,
      Metrics metrics,
      BooleanSupplier ready,
      InstantSource clock,
      HttpLimits limits)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    HttpApi api = new HttpApi(server, gateway, spool, metrics, ready, clock, limits);
    server.setExecutor(api.threads);
    server.createContext("/", exchange -> api.answer(exchange));
    server.start();
    return api;
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String wanted = path.equals("/v1/check") ? "POST" : "GET";
    try {
      if (!exchange.getRequestMethod().equals(wanted) && isKnown(path)) {
        exchange.getResponseHeaders().set("Allow", wanted);
        error(exchange, 405, "method-not-allowed", path + " takes " + wanted);
        return;
      }
      switch (path) {
        case "/v1/check" -> check(exchange);
        case "/health/live" -> send(exchange, 200, JSON, health(true));
        case "/health/ready" -> {
          boolean now = ready.getAsBoolean();
          send(exchange, now ? 200 : 503, JSON, health(now));
        }
        case "/metrics" ->
            send(exchange, 200, TEXT, metrics.text().getBytes(StandardCharsets.UTF_8));
        default -> error(exchange, 404, "not-found", "there is nothing of that name");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      error(exchange, 500, "internal", "a bug, please report it: " + e);
    } finally {
      exchange.close();
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

  private void check(HttpExchange exchange) throws IOException, InterruptedException {
    CheckRequest request;
    try {
      request = CheckRequest.parse(exchange.getRequestURI().getRawQuery(), limits);
    } catch (CheckRequest.MalformedException e) {
      error(exchange, 400, "bad-request", String.valueOf(e.getMessage()));
      return;
    }
    InputStream body = exchange.getRequestBody();
    byte[] buffer = new byte[BUFFER_OCTETS];
    try (SpooledContent content = spool.begin()) {
      SpooledContent.Append kept = SpooledContent.Append.KEPT;
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        kept = kept(content, buffer, n);
        if (kept != SpooledContent.Append.KEPT) {
          break;
        }
      }
      switch (kept) {
        case KEPT -> decide(exchange, request, content);
        case TOO_LONG -> error(exchange, 413, "size", "the message is too large");
        case NO_ROOM -> error(exchange, 503, "busy", "there is no room for the message now");
      }
    }
    // A connection that is closed with octets unread takes the answer with it. Who sends on is cut
    // off by the time for a request.
    for (long left = spool.limits().messageOctetsMax(); left > 0; ) {
      int n = body.read(buffer);
      left -= n < 0 ? left : n;
    }
  }

  /** A full disk is no room; a body that breaks off is the client's. */
  private static SpooledContent.Append kept(SpooledContent content, byte[] buffer, int length) {
    try {
      return content.append(buffer, 0, length);
    } catch (IOException e) {
      return SpooledContent.Append.NO_ROOM;
    }
  }

  private void decide(HttpExchange exchange, CheckRequest request, SpooledContent content)
      throws IOException, InterruptedException {
    Instant at = request.receivedAt();
    Transaction.Client client = new Transaction.Client("http", null, null, null, null);
    Gateway.Handled handled =
        gateway.handle(
            new Transaction(request.session(), client, null, content),
            at == null ? clock.instant() : at);
    if (handled.judgement() != null) {
      send(exchange, 200, JSON, json.line(handled.id(), handled.judgement()));
      return;
    }
    Failure failure = handled.failure() == null ? Failure.INTERNAL : handled.failure();
    int status =
        switch (failure) {
          case SIZE -> 413;
          case INTERNAL -> 500;
          case DNS, SPOOL, MEMORY, TIME -> 503;
        };
    send(
        exchange,
        status,
        JSON,
        CheckJson.unreadable(handled.id(), failure.word(), handled.detail()));
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    byte[] line =
        Json.line(
            json -> json.object("error", o -> o.string("code", code).string("message", message)));
    send(exchange, status, JSON, line);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Takes no more requests and waits a little for those under way. */
  @Override
  public void close() {
    server.stop(5);
    threads.shutdown();
  }
}
