package dev.indicia.cli;

import dev.indicia.gateway.Spool;
import dev.indicia.gateway.http.HttpApi;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.inbound.Intake;
import dev.indicia.gateway.milter.FailureAction;
import dev.indicia.gateway.milter.MilterAddress;
import dev.indicia.gateway.milter.MilterEvent;
import dev.indicia.gateway.milter.MilterOptions;
import dev.indicia.gateway.milter.MilterServer;
import dev.indicia.gateway.smtp.CopyOptions;
import dev.indicia.gateway.smtp.SmtpEvent;
import dev.indicia.gateway.smtp.SmtpFilter;
import dev.indicia.gateway.smtp.SmtpOptions;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The servers of one gateway. Used by one thread. */
final class FrontEnds implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What events of a class are called in the metrics. */
  private static final ClassValue<String> EVENT_WORDS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> event) {
          return word(event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
        }
      };

  private final Gateway gateway;
  private final Spool spool;
  private final ServeLimits limits;
  private final Metrics metrics;
  private final GatewayLog log;
  private @Nullable HttpApi http;
  private @Nullable MilterServer milter;
  private @Nullable SmtpFilter smtp;
  private @Nullable SmtpFilter journal;

  FrontEnds(Gateway gateway, Spool spool, ServeLimits limits, Metrics metrics, GatewayLog log) {
    this.gateway = gateway;
    this.spool = spool;
    this.limits = limits;
    this.metrics = metrics;
    this.log = log;
    metrics.gauge(
        "indicia_spool_memory_bytes", "Messages under way in memory.", spool::memoryOctets);
    metrics.gauge("indicia_spool_disk_bytes", "Messages under way on disk.", spool::diskOctets);
  }

  /** Starts it; the address with its port. */
  String startHttp(InetSocketAddress address, BooleanSupplier ready, InstantSource clock)
      throws IOException {
    HttpApi api =
        HttpApi.start(
            address,
            gateway,
            spool,
            metrics,
            ready,
            clock,
            limits.http(),
            cause -> trouble("http", cause));
    http = api;
    watchConnections("http", api::connections);
    return text(api.address());
  }

  /** Starts it; the address with its port. */
  String startMilter(MilterAddress address) throws IOException {
    // What the handler cannot decide has an answer of its own; this is for what never reaches it.
    MilterOptions options =
        MilterOptions.DEFAULT.withOnTooLarge(FailureAction.ACCEPT).withLimits(limits.milter());
    MilterServer server = MilterServer.start(List.of(address), gateway, spool, options, this::hear);
    milter = server;
    watchConnections("milter", server::connections);
    return text(server.addresses().getFirst());
  }

  /** Starts it; the address with its port. */
  String startSmtp(InetSocketAddress address, ServeOptions options)
      throws IOException, UsageException {
    SmtpFilter filter =
        SmtpFilter.of(
            options.config().filter().applied(smtpOptions(options)),
            options.config().filter().hop().applied(Objects.requireNonNull(options.nextHop())),
            gateway,
            spool,
            event -> hear(event, "smtp"));
    smtp = filter;
    return listen(filter, address, "smtp");
  }

  /** Starts it; the address with its port. */
  String startJournal(JournalConfig config, Intake intake, ServeOptions options)
      throws IOException, UsageException {
    SmtpOptions smtpOptions = smtpOptions(options);
    TlsFiles tls = config.tls();
    String frontEnd = config.frontEnd();
    SmtpFilter server =
        SmtpFilter.ofCopies(
            tls == null ? smtpOptions : smtpOptions.withTls(tls.server(), config.tlsRequired()),
            new CopyOptions(frontEnd, config.networks(), config.recipients()),
            intake.handler(config.reader(limits.copies())),
            spool,
            event -> hear(event, frontEnd));
    journal = server;
    return listen(server, config.listen(), frontEnd);
  }

  private SmtpOptions smtpOptions(ServeOptions options) {
    return SmtpOptions.of(options.hostName())
        .withLimits(limits.smtp())
        .withTimes(limits.smtpTimes());
  }

  private String listen(SmtpFilter server, InetSocketAddress address, String frontEnd)
      throws IOException {
    watchConnections(frontEnd, () -> server.status().connections());
    return text(server.listen(address, frontEnd));
  }

  private void watchConnections(String frontEnd, DoubleSupplier count) {
    metrics.gauge("indicia_connections", "Open connections.", count, "front_end", frontEnd);
  }

  private static String text(SocketAddress address) {
    if (!(address instanceof InetSocketAddress tcp)) {
      return "unix:" + address;
    }
    String host = tcp.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + tcp.getPort();
  }

  private void hear(MilterEvent event) {
    count("milter", event.getClass());
    switch (event) {
      case MilterEvent.ConnectionClosed closed when closed.reason() != null ->
          log.warn(
              "milter_connection",
              json -> json.string("reason", word(String.valueOf(closed.reason()))));
      case MilterEvent.HandlerFailed failed -> trouble("milter", failed.cause());
      case MilterEvent.AcceptFailed failed -> trouble("milter", failed.cause());
      default -> {
        // Counted.
      }
    }
  }

  private void hear(SmtpEvent event, String frontEnd) {
    count(frontEnd, event.getClass());
    switch (event) {
      case SmtpEvent.Refused refused ->
          log.info(
              "smtp_refused",
              json ->
                  json.string("front_end", frontEnd)
                      .string("reason", word(refused.refusal().name()))
                      .string("detail", refused.detail()));
      case SmtpEvent.Broken broken -> trouble(frontEnd, broken.cause());
      default -> {
        // Counted.
      }
    }
  }

  private void count(String frontEnd, Class<?> event) {
    metrics.count(
        "indicia_front_end_events_total",
        "What happened at a front end.",
        "front_end",
        frontEnd,
        "event",
        EVENT_WORDS.get(event));
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void trouble(String frontEnd, Throwable cause) {
    log.warn(
        "trouble",
        json -> json.string("front_end", frontEnd).string("detail", String.valueOf(cause)));
  }

  private static void stop(@Nullable SmtpFilter server) {
    if (server == null) {
      return;
    }
    try {
      server.stop(PATIENCE);
    } catch (InterruptedException e) {
      server.close();
    }
  }

  /** Takes nothing new, and lets what is under way come to its end. */
  @Override
  public void close() {
    stop(smtp);
    stop(journal);
    if (milter != null) {
      milter.close(PATIENCE);
    }
    if (http != null) {
      http.close();
    }
  }
}
