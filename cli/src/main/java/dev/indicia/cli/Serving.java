package dev.indicia.cli;

import dev.indicia.events.Json;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.inbound.Fold;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.inbound.GatewaySettings;
import dev.indicia.gateway.inbound.GatewayWatch;
import dev.indicia.gateway.inbound.Intake;
import dev.indicia.gateway.learned.NothingLearned;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import dev.indicia.trust.Judge;
import dev.indicia.trust.Judgement;
import dev.indicia.trust.Prepared;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The gateway while it runs: everything that {@code serve} puts together. */
final class Serving implements AutoCloseable {
  /** Entries of the configuration may end at some time; so often it is read again. */
  private static final long REREAD_MINUTES = 60;

  private final Arguments arguments;
  private final Metrics metrics = new Metrics();
  private final WatchedResolver resolver;
  private final boolean network;
  private final AtomicReference<GatewaySettings> settings = new AtomicReference<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final GatewayLog log;
  private volatile boolean stopping;
  private @Nullable String http;
  private @Nullable String milter;
  private @Nullable String smtp;
  private @Nullable String journal;

  private Serving(Arguments arguments, Session session, ServeOptions options, ServeData data)
      throws UsageException {
    this.arguments = arguments;
    open.push(data);
    InstantSource clock = session.streams().clock();
    Dns dns = Dns.of(CommonOptions.of(arguments), clock);
    this.network = dns.network();
    this.resolver = new WatchedResolver(dns.resolver(), metrics);
    settings.set(ServeOptions.settings(arguments, resolver, network));
    this.log =
        new GatewayLog(
            line -> write(session.streams().err(), line),
            clock,
            options.config().hashedAddresses() ? data.logKey() : null);
    data.watch(metrics);
  }

  /**
   * Starts everything.
   *
   * @throws UsageException when something in options or files is wrong, or an address or folder
   *     cannot be had; nothing runs then
   */
  static Serving start(Arguments arguments, Session session) throws UsageException {
    ServeOptions options = ServeOptions.of(arguments);
    ServeData data = ServeData.open(options, session);
    @Nullable Serving serving = null;
    boolean started = false;
    try {
      serving = new Serving(arguments, session, options, data);
      serving.begin(session, options, data);
      started = true;
      return serving;
    } catch (IOException e) {
      throw new UsageException("cannot listen: " + InputFailure.reason(e));
    } finally {
      if (!started && serving != null) {
        serving.close();
      } else if (!started) {
        data.close();
      }
    }
  }

  private void begin(Session session, ServeOptions options, ServeData data)
      throws UsageException, IOException {
    Instant at = CommonOptions.of(arguments).at();
    InstantSource judged = at == null ? session.streams().clock() : InstantSource.fixed(at);
    ServeLimits limits = options.config().limits();
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());
    open.push(timer::shutdownNow);
    Gateway gateway =
        new Gateway(
            settings::get,
            limits.gateway(),
            fold(data.fold()),
            data.events(),
            new GatewayWatch(metrics, log),
            judged);
    open.push(gateway);
    Spool spool = new Spool(data.work(), limits.spool());
    FrontEnds fronts = new FrontEnds(gateway, spool, limits, metrics, log);
    open.push(fronts);
    if (options.milter() != null) {
      milter = fronts.startMilter(options.milter());
    }
    if (options.smtp() != null) {
      smtp = fronts.startSmtp(options.smtp(), options);
    }
    startIntake(gateway, fronts, spool, options, data, judged);
    if (options.http() != null) {
      http = fronts.startHttp(options.http(), () -> !stopping, judged);
    }
    data.schedule(timer, options, log);
    var _ =
        timer.scheduleWithFixedDelay(
            () -> reload(false), REREAD_MINUTES, REREAD_MINUTES, TimeUnit.MINUTES);
    log.info(
        "started",
        json ->
            json.bool("enforced", settings.get().policy().enforced())
                .string("http", http)
                .string("milter", milter)
                .string("smtp", smtp)
                .string("journal", journal)
                .string("data", options.data() == null ? null : options.data().toString()));
  }

  /** Who is to be judged by authentication alone teaches nothing. */
  private Fold fold(Fold kept) {
    Fold nothing = new NothingLearned();
    return new Fold() {
      private Fold asked() {
        return settings.get().examiner().renderer() == null ? nothing : kept;
      }

      @Override
      public Optional<Judgement> judge(Judge judge, String id, Prepared delivery, Duration wait)
          throws InterruptedException {
        return asked().judge(judge, id, delivery, wait);
      }

      @Override
      public Optional<Judgement> look(Judge judge, Prepared delivery, Duration wait)
          throws InterruptedException {
        return asked().look(judge, delivery, wait);
      }
    };
  }

  /** Begins to take copies, where that is wanted. */
  private void startIntake(
      Gateway gateway,
      FrontEnds fronts,
      Spool spool,
      ServeOptions options,
      ServeData data,
      InstantSource clock)
      throws UsageException, IOException {
    JournalConfig copies = options.config().journal();
    List<MailboxConfig> mailboxes = options.config().mailboxes();
    if (copies == null && mailboxes.isEmpty()) {
      return;
    }
    Intake intake = gateway.intake(data.intakeKey());
    data.storedCopies(
        copies != null, mailboxes.stream().map(MailboxConfig::name).toList(), intake::known);
    if (copies != null) {
      journal = fronts.startJournal(copies, intake, options);
    }
    Mailboxes read = new Mailboxes(metrics, log);
    open.push(read);
    read.start(mailboxes, options.config().limits(), intake, spool, data, clock);
  }

  private static void write(OutputStream err, byte[] line) {
    synchronized (err) {
      try {
        err.write(line);
        err.flush();
      } catch (IOException e) {
        // Nowhere left to complain.
      }
    }
  }

  GatewayLog log() {
    return log;
  }

  /** What is printed when everything listens. */
  String readyLine() {
    byte[] line =
        Json.line(json ->
            json.bool("ready", true)
                .string("http", http)
                .string("milter", milter)
                .string("smtp", smtp)
                .string("journal", journal));
    return new String(line, StandardCharsets.UTF_8);
  }

  /** Reads configuration and policy again; what is wrong with them leaves the old ones. */
  void reload() {
    reload(true);
  }

  private void reload(boolean asked) {
    String result = "failed";
    try {
      settings.set(ServeOptions.settings(arguments, resolver, network));
      result = "reloaded";
      if (asked) {
        log.info("reloaded", json -> json.bool("enforced", settings.get().policy().enforced()));
      }
    } catch (UsageException e) {
      log.warn("reload_refused", json -> json.string("detail", e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("reload_refused", json -> json.string("detail", "a bug, please report it: " + e));
    }
    metrics.count(
        "indicia_reloads_total", "Configuration read again, by result.", "result", result);
  }

  /** Stops: no new mail, the end of what is under way, and everything to the disk. */
  @Override
  public void close() {
    stopping = true;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        log.warn("stopping", json -> json.string("detail", String.valueOf(e)));
      }
    }
  }
}
