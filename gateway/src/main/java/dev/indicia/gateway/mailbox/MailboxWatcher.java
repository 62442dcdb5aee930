package dev.indicia.gateway.mailbox;

import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpooledContent;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.imap.FetchedMessage;
import dev.indicia.gateway.imap.ImapException;
import dev.indicia.gateway.imap.ImapReader;
import dev.indicia.gateway.imap.ImapReason;
import dev.indicia.gateway.inbound.Intake;
import dev.indicia.gateway.intake.IntakeReason;
import dev.indicia.message.SmtpSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mailbox for as long as it is open: what is there, in the order of its unique identifiers,
 * and then what comes. A message counts as read when its events are stored and that is written down
 * too; after a crash at most the last one is read again, and its event is known by its name. A
 * failure ends the connection, and the next try goes on where the last one ended. Thread-safe.
 */
public final class MailboxWatcher implements AutoCloseable {
  /** The name of the intake in events. */
  public static final String FRONT_END = "mailbox";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Messages whose size is asked for with one command. */
  private static final int CHUNK = 100;

  private final MailboxOptions options;
  private final Intake intake;
  private final Spool spool;
  private final @Nullable Path stateFile;
  private final LongSupplier nextEvent;
  private final Consumer<MailboxEvent> observer;
  private final InstantSource clock;
  private final Thread thread;
  private MailboxState state;
  private volatile @Nullable MailboxSession session;
  private volatile boolean closed;
  private int failures;

  private MailboxWatcher(
      MailboxOptions options,
      Intake intake,
      Spool spool,
      @Nullable Path stateFile,
      LongSupplier nextEvent,
      Consumer<MailboxEvent> observer,
      InstantSource clock)
      throws IOException {
    this.options = options;
    this.intake = intake;
    this.spool = spool;
    this.stateFile = stateFile;
    this.nextEvent = nextEvent;
    this.observer = observer;
    this.clock = clock;
    this.state = MailboxState.read(stateFile);
    this.thread = Thread.ofVirtual().name("mailbox-" + options.name()).unstarted(this::run);
  }

  /**
   * Begins to read.
   *
   * @param stateFile where it is kept how far the mailbox was read; null keeps it nowhere
   * @param nextEvent number of the next event in the spool, or a lower one
   * @param observer hears what happens; fast, and never throws
   * @throws IOException when the file cannot be read
   */
  public static MailboxWatcher start(
      MailboxOptions options,
      Intake intake,
      Spool spool,
      @Nullable Path stateFile,
      LongSupplier nextEvent,
      Consumer<MailboxEvent> observer,
      InstantSource clock)
      throws IOException {
    MailboxWatcher watcher =
        new MailboxWatcher(options, intake, spool, stateFile, nextEvent, observer, clock);
    watcher.thread.start();
    return watcher;
  }

  private void run() {
    while (!closed) {
      try {
        read();
      } catch (ImapException e) {
        failed(e.reason(), String.valueOf(e.getMessage()));
      } catch (IOException e) {
        failed(ImapReason.INTERNAL, ImapConnection.shortened(String.valueOf(e)));
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | AssertionError e) {
        failed(ImapReason.INTERNAL, ImapConnection.shortened(String.valueOf(e)));
      }
    }
  }

  private void failed(ImapReason reason, String detail) {
    if (closed) {
      return;
    }
    long max = options.limits().retryMillisMax();
    long wait =
        reason == ImapReason.LOGIN_REFUSED
            ? max
            : Math.min(max, options.limits().retryMillisMin() << Math.min(failures, 30));
    failures++;
    // Several mailboxes of one server do not come back all at once.
    long millis = wait - ThreadLocalRandom.current().nextLong(wait / 4 + 1);
    observer.accept(new MailboxEvent.Failed(options.name(), reason, detail, millis));
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void read() throws IOException, InterruptedException {
    try (MailboxSession open = MailboxSession.open(options)) {
      session = open;
      if (closed) {
        return;
      }
      if (open.uidValidity() != state.uidValidity()) {
        if (state.uidValidity() != 0) {
          observer.accept(
              new MailboxEvent.Renumbered(options.name(), state.uidValidity(), open.uidValidity()));
        }
        write(new MailboxState(open.uidValidity(), 0, state.event()));
      }
      observer.accept(new MailboxEvent.Opened(options.name(), state.uidValidity(), state.uid()));
      takeOld(open);
      while (!closed) {
        Collection<Long> later = open.search(state.uid() + 1, 0);
        while (!closed && !later.isEmpty()) {
          take(open, later);
          later = open.search(state.uid() + 1, 0);
        }
        write(new MailboxState(state.uidValidity(), state.uid(), nextEvent.getAsLong()));
        failures = 0;
        observer.accept(new MailboxEvent.CaughtUp(options.name(), state.uid()));
        open.awaitNews();
      }
    } finally {
      session = null;
    }
  }

  /** What was there at the opening, a window at a time. */
  private void takeOld(MailboxSession open) throws IOException, InterruptedException {
    long from = state.uid() + 1;
    while (!closed && from < open.uidNext()) {
      long to = Math.min(from + MailboxSession.WINDOW, open.uidNext()) - 1;
      take(open, open.search(from, to));
      from = to + 1;
    }
  }

  private void take(MailboxSession open, Collection<Long> uids)
      throws IOException, InterruptedException {
    List<Long> chunk = new ArrayList<>(CHUNK);
    for (Long uid : uids) {
      chunk.add(uid);
      if (chunk.size() == CHUNK) {
        takeChunk(open, chunk);
        chunk.clear();
      }
    }
    if (!chunk.isEmpty()) {
      takeChunk(open, chunk);
    }
  }

  private void takeChunk(MailboxSession open, List<Long> uids)
      throws IOException, InterruptedException {
    Map<Long, FetchedMessage> messages = open.describe(uids);
    for (Long uid : uids) {
      if (closed) {
        return;
      }
      FetchedMessage message = messages.get(uid);
      if (message != null) {
        take(open, message);
      }
      write(new MailboxState(state.uidValidity(), uid, nextEvent.getAsLong()));
    }
  }

  private void take(MailboxSession open, FetchedMessage message)
      throws IOException, InterruptedException {
    Instant now = clock.instant();
    Instant at = message.date() == null || message.date().isAfter(now) ? now : message.date();
    Transaction.Client client = new Transaction.Client(FRONT_END, null, null, options.name(), null);
    String place = options.name() + "/" + state.uidValidity() + "/" + message.uid();
    Intake.Taken taken;
    if (message.octets() > options.reader().limits().messageOctetsMax()) {
      taken = intake.refuse(client, place, message.octets(), at, IntakeReason.MESSAGE_TOO_LARGE);
    } else {
      try (Incoming incoming = new Incoming(spool.begin(), message.octets())) {
        if (!open.fetch(message, incoming)) {
          return;
        }
        taken =
            incoming.tooLong
                ? intake.refuse(client, place, message.octets(), at, IntakeReason.MESSAGE_TOO_LARGE)
                : intake.take(
                    new Intake.Copy(
                        new Transaction(SmtpSession.UNKNOWN, client, place, incoming.content),
                        options.reader(),
                        options.learns(),
                        at));
      }
    }
    if (taken instanceof Intake.Taken.Later later) {
      throw new ImapException(ImapReason.NOT_STORED, later.why().word() + " " + later.detail());
    }
    failures = 0;
    observer.accept(new MailboxEvent.Taken(options.name(), message.uid()));
  }

  /**
   * A message on its way in; one that is longer than was said is refused. What the spool does not
   * take is passed over: it would be as long the next time.
   */
  private static final class Incoming implements ImapReader.Sink, AutoCloseable {
    private final SpooledContent content;
    private final long octetsMax;
    private boolean tooLong;

    Incoming(SpooledContent content, long octetsMax) {
      this.content = content;
      this.octetsMax = octetsMax;
    }

    @Override
    public boolean begin(long octets) {
      // RFC 9051 §7.5.2: some servers count line ends differently in RFC822.SIZE.
      return octets <= 2 * octetsMax + 1024 && content.size() == 0 && !tooLong;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (tooLong) {
        return;
      }
      SpooledContent.Append appended;
      try {
        appended = content.append(octets, offset, length);
      } catch (IOException e) {
        throw new ImapException(
            ImapReason.NOT_STORED, ImapConnection.shortened(String.valueOf(e.getMessage())));
      }
      switch (appended) {
        case KEPT -> {
          // As it should be.
        }
        case TOO_LONG -> tooLong = true;
        case NO_ROOM -> throw new ImapException(ImapReason.NOT_STORED, "no room for the message");
      }
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  private void write(MailboxState next) throws ImapException {
    Path file = stateFile;
    if (file != null && !next.equals(state)) {
      try {
        next.write(file);
      } catch (IOException e) {
        throw new ImapException(
            ImapReason.STATE, ImapConnection.shortened(String.valueOf(e.getMessage())));
      }
    }
    state = next;
  }

  /** Ends the connection and waits for the message under way. */
  @Override
  public void close() {
    closed = true;
    MailboxSession open = session;
    if (open != null) {
      open.close();
    }
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
