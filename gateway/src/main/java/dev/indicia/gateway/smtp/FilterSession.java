package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpAddress;
import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.Transaction;
import dev.indicia.gateway.esmtp.Announcement;
import dev.indicia.gateway.esmtp.ClientAttributes;
import dev.indicia.gateway.esmtp.CommandParser;
import dev.indicia.gateway.esmtp.OctetReader;
import dev.indicia.gateway.esmtp.Offer;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SessionMachine;
import dev.indicia.gateway.esmtp.SessionState;
import dev.indicia.gateway.esmtp.SessionStep;
import dev.indicia.gateway.esmtp.SessionStep.Action;
import dev.indicia.gateway.esmtp.SmtpCommand;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import dev.indicia.message.SmtpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection from the greeting to its end: reads commands, asks the {@link
 * SessionMachine} what they lead to, and does it. Runs once, on one thread.
 */
final class FilterSession implements Runnable {
  /** What all sessions share. */
  record Shared(
      SmtpOptions options,
      Way way,
      Judging judging,
      SmtpObserver observer,
      ClientGate gate,
      Spool spool,
      Supplier<@Nullable Offer> offer) {}

  /**
   * Where messages go on.
   *
   * @param frontEnd how handlers know it
   * @param oneRecipient whether a transaction takes one recipient alone
   * @param opener of one for each client
   */
  record Way(String frontEnd, boolean oneRecipient, Opener opener) {
    /** Makes a client's link. */
    @FunctionalInterface
    interface Opener {
      /** A link, given the client's wires and who hears why it had to be opened again. */
      Onward open(Wires wires, Consumer<SmtpRefusal> reopened);
    }
  }

  /**
   * Who is at the other end.
   *
   * @param address null for a Unix socket
   * @param trusted whether XCLIENT and XFORWARD are believed
   * @param listener the name of the listener
   */
  record Peer(@Nullable IpAddress address, int port, boolean trusted, String listener) {
    @Override
    public String toString() {
      return address == null ? "unix" : "[" + address + "]:" + port;
    }
  }

  /** Octets of replies that wait for the end of a group of commands. */
  private static final int OUTPUT_MAX = 4096;

  private final long number;
  private final Shared shared;
  private final Peer peer;
  private final Wire wire;
  private final SmtpLimits limits;
  private final SmtpTimeLimits times;
  private final CommandParser parser;
  private final OctetReader in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Onward link;
  private final long sessionBy;
  private long readBy;
  private long messageBy;
  private SmtpRefusal tooLate = SmtpRefusal.COMMAND_TIMEOUT;
  private SessionMachine machine;
  private SessionState state = SessionState.GREETED;
  private @Nullable String tls;
  private @Nullable Incoming chunks;
  private boolean closing;

  /**
   * A session that has not begun.
   *
   * @param wire the client's own
   * @param wires where those of the next hop are added
   */
  FilterSession(long number, Shared shared, Peer peer, Wire wire, Wires wires) {
    this.number = number;
    this.shared = shared;
    this.peer = peer;
    this.wire = wire;
    this.limits = shared.options().limits();
    this.times = shared.options().times();
    this.parser = new CommandParser(limits.pathOctetsMax());
    this.in = new OctetReader(this::read);
    this.link =
        shared
            .way()
            .opener()
            .open(wires, cause -> shared.observer().observe(new SmtpEvent.Reopened(number, cause)));
    this.sessionBy = after(times.sessionMillis());
    this.machine = machine();
  }

  private SessionMachine machine() {
    Offer hopOffer = shared.offer().get();
    Announcement offer =
        new Announcement(
            shared.options().hostname(),
            shared.spool().limits().messageOctetsMax(),
            hopOffer == null || hopOffer.has("8BITMIME"),
            hopOffer == null || hopOffer.has("SMTPUTF8"),
            hopOffer == null || hopOffer.has("DSN"),
            shared.options().tls() != null && wire.canSecure(),
            peer.trusted());
    return new SessionMachine(
        offer,
        shared.options().tlsRequired() && wire.canSecure(),
        shared.way().oneRecipient() ? 1 : limits.recipientsMax(),
        limits.errorsMax(),
        limits.commandsMax(),
        limits.messagesMax());
  }

  @Override
  public void run() {
    shared.observer().observe(new SmtpEvent.Connected(number, peer.toString()));
    try {
      greet();
      while (!closing) {
        next();
      }
      flush();
      wire.closeGently(after(Math.min(1000, times.commandMillis())));
    } catch (Wire.StoppedException e) {
      lastWords(SmtpRefusal.SHUTTING_DOWN, "idle");
    } catch (SocketTimeoutException e) {
      lastWords(System.nanoTime() - sessionBy >= 0 ? SmtpRefusal.SESSION_TIMEOUT : tooLate, "");
    } catch (IOException e) {
      // The client is gone: there is nobody to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      shared.observer().observe(new SmtpEvent.Broken(number, e));
    } finally {
      dropChunks();
      link.close();
      wire.close();
      shared.observer().observe(new SmtpEvent.Closed(number, state.messages()));
    }
  }

  private void greet() {
    say(Reply.of(220, shared.options().hostname() + " ESMTP Indicia"));
  }

  /** One command. */
  private void next() throws IOException, InterruptedException {
    wire.idle(state.mail() == null);
    tooLate = SmtpRefusal.COMMAND_TIMEOUT;
    readBy = Math.min(after(times.commandMillis()), sessionBy);
    OctetReader.Line line = in.line(limits.commandOctetsMax());
    wire.idle(false);
    SmtpCommand command =
        switch (line) {
          case OctetReader.Line.Text text -> parser.parse(text.octets());
          case OctetReader.Line.Bad bad -> new SmtpCommand.Unusable(bad.refusal());
          case OctetReader.Line.End end -> null;
        };
    if (command == null) {
      closing = true;
      return;
    }
    SessionStep step = machine.step(state, command);
    state = step.state();
    perform(step.action());
    if (out.size() > OUTPUT_MAX) {
      flush();
    }
  }

  private void perform(Action action) throws IOException, InterruptedException {
    switch (action) {
      case Action.Answer answer -> say(answer.reply());
      case Action.Refuse refuse -> refuse(refuse.refusal(), "");
      case Action.Begin begin -> begin(begin.mail());
      case Action.Add add -> add(add.rcpt());
      case Action.Receive receive -> receive();
      case Action.ReceiveChunk chunk -> {
        SmtpRefusal refusal = chunk.refusal();
        if (refusal == null) {
          receive(chunk.chunk());
        } else {
          skip(chunk.chunk(), refusal);
        }
      }
      case Action.Abandon abandon -> {
        dropChunks();
        link.abandon();
        say(abandon.reply());
      }
      case Action.Secure secure -> secure(secure.reply());
      case Action.Regreet regreet -> greet();
      case Action.Close close -> {
        say(close.reply());
        closing = true;
      }
    }
  }

  // ---- the envelope

  private ClientFacts facts() {
    return ClientFacts.of(state, peer.address(), peer.port(), tls);
  }

  private void begin(SmtpCommand.Mail mail) throws IOException {
    ClientFacts facts = facts();
    IpAddress client = facts.address().orElse(null);
    if (client != null && !shared.gate().mayBegin(client, System.nanoTime())) {
      refuse(SmtpRefusal.TOO_FAST, client.toString());
      return;
    }
    try {
      Reply reply = link.begin(mail, facts);
      if (reply.isPositive()) {
        state = state.begun(mail);
      }
      relay(reply, "1.0");
    } catch (HopFailureException e) {
      refuse(e.refusal(), e.getMessage());
    }
  }

  private void add(SmtpCommand.Rcpt rcpt) throws IOException {
    try {
      Reply reply = link.add(rcpt);
      if (reply.isPositive()) {
        state = state.added();
      }
      relay(reply, "1.5");
    } catch (HopFailureException e) {
      refuse(e.refusal(), e.getMessage());
    }
  }

  /** The next hop's reply as ours; a refusal for good counts as an error of the client. */
  private void relay(Reply reply, String subject) {
    say(reply.relayed(subject));
    if (reply.code() >= 500) {
      countError();
    }
  }

  private void countError() {
    state = state.refused();
    if (state.errors() >= limits.errorsMax()) {
      refuse(SmtpRefusal.TOO_MANY_ERRORS, "");
    }
  }

  // ---- TLS

  private void secure(Reply reply) throws IOException {
    // RFC 3207 §4.2: what stands behind the command in clear text is not the client's for sure.
    if (in.buffered() > 0) {
      in.discard();
      refuse(SmtpRefusal.TLS_INJECTION, "");
      return;
    }
    say(reply);
    flush();
    tooLate = SmtpRefusal.COMMAND_TIMEOUT;
    tls =
        wire.secure(
            java.util.Objects.requireNonNull(shared.options().tls()),
            true,
            null,
            after(times.tlsMillis()));
    dropChunks();
    link.abandon();
    state = state.secured();
    machine = machine();
  }

  // ---- the message

  private void receive() throws IOException, InterruptedException {
    say(Reply.of(354, "End data with <CR><LF>.<CR><LF>"));
    try (Incoming incoming = Incoming.data(shared.options(), shared.spool())) {
      beginMessage();
      while (!incoming.decoder().ended()) {
        awaitData();
        int count = in.decode(incoming.decoder(), Long.MAX_VALUE);
        if (count < 0) {
          closing = true;
          return;
        }
        if (!incoming.count(count)) {
          answer(incoming, SmtpEvent.Outcome.FAILED, SmtpRefusal.MESSAGE_TOO_LARGE, "endless");
          closing = true;
          return;
        }
      }
      conclude(incoming);
    }
  }

  private void receive(SmtpCommand.Bdat chunk) throws IOException, InterruptedException {
    Incoming begun = chunks;
    if (begun == null) {
      begun = Incoming.chunks(shared.options(), shared.spool());
      chunks = begun;
      beginMessage();
    }
    Incoming incoming = begun;
    if (!take(chunk.size(), left -> in.decode(incoming.decoder(), left), incoming)) {
      return;
    }
    if (chunk.last()) {
      incoming.decoder().finish();
    }
    if (!chunk.last() && incoming.refusal() == null) {
      state = state.chunked();
      say(Reply.of(250, "2.0.0 " + chunk.size() + " octets received"));
      return;
    }
    chunks = null;
    try (incoming) {
      conclude(incoming);
    }
  }

  /** A chunk that is not wanted is read all the same (RFC 3030 §2), up to a bound. */
  private void skip(SmtpCommand.Bdat chunk, SmtpRefusal refusal) throws IOException {
    beginMessage();
    if (chunk.size() > 2 * shared.spool().limits().messageOctetsMax()) {
      refuse(SmtpRefusal.MESSAGE_TOO_LARGE, "chunk of " + chunk.size());
      closing = true;
    } else if (take(chunk.size(), in::skip, null)) {
      boolean last = state.errors() >= limits.errorsMax();
      refuse(last ? SmtpRefusal.TOO_MANY_ERRORS : refusal, "BDAT");
    }
  }

  @FunctionalInterface
  private interface Taker {
    int take(long max) throws IOException;
  }

  /** Whether that many octets came, and were not too many. */
  private boolean take(long octets, Taker taker, @Nullable Incoming counter) throws IOException {
    long left = octets;
    while (left > 0) {
      awaitData();
      int count = taker.take(left);
      if (count < 0) {
        closing = true;
        return false;
      }
      left -= count;
      if (counter != null && !counter.count(count)) {
        refuse(SmtpRefusal.MESSAGE_TOO_LARGE, "endless");
        closing = true;
        return false;
      }
    }
    return true;
  }

  private void beginMessage() {
    messageBy = Math.min(after(times.messageMillis()), sessionBy);
  }

  private void awaitData() {
    tooLate = SmtpRefusal.DATA_TIMEOUT;
    readBy = Math.min(after(times.dataMillis()), messageBy);
  }

  /** The message is here, or cannot be. */
  private void conclude(Incoming incoming) throws IOException, InterruptedException {
    SmtpRefusal refusal = incoming.refusal();
    if (refusal != null) {
      answer(incoming, SmtpEvent.Outcome.FAILED, refusal, incoming.cause());
      if (refusal.reply().code() >= 500) {
        countError();
      }
      return;
    }
    incoming.received();
    Disposition disposition;
    try {
      disposition = shared.judging().judge(transaction(incoming));
    } catch (TimeoutException e) {
      answer(incoming, SmtpEvent.Outcome.FAILED, SmtpRefusal.JUDGE_TIMEOUT, "");
      return;
    } catch (ExecutionException e) {
      shared.observer().observe(new SmtpEvent.Broken(number, e));
      answer(incoming, SmtpEvent.Outcome.FAILED, SmtpRefusal.JUDGE_FAILED, "");
      return;
    }
    incoming.judged();
    switch (disposition) {
      case Disposition.Reject reject ->
          answer(incoming, SmtpEvent.Outcome.REJECTED, Reply.of(reject.reply()));
      case Disposition.TempFail fail ->
          answer(incoming, SmtpEvent.Outcome.REJECTED, Reply.of(fail.reply()));
      case Disposition.Accept accept -> deliver(incoming, accept.edits());
      // SMTP has no way to ask the next hop to hold a message.
      case Disposition.Quarantine quarantine -> deliver(incoming, quarantine.edits());
    }
  }

  private Transaction transaction(Incoming incoming) {
    ClientFacts facts = facts();
    SmtpCommand.Mail mail = state.mail();
    SmtpSession session =
        new SmtpSession(
            facts.address().orElse(null),
            facts.get(ClientAttributes.Name.HELO).orElse(null),
            mail == null ? null : mail.sender(),
            link.recipients());
    Transaction.Client client =
        new Transaction.Client(
            shared.way().frontEnd(),
            facts.get(ClientAttributes.Name.NAME).orElse(null),
            facts.get(ClientAttributes.Name.LOGIN).orElse(null),
            peer.listener(),
            facts.tls());
    return new Transaction(session, client, queueId(), incoming.content());
  }

  private @Nullable String queueId() {
    return facts().get(ClientAttributes.Name.IDENT).orElse(null);
  }

  private void deliver(Incoming incoming, List<dev.indicia.gateway.Edit> edits) throws IOException {
    EditedContent content;
    try {
      content = EditedContent.of(incoming.content(), edits);
    } catch (EditedContent.InvalidEditException e) {
      shared.observer().observe(new SmtpEvent.Broken(number, e));
      answer(incoming, SmtpEvent.Outcome.FAILED, SmtpRefusal.EDIT_INVALID, "");
      return;
    } catch (IOException e) {
      answer(incoming, SmtpEvent.Outcome.FAILED, SmtpRefusal.NO_SPACE, e.toString());
      return;
    }
    // Who left cannot hear that the message was taken, and will send it again.
    flush();
    if (in.ended(wire::readNow)) {
      answer(incoming, SmtpEvent.Outcome.FAILED, SmtpRefusal.CLIENT_GONE, "");
      closing = true;
      return;
    }
    try {
      Reply reply = link.deliver(content, incoming.decoder().eightBit());
      SmtpEvent.Outcome outcome =
          reply.isPositive() ? SmtpEvent.Outcome.DELIVERED : SmtpEvent.Outcome.REFUSED_BY_HOP;
      answer(incoming, outcome, reply.relayed("0.0"));
    } catch (HopFailureException e) {
      answer(incoming, SmtpEvent.Outcome.FAILED, e.refusal(), String.valueOf(e.getMessage()));
    }
  }

  private void answer(
      Incoming incoming, SmtpEvent.Outcome outcome, SmtpRefusal refusal, String detail) {
    shared.observer().observe(new SmtpEvent.Refused(number, refusal, detail));
    answer(incoming, outcome, Reply.of(refusal));
  }

  /** Ends the transaction with the reply. */
  private void answer(Incoming incoming, SmtpEvent.Outcome outcome, Reply reply) {
    int recipients = state.recipients();
    String queueId = queueId();
    link.abandon();
    state = state.answered();
    say(reply);
    shared.observer().observe(incoming.event(number, outcome, reply, queueId, recipients));
  }

  private void dropChunks() {
    Incoming incoming = chunks;
    chunks = null;
    if (incoming != null) {
      incoming.close();
    }
  }

  // ---- the wire

  private int read(byte[] buffer, int offset, int length) throws IOException {
    flush();
    return wire.read(buffer, offset, length, readBy);
  }

  private void refuse(SmtpRefusal refusal, @Nullable String detail) {
    shared.observer().observe(new SmtpEvent.Refused(number, refusal, detail == null ? "" : detail));
    say(Reply.of(refusal));
    closing |= refusal.closes();
  }

  /** Replies are sent together when there is nothing more to read (RFC 2920 §3.2). */
  private void say(Reply reply) {
    out.writeBytes(reply.octets());
  }

  private void flush() throws IOException {
    if (out.size() > 0) {
      byte[] octets = out.toByteArray();
      out.reset();
      wire.write(octets, 0, octets.length, after(times.writeMillis()));
    }
  }

  private void lastWords(SmtpRefusal refusal, String detail) {
    refuse(refusal, detail);
    try {
      flush();
    } catch (IOException e) {
      // Nobody listens.
    }
  }

  private static long after(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
