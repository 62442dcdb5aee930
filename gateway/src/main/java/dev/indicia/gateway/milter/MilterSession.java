package dev.indicia.gateway.milter;

import dev.indicia.dns.IpAddress;
import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpooledContent;
import dev.indicia.gateway.Transaction;
import dev.indicia.message.SmtpSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one milter connection: what has been said, and the message as far as it has come.
 * Knows no sockets and no time. For one thread.
 */
final class MilterSession implements AutoCloseable {
  /** What is to be done after a command. */
  sealed interface Step {
    /** Nothing. */
    record Silent() implements Step {}

    /** Send that. */
    record Reply(MilterResponse response) implements Step {}

    /** The message is whole: decide on it, answer, and call {@link MilterSession#finish}. */
    record Deliver(Transaction transaction) implements Step {}

    /**
     * The message has come to its end but was not kept: answer as for a failure, and finish.
     *
     * @param header its header section alone; null when that was not kept either
     */
    record Fail(MilterReason reason, @Nullable Transaction header) implements Step {}

    /** The mail system has said goodbye. */
    record End() implements Step {}

    /** Close the connection: the mail system does not keep to the protocol. */
    record Close(MilterReason reason) implements Step {}
  }

  private static final Step SILENT = new Step.Silent();
  private static final Step CONTINUE = new Step.Reply(new MilterResponse.Continue());
  private static final Step SKIP = new Step.Reply(new MilterResponse.Skip());
  private static final MilterResponse TOO_MANY_RECIPIENTS =
      new MilterResponse.ReplyCode("452 4.5.3 Too many recipients");
  private static final int NAME_OCTETS_MAX = 100;
  private static final byte[] CRLF = {'\r', '\n'};

  private final Spool spool;
  private final MilterLimits limits;
  private final Map<MacroStage, Map<String, String>> macros = new EnumMap<>(MacroStage.class);
  private @Nullable MilterNegotiation agreed;
  private MilterCommand.@Nullable Connect client;
  private @Nullable String helo;
  private @Nullable MilterReason clientFault;

  // The message; none while content is null.
  private @Nullable SpooledContent content;
  private @Nullable String mailFrom;
  private final List<String> recipients = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private boolean inContent;
  private boolean inBody;
  private @Nullable MilterReason fault;
  private boolean headerLost;
  private long headerOctets;
  private final PacketWriter scratch = new PacketWriter();

  MilterSession(Spool spool, MilterLimits limits) {
    this.spool = spool;
    this.limits = limits;
  }

  /** Whether a message has begun and not been answered. */
  boolean hasMessage() {
    return content != null;
  }

  /** Whether a message's header or body is coming, which the mail system has at hand. */
  boolean inContent() {
    return inContent;
  }

  /** What was agreed on; there is a message only after that. */
  MilterNegotiation agreed() {
    MilterNegotiation known = agreed;
    if (known == null) {
      throw new AssertionError("nothing was negotiated");
    }
    return known;
  }

  /** The names of the message's header fields, lower-case, from the top. */
  List<String> fields() {
    return fields;
  }

  long octets() {
    SpooledContent known = content;
    return known == null ? 0 : known.size();
  }

  @Nullable String queueId() {
    return macro("i");
  }

  Step on(MilterCommand command) {
    MilterNegotiation known = agreed;
    if (command instanceof MilterCommand.Malformed malformed) {
      return new Step.Close(malformed.reason());
    }
    if (command instanceof MilterCommand.Quit) {
      return new Step.End();
    }
    if (command instanceof MilterCommand.OptNeg offer) {
      return negotiate(offer);
    }
    if (known == null) {
      return new Step.Close(MilterReason.NOT_NEGOTIATED);
    }
    return switch (command) {
      case MilterCommand.Macro c -> onMacro(c);
      case MilterCommand.Connect c -> onConnect(c, known);
      case MilterCommand.Helo c -> onHelo(c, known);
      case MilterCommand.MailFrom c -> onMailFrom(c, known);
      case MilterCommand.RcptTo c -> onRcptTo(c, known);
      case MilterCommand.Data c -> inMessage(known.has(MilterStep.NO_REPLY_DATA));
      case MilterCommand.Header c -> onHeader(c, known);
      case MilterCommand.EndOfHeaders c -> inMessage(known.has(MilterStep.NO_REPLY_END_OF_HEADERS));
      case MilterCommand.BodyChunk c -> onBody(c, known);
      case MilterCommand.EndOfMessage c -> onEnd(c);
      case MilterCommand.Abort c -> {
        finish();
        yield SILENT;
      }
      case MilterCommand.QuitNewConnection c -> {
        forgetClient();
        yield SILENT;
      }
      case MilterCommand.Unknown c -> reply(known.has(MilterStep.NO_REPLY_UNKNOWN));
      case MilterCommand.OptNeg c -> throw new AssertionError("handled above");
      case MilterCommand.Quit c -> throw new AssertionError("handled above");
      case MilterCommand.Malformed c -> throw new AssertionError("handled above");
    };
  }

  private Step negotiate(MilterCommand.OptNeg offer) {
    if (agreed != null) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    if (offer.version() < MilterNegotiation.VERSION_MIN) {
      return new Step.Close(MilterReason.VERSION);
    }
    MilterNegotiation negotiation = MilterNegotiation.of(offer);
    agreed = negotiation;
    return new Step.Reply(negotiation.response());
  }

  private static Step reply(boolean unasked) {
    return unasked ? SILENT : CONTINUE;
  }

  private Step inMessage(boolean unasked) {
    return hasMessage() ? reply(unasked) : new Step.Close(MilterReason.COMMAND_ORDER);
  }

  /** A later packet for a step replaces an earlier one. */
  private Step onMacro(MilterCommand.Macro command) {
    MacroStage stage = MacroStage.ofCommand(command.command());
    Map<String, String> kept = new HashMap<>();
    command
        .values()
        .forEach((name, value) -> {
          if (MilterNegotiation.MACROS_KEPT.contains(name) && !value.isEmpty()) {
            if (value.length() > limits.textOctetsMax()) {
              clientFault = MilterReason.TEXT_TOO_LONG;
            } else {
              kept.put(name, value);
            }
          }
        });
    macros.put(stage, kept);
    return SILENT;
  }

  /** The value that was said last; null when none was. */
  private @Nullable String macro(String name) {
    String found = null;
    for (Map<String, String> values : macros.values()) {
      String value = values.get(name);
      found = value == null ? found : value;
    }
    return found;
  }

  private Step onConnect(MilterCommand.Connect command, MilterNegotiation known) {
    if (client != null) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    client = command;
    if (isTooLong(command.host()) || isTooLong(command.address())) {
      clientFault = MilterReason.TEXT_TOO_LONG;
    }
    return reply(known.has(MilterStep.NO_REPLY_CONNECT));
  }

  /** HELO ends a message that has begun (RFC 5321 §4.1.4). */
  private Step onHelo(MilterCommand.Helo command, MilterNegotiation known) {
    if (client == null) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    finish();
    helo = command.name();
    if (isTooLong(command.name())) {
      helo = null;
      clientFault = MilterReason.TEXT_TOO_LONG;
    }
    return reply(known.has(MilterStep.NO_REPLY_HELO));
  }

  /** A message that has begun is given up, as libmilter does without an ABORT. */
  private Step onMailFrom(MilterCommand.MailFrom command, MilterNegotiation known) {
    if (client == null) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    forgetMessage();
    macros.keySet().removeIf(stage -> stage.compareTo(MacroStage.MAIL) > 0);
    content = spool.begin();
    fault = clientFault;
    if (isTooLong(command.path())) {
      fail(MilterReason.TEXT_TOO_LONG);
    } else {
      mailFrom = path(command.path());
    }
    return reply(known.has(MilterStep.NO_REPLY_MAIL));
  }

  private Step onRcptTo(MilterCommand.RcptTo command, MilterNegotiation known) {
    if (!hasMessage() || inContent) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    boolean unasked = known.has(MilterStep.NO_REPLY_RCPT);
    if (recipients.size() >= limits.recipientsMax()) {
      if (!unasked) {
        return new Step.Reply(TOO_MANY_RECIPIENTS);
      }
      fail(MilterReason.TOO_MANY_RECIPIENTS);
      return SILENT;
    }
    if (isTooLong(command.path())) {
      fail(MilterReason.TEXT_TOO_LONG);
    } else {
      recipients.add(path(command.path()));
    }
    return reply(unasked);
  }

  private boolean isTooLong(String text) {
    return text.length() > limits.textOctetsMax();
  }

  private Step onHeader(MilterCommand.Header command, MilterNegotiation known) {
    if (!hasMessage() || inBody) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    inContent = true;
    if (!headerLost && fields.size() >= limits.fieldsMax()) {
      loseHeader(MilterReason.TOO_MANY_FIELDS);
    }
    if (!headerLost) {
      fields.add(knownName(command.name()));
      FieldOctets.write(
          command.name(), command.value(), known.has(MilterStep.LEADING_SPACE), scratch);
      append(scratch.view().array(), 0, scratch.size());
      scratch.clear();
    }
    return reply(known.has(MilterStep.NO_REPLY_HEADER));
  }

  /** No edit is for a field with a name that long, so it need not be kept. */
  private static String knownName(String name) {
    return name.length() > NAME_OCTETS_MAX ? "" : name.toLowerCase(Locale.ROOT);
  }

  private Step onBody(MilterCommand.BodyChunk chunk, MilterNegotiation known) {
    if (!hasMessage()) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    beginBody();
    append(chunk.array(), chunk.offset(), chunk.length());
    if (known.has(MilterStep.NO_REPLY_BODY)) {
      return SILENT;
    }
    return fault != null && known.has(MilterStep.SKIP) ? SKIP : CONTINUE;
  }

  private Step onEnd(MilterCommand.EndOfMessage command) {
    if (!hasMessage()) {
      return new Step.Close(MilterReason.COMMAND_ORDER);
    }
    beginBody();
    append(command.last().array(), command.last().offset(), command.last().length());
    MilterReason failed = fault;
    if (failed == null) {
      return new Step.Deliver(transaction());
    }
    return new Step.Fail(failed, headerLost ? null : transaction());
  }

  private void beginBody() {
    inContent = true;
    if (!inBody) {
      inBody = true;
      headerOctets = octets();
      append(CRLF, 0, CRLF.length);
    }
  }

  private void append(byte[] octets, int offset, int length) {
    SpooledContent known = content;
    if (known == null || headerLost || inBody && fault != null || length == 0) {
      return;
    }
    try {
      switch (known.append(octets, offset, length)) {
        case KEPT -> {}
        case TOO_LONG -> doesNotFit(MilterReason.MESSAGE_TOO_LONG);
        case NO_ROOM -> doesNotFit(MilterReason.SPOOL_FULL);
      }
    } catch (IOException e) {
      loseHeader(MilterReason.SPOOL_FAILED);
    }
  }

  /** Of the message no more is kept than its header section. */
  private void fail(MilterReason reason) {
    fault = fault == null ? reason : fault;
  }

  /** The room of the body goes to others. */
  private void doesNotFit(MilterReason reason) throws IOException {
    SpooledContent known = content;
    if (known == null || !inBody) {
      loseHeader(reason);
      return;
    }
    fail(reason);
    known.cutTo(headerOctets);
  }

  /** Nothing of the message is kept: what stands in its header nobody can say. */
  private void loseHeader(MilterReason reason) {
    fail(reason);
    headerLost = true;
    closeContent();
  }

  private Transaction transaction() {
    MilterCommand.Connect from = client;
    SpooledContent known = content;
    if (from == null || known == null) {
      throw new AssertionError("no message");
    }
    return new Transaction(
        new SmtpSession(address(from), helo == null ? null : text(helo), mailFrom, recipients),
        new Transaction.Client(
            "milter",
            name(from),
            macroText("auth_authen"),
            macroText("daemon_name"),
            macroText("tls_version")),
        macroText("i"),
        known);
  }

  private @Nullable String macroText(String name) {
    String value = macro(name);
    return value == null ? null : text(value);
  }

  /** Sendmail writes "IPv6:" before addresses of that kind. */
  private static @Nullable IpAddress address(MilterCommand.Connect from) {
    if (from.family() != '4' && from.family() != '6') {
      return null;
    }
    String address = from.address();
    return IpAddress.parse(
            address.regionMatches(true, 0, "IPv6:", 0, 5) ? address.substring(5) : address)
        .orElse(null);
  }

  /** An address in brackets stands for a name that is not known. */
  private @Nullable String name(MilterCommand.Connect from) {
    String host = from.host();
    boolean unknown =
        isTooLong(host)
            || host.isEmpty()
            || host.startsWith("[")
            || host.equalsIgnoreCase("unknown");
    return unknown ? null : text(host);
  }

  /** RFC 5321 §4.1.2: without angle brackets; §4.1.1.3: a source route does not count. */
  private static String path(String path) {
    String bare =
        path.startsWith("<") && path.endsWith(">") ? path.substring(1, path.length() - 1) : path;
    if (bare.startsWith("@") && bare.indexOf(':') > 0) {
      bare = bare.substring(bare.indexOf(':') + 1);
    }
    return text(bare);
  }

  /** RFC 6531 §3.3: UTF-8; what is none is taken for ISO-8859-1, which loses nothing. */
  private static String text(String octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (octets.charAt(i) >= 0x80) {
        try {
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
        } catch (CharacterCodingException e) {
          return octets;
        }
      }
    }
    return octets;
  }

  /** The message is over, answered or given up; the client stays. */
  void finish() {
    forgetMessage();
    macros.keySet().removeIf(stage -> stage.compareTo(MacroStage.HELO) > 0);
  }

  private void forgetMessage() {
    closeContent();
    content = null;
    mailFrom = null;
    recipients.clear();
    fields.clear();
    inContent = false;
    inBody = false;
    fault = null;
    headerLost = false;
    headerOctets = 0;
  }

  private void closeContent() {
    SpooledContent known = content;
    if (known != null) {
      try {
        known.close();
      } catch (IOException e) {
        // The file has no name; its room is given back all the same.
      }
    }
  }

  private void forgetClient() {
    finish();
    macros.clear();
    client = null;
    helo = null;
    clientFault = null;
  }

  @Override
  public void close() {
    forgetClient();
  }
}
