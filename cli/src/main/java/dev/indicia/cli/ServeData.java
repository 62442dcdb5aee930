package dev.indicia.cli;

import dev.indicia.events.spool.AppendResult;
import dev.indicia.events.spool.EventBatch;
import dev.indicia.events.spool.EventReader;
import dev.indicia.events.spool.EventSpool;
import dev.indicia.events.spool.StoredEvent;
import dev.indicia.gateway.inbound.Fold;
import dev.indicia.gateway.inbound.Gateway;
import dev.indicia.gateway.learned.Exchange;
import dev.indicia.gateway.learned.KeptProfiles;
import dev.indicia.gateway.learned.LearnedInMemory;
import dev.indicia.gateway.mailbox.MailboxState;
import dev.indicia.gateway.watch.GatewayLog;
import dev.indicia.gateway.watch.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code serve} keeps: events in {@code events}, what is learned in {@code profiles}, messages
 * under way in {@code work}. Without a folder events go nowhere, and what is learned is forgotten.
 */
final class ServeData implements AutoCloseable {
  private static final long FORCE_SECONDS = 1;
  private static final long EXCHANGE_SECONDS = 60;
  private static final int KEY_OCTETS = 32;
  private static final String MAILBOXES = "mailboxes";
  private static final int REPLAY_EVENTS = 1000;
  private static final long REPLAY_OCTETS = 8 << 20;

  /** Of these a client that sends a copy again is known after a restart, too. */
  private static final int LATEST_EVENTS = 10_000;

  private static final int NAME_WITHIN = 200;
  private static final Pattern NAME = Pattern.compile("\"id\":\"([0-9a-z]{22})\"");

  private final @Nullable Path folder;
  private final Path work;
  private final @Nullable ProfilesFolder lock;
  private final @Nullable EventSpool spool;
  private final @Nullable KeptProfiles profiles;
  private final Fold fold;

  private ServeData(
      @Nullable Path folder,
      Path work,
      @Nullable ProfilesFolder lock,
      @Nullable EventSpool spool,
      @Nullable KeptProfiles profiles) {
    this.folder = folder;
    this.work = work;
    this.lock = lock;
    this.spool = spool;
    this.profiles = profiles;
    this.fold = profiles == null ? new LearnedInMemory() : profiles;
  }

  /**
   * Opens the folder, which is made where there is none.
   *
   * @throws UsageException when it cannot be used; nothing is held then
   */
  static ServeData open(ServeOptions options, Session session) throws UsageException {
    Path folder = options.data();
    try {
      if (folder == null) {
        return new ServeData(null, Files.createTempDirectory("indicia-"), null, null, null);
      }
      Files.createDirectories(
          folder,
          ProfilesFolder.permissions(
              folder.getParent() == null ? Path.of(".") : folder.getParent(), "rwx------"));
      Path work = folder.resolve("work");
      Files.createDirectories(work, ProfilesFolder.permissions(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("--data: " + e.getFile() + ": is no folder");
    } catch (IOException e) {
      throw new UsageException("--data: " + folder + ": " + InputFailure.reason(e));
    }
    Path learned = folder.resolve("profiles");
    ProfilesFolder lock = ProfilesFolder.hold(learned, "serve", true, session);
    KeptProfiles profiles = null;
    EventSpool spool = null;
    try {
      profiles = KeptProfiles.open(learned, options.config().exchange() != null);
      spool =
          EventSpool.open(
              folder.resolve("events"),
              options.config().limits().events(),
              session.streams().clock());
      return new ServeData(folder, folder.resolve("work"), lock, spool, profiles);
    } catch (IOException e) {
      if (profiles != null) {
        closeQuietly(profiles);
      }
      throw new UsageException("--data: " + InputFailure.reason(e));
    } finally {
      if (spool == null) {
        lock.close();
      }
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // The reason for closing is told.
    }
  }

  /** For messages under way. */
  Path work() {
    return work;
  }

  Fold fold() {
    return fold;
  }

  Gateway.Events events() {
    EventSpool open = spool;
    return open == null ? (event, wait) -> new AppendResult.Stored(0) : open::append;
  }

  /** The key of the hashes in logs. */
  byte[] logKey() throws UsageException {
    return key("log.key");
  }

  /** The key of the names of copies. */
  byte[] intakeKey() throws UsageException {
    return key("intake.key");
  }

  /** A key, made at the first start; a new one without a folder. */
  private byte[] key(String name) throws UsageException {
    byte[] key = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(key);
    if (folder == null) {
      return key;
    }
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file)) {
        byte[] kept = Files.readAllBytes(file);
        if (kept.length == KEY_OCTETS) {
          return kept;
        }
        // The end of the process came between making the file and filling it.
        Files.delete(file);
      }
      Path fresh = folder.resolve(name + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, ProfilesFolder.permissions(folder, "rw-------"));
      Files.write(fresh, key);
      // A process that ends between the two leaves no empty key behind.
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return key;
    } catch (IOException e) {
      throw new UsageException(file + ": " + InputFailure.reason(e));
    }
  }

  /** Where it is kept how far the mailbox was read; null without a folder. */
  @Nullable Path mailboxState(String name) throws UsageException {
    if (folder == null) {
      return null;
    }
    Path states = folder.resolve(MAILBOXES);
    try {
      Files.createDirectories(states, ProfilesFolder.permissions(folder, "rwx------"));
    } catch (IOException e) {
      throw new UsageException(states + ": " + InputFailure.reason(e));
    }
    return states.resolve(name + ".state");
  }

  /** The number of the next event, or a lower one. */
  long nextEvent() {
    EventSpool open = spool;
    return open == null ? 1 : open.status().next();
  }

  /**
   * Names of events that are stored: those that perhaps no state of these mailboxes counts yet, and
   * the latest where copies come by SMTP, from clients that may not have heard that we have them.
   *
   * @param known hears each
   */
  void storedCopies(boolean smtp, List<String> mailboxes, Consumer<String> known)
      throws UsageException, IOException {
    EventSpool open = spool;
    if (open == null) {
      return;
    }
    long first = smtp ? Math.max(1, nextEvent() - LATEST_EVENTS) : Long.MAX_VALUE;
    for (String mailbox : mailboxes) {
      first = Math.min(first, MailboxState.read(mailboxState(mailbox)).event());
    }
    try (EventReader reader = open.reader("intake")) {
      reader.seek(Math.min(first, nextEvent()));
      for (EventBatch batch = reader.read(REPLAY_EVENTS, REPLAY_OCTETS);
          !batch.events().isEmpty();
          batch = reader.read(REPLAY_EVENTS, REPLAY_OCTETS)) {
        batch.events().forEach(event -> name(event).ifPresent(known));
      }
    }
  }

  /** An event begins with its name, or with the format of check and then its name. */
  private static Optional<String> name(StoredEvent event) {
    String head =
        new String(
            event.octets(),
            0,
            Math.min(NAME_WITHIN, event.octets().length),
            StandardCharsets.UTF_8);
    Matcher name = NAME.matcher(head);
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** Numbers of what is kept. */
  void watch(Metrics metrics) {
    EventSpool open = spool;
    if (open != null) {
      metrics.gauge(
          "indicia_events_bytes", "Size of the event spool.", () -> open.status().octets());
      metrics.gauge(
          "indicia_events_segments", "Segments of the spool.", () -> open.status().segments());
      metrics.counter(
          "indicia_events_stored_total", "Events stored.", () -> open.status().stored());
      metrics.counter(
          "indicia_events_refused_total", "Events refused.", () -> open.status().refused());
    }
    KeptProfiles kept = profiles;
    if (kept != null) {
      metrics.gauge("indicia_profiles_senders", "Senders known.", () -> kept.counts().senders());
      metrics.gauge(
          "indicia_profiles_trouble",
          "1 where lessons do not reach the disk.",
          () -> kept.trouble() == null ? 0 : 1);
    }
  }

  /** Begins what is done now and then. */
  void schedule(ScheduledExecutorService timer, ServeOptions options, GatewayLog log) {
    KeptProfiles kept = profiles;
    if (kept == null) {
      return;
    }
    var _ =
        timer.scheduleWithFixedDelay(kept::force, FORCE_SECONDS, FORCE_SECONDS, TimeUnit.SECONDS);
    // On a thread of its own, as a snapshot takes seconds and the rest is due meanwhile; and one of
    // the system, or it would have a processor of the virtual threads to itself for so long.
    Thread.Builder snapshots = Thread.ofPlatform().daemon().name("snapshot");
    var _ =
        timer.scheduleWithFixedDelay(
            () -> snapshots.start(kept::compactWhenLong),
            FORCE_SECONDS,
            FORCE_SECONDS,
            TimeUnit.SECONDS);
    Path shared = options.config().exchange();
    if (shared != null) {
      String name = options.config().name() == null ? options.hostName() : options.config().name();
      Exchange exchange = new Exchange(shared, name, kept);
      var _ =
          timer.scheduleWithFixedDelay(
              () -> exchange(exchange, log), EXCHANGE_SECONDS, EXCHANGE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void exchange(Exchange exchange, GatewayLog log) {
    try {
      int taken = exchange.run();
      if (taken > 0) {
        log.info("lessons", json -> json.number("taken", (long) taken));
      }
    } catch (IOException | RuntimeException e) {
      log.warn("lessons", json -> json.string("detail", String.valueOf(e)));
    }
  }

  @Override
  public void close() {
    if (spool != null) {
      closeQuietly(spool);
    }
    if (profiles != null) {
      closeQuietly(profiles);
    }
    if (lock != null) {
      lock.close();
    }
    if (folder == null) {
      try {
        Files.delete(work);
      } catch (IOException e) {
        // It holds nothing: its files have no names.
      }
    }
  }
}
