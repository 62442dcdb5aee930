package dev.indicia.gateway.milter;

import dev.indicia.gateway.ConnectionServer;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Edit;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.SmtpReply;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.milter.MilterEvent.Answer;
import dev.indicia.gateway.milter.MilterSession.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads packets, lets the handler decide, writes answers. Runs on a thread of its
 * own; {@link #expireIfLate}, {@link #drain} and {@link #abort} may be called by others.
 */
final class MilterConnection implements ConnectionServer.Connection {
  private static final int FLUSH_OCTETS = 1 << 18;

  /** How long a handler whose time is over has to heed the interrupt. */
  private static final long HEED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SocketChannel channel;
  private final MailHandler handler;
  private final MilterOptions options;
  private final MilterObserver observer;
  private final PacketMemory packetMemory;
  private final MilterSession session;
  private final PacketBuffer in;
  private final PacketWriter out = new PacketWriter();
  private long messages;

  private final Object stateLock = new Object();
  private boolean idle = true;
  private boolean draining;
  private @Nullable Thread thread;

  private Deadline contentDeadline = Deadline.NONE;
  private volatile Deadline deadline = Deadline.NONE;
  private volatile @Nullable MilterReason ending;
  private volatile @Nullable Handling handling;

  private record Deadline(long nanos, @Nullable MilterReason reason) {
    static final Deadline NONE = new Deadline(0, null);

    static Deadline in(long millis, MilterReason reason) {
      return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), reason);
    }

    boolean isForIdleness() {
      return reason == MilterReason.IDLE_TIMEOUT;
    }

    boolean isBefore(Deadline other) {
      return reason != null && nanos - other.nanos < 0;
    }
  }

  MilterConnection(
      SocketChannel channel,
      MailHandler handler,
      Spool spool,
      MilterOptions options,
      MilterObserver observer,
      PacketMemory packetMemory) {
    this.channel = channel;
    this.handler = handler;
    this.options = options;
    this.observer = observer;
    this.packetMemory = packetMemory;
    this.session = new MilterSession(spool, options.limits());
    this.in = new PacketBuffer(options.limits().packetOctetsMax());
  }

  @Override
  public void run() {
    MilterReason reason = MilterReason.BROKEN;
    try {
      synchronized (stateLock) {
        thread = Thread.currentThread();
      }
      reason = converse();
    } catch (IOException | InterruptedException e) {
      MilterReason known = ending;
      reason = known == null ? MilterReason.BROKEN : known;
    } finally {
      deadline = Deadline.NONE;
      closeChannel();
      if (session.hasMessage()) {
        observer.on(new MilterEvent.MessageAborted());
      }
      session.close();
      packetMemory.release(in.capacity() - PacketBuffer.FIRST_OCTETS);
      observer.on(new MilterEvent.ConnectionClosed(reason, messages));
    }
  }

  /** Until the end, and why it was one; null for a good one. */
  private @Nullable MilterReason converse() throws IOException, InterruptedException {
    while (true) {
      while (in.hasPacket()) {
        MilterCommand command =
            CommandCodec.decode(in.code(), in.array(), in.dataOffset(), in.dataLength());
        boolean hadMessage = session.hasMessage();
        Step step = session.on(command);
        in.next();
        if (hadMessage && (!session.hasMessage() || command instanceof MilterCommand.MailFrom)) {
          observer.on(new MilterEvent.MessageAborted());
        }
        switch (step) {
          case Step.Silent s -> {}
          case Step.Reply s -> send(s.response());
          case Step.Deliver s -> decide(() -> handler.handle(s.transaction()), null);
          case Step.Fail s -> fail(s.reason(), s.header());
          case Step.End s -> {
            return null;
          }
          case Step.Close s -> {
            flush();
            return s.reason();
          }
        }
      }
      flush();
      MilterReason fault = in.fault();
      if (fault != null) {
        return fault;
      }
      if (in.growth() > 0 && !packetMemory.reserve(in.growth())) {
        return MilterReason.NO_PACKET_MEMORY;
      }
      if (!read()) {
        MilterReason known = ending;
        boolean cutOff = !in.isEmpty() || session.hasMessage();
        return known != null ? known : cutOff ? MilterReason.CUT_OFF : null;
      }
    }
  }

  /** Reads what is there; false at the end, or when we are going down and nothing is under way. */
  private boolean read() throws IOException {
    synchronized (stateLock) {
      idle = in.isEmpty() && !session.hasMessage();
      if (idle && draining) {
        ending = MilterReason.SHUTDOWN;
        return false;
      }
    }
    deadline = readDeadline();
    int count = channel.read(in.room());
    if (count > 0) {
      in.filled(count);
      if (in.hasPacket()) {
        deadline = Deadline.NONE;
      }
      synchronized (stateLock) {
        idle = false;
      }
    }
    return count >= 0;
  }

  private Deadline readDeadline() {
    MilterLimits limits = options.limits();
    if (!session.inContent()) {
      contentDeadline = Deadline.NONE;
    } else if (contentDeadline.reason() == null) {
      contentDeadline = Deadline.in(limits.contentMillisMax(), MilterReason.CONTENT_TIMEOUT);
    }
    if (in.isEmpty() && !session.inContent()) {
      return Deadline.in(limits.idleMillisMax(), MilterReason.IDLE_TIMEOUT);
    }
    boolean runs = !in.isEmpty() && deadline.reason() != null && !deadline.isForIdleness();
    Deadline packet =
        runs ? deadline : Deadline.in(limits.packetMillisMax(), MilterReason.PACKET_TIMEOUT);
    return contentDeadline.isBefore(packet) ? contentDeadline : packet;
  }

  private void send(MilterResponse response) throws IOException {
    ResponseCodec.encode(response, out);
    if (out.size() > FLUSH_OCTETS) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (out.size() == 0) {
      return;
    }
    Deadline before = deadline;
    deadline = Deadline.in(options.limits().packetMillisMax(), MilterReason.PACKET_TIMEOUT);
    ByteBuffer octets = out.view();
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
    out.clear();
    deadline = before;
  }

  // ---- a message -----------------------------------------------------------------------------

  /** What was not kept goes on only when what was forged in its header can be removed. */
  private void fail(MilterReason reason, @Nullable Transaction header)
      throws IOException, InterruptedException {
    Optional<SmtpReply> reply = options.reply(reason);
    if (reply.isEmpty() && header != null) {
      decide(() -> handler.handleHeader(header, reason.code()), reason);
    } else {
      refuse(reply.orElse(MilterOptions.unknownHeader(reason)), reason, System.nanoTime());
    }
  }

  /** What a handler is asked. */
  @FunctionalInterface
  private interface Call {
    Disposition decide() throws InterruptedException;
  }

  private void decide(Call call, @Nullable MilterReason reason)
      throws IOException, InterruptedException {
    Handling now = new Handling();
    handling = now;
    Disposition disposition = null;
    boolean late = false;
    try {
      disposition = Objects.requireNonNull(call.decide(), "no decision");
    } catch (InterruptedException e) {
      if (!now.isLate()) {
        throw e;
      }
    } catch (RuntimeException | Error e) {
      observer.on(new MilterEvent.HandlerFailed(e));
    } finally {
      handling = null;
      late = now.endsLate();
    }
    if (late) {
      answerFailure(MilterReason.HANDLER_TIMEOUT, now.from);
    } else if (disposition == null) {
      answerFailure(MilterReason.HANDLER_FAILED, now.from);
    } else {
      answer(disposition, reason, now.from);
    }
  }

  /**
   * The handler at work, on this connection's own thread: to hand the message to another one would
   * cost more than what most handlers do. Others look after it from outside.
   */
  private final class Handling {
    private final Thread thread = Thread.currentThread();
    private final long from = System.nanoTime();

    /** Held by who writes to the mail system meanwhile. */
    private final ReentrantLock lock = new ReentrantLock();

    private long told = from;
    private volatile boolean late;
    private boolean leaving;
    private boolean over;
    private boolean left;

    boolean isLate() {
      return late;
    }

    /**
     * Ends it; whether it took too long. The interrupt that said so is gone then.
     *
     * @throws IOException when it took so long that another thread answered and ended the
     *     connection
     */
    boolean endsLate() throws IOException {
      lock.lock();
      try {
        over = true;
        if (left) {
          throw new IOException("answered by another thread");
        }
        if (late) {
          Thread.interrupted();
        }
        return late;
      } finally {
        lock.unlock();
      }
    }

    /** Never waits: what has to be written is written by a thread of its own. */
    void lookAfter(long now) {
      if (!lock.tryLock()) {
        return;
      }
      try {
        long took = now - from;
        long budget = TimeUnit.MILLISECONDS.toNanos(options.limits().handlerMillisMax());
        if (over || leaving) {
          return;
        }
        if (took >= budget + HEED_NANOS) {
          leaving = true;
          start("milter-answer", this::leave);
        } else if (took >= budget && !late) {
          late = true;
          thread.interrupt();
        } else if (!late && now - told >= TimeUnit.MILLISECONDS.toNanos(options.progressMillis())) {
          told = now;
          start("milter-progress", this::progress);
        }
      } finally {
        lock.unlock();
      }
    }

    /** Of the system's own, as handlers may have all others busy. */
    private static void start(String name, Runnable task) {
      Thread.ofPlatform().daemon().name(name).start(task);
    }

    /** Says that we are at work. */
    private void progress() {
      lock.lock();
      try {
        if (!over) {
          send(new MilterResponse.Progress());
          flush();
        }
      } catch (IOException e) {
        closeChannel();
      } finally {
        lock.unlock();
      }
    }

    /** Answers in the place of a handler that does not heed the interrupt, and ends. */
    private void leave() {
      lock.lock();
      try {
        if (!over) {
          over = true;
          left = true;
          ending = MilterReason.HANDLER_TIMEOUT;
          answerFailure(MilterReason.HANDLER_TIMEOUT, from);
        }
      } catch (IOException e) {
        // The mail system has gone.
      } finally {
        if (left) {
          closeChannel();
        }
        lock.unlock();
      }
    }
  }

  private void answer(Disposition disposition, @Nullable MilterReason reason, long from)
      throws IOException {
    switch (disposition) {
      case Disposition.Accept d -> edit(d.edits(), null, reason, from);
      case Disposition.Quarantine d -> edit(d.edits(), d.reason(), reason, from);
      case Disposition.Reject d -> refuse(d.reply(), reason, from);
      case Disposition.TempFail d -> refuse(d.reply(), reason, from);
    }
  }

  private void edit(
      List<Edit> edits, @Nullable String quarantine, @Nullable MilterReason reason, long from)
      throws IOException {
    MilterNegotiation agreed = session.agreed();
    EditPlan plan = EditPlan.of(edits, session.fields(), agreed);
    List<MilterResponse> responses = new ArrayList<>(plan.requests());
    boolean held = quarantine != null && agreed.allows(MilterAction.QUARANTINE);
    if (quarantine != null && held) {
      // Sendmail takes an empty reason for none.
      responses.add(
          new MilterResponse.Quarantine(quarantine.isBlank() ? "quarantined" : quarantine));
    }
    responses.add(new MilterResponse.Continue());
    finish(responses, held ? Answer.QUARANTINED : Answer.ACCEPTED, reason, from, plan.dropped());
  }

  private void refuse(SmtpReply reply, @Nullable MilterReason reason, long from)
      throws IOException {
    finish(
        List.of(new MilterResponse.ReplyCode(reply.line())),
        reply.code() / 100 == 4 ? Answer.TEMPFAILED : Answer.REJECTED,
        reason,
        from,
        0);
  }

  private void answerFailure(MilterReason reason, long from) throws IOException {
    Optional<SmtpReply> reply = options.reply(reason);
    if (reply.isPresent()) {
      refuse(reply.get(), reason, from);
    } else {
      finish(List.of(new MilterResponse.Continue()), Answer.ACCEPTED, reason, from, 0);
    }
  }

  private void finish(
      List<MilterResponse> responses,
      Answer answer,
      @Nullable MilterReason reason,
      long from,
      int dropped)
      throws IOException {
    for (MilterResponse response : responses) {
      send(response);
    }
    flush();
    messages++;
    MilterEvent done =
        new MilterEvent.MessageDone(
            answer,
            reason,
            session.octets(),
            TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from),
            dropped,
            session.queueId());
    session.finish();
    observer.on(done);
  }

  // ---- from outside --------------------------------------------------------------------------

  /** Breaks the connection off when its time is over, and looks after its handler. */
  @Override
  public void expireIfLate(long now) {
    Deadline known = deadline;
    if (known.reason() != null && now - known.nanos() > 0) {
      ending = known.reason();
      closeChannel();
    }
    Handling message = handling;
    if (message != null) {
      message.lookAfter(now);
    }
  }

  /** The message under way is the last one; without one, the connection ends now. */
  @Override
  public void drain() {
    synchronized (stateLock) {
      draining = true;
      if (idle) {
        ending = MilterReason.SHUTDOWN;
        closeChannel();
      }
    }
  }

  /** The connection ends now, whatever is under way. */
  @Override
  public void abort() {
    ending = MilterReason.SHUTDOWN;
    closeChannel();
    synchronized (stateLock) {
      Thread known = thread;
      if (known != null) {
        known.interrupt();
      }
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
