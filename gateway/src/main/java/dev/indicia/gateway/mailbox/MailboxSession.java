package dev.indicia.gateway.mailbox;

import dev.indicia.gateway.imap.FetchedMessage;
import dev.indicia.gateway.imap.ImapException;
import dev.indicia.gateway.imap.ImapLimits;
import dev.indicia.gateway.imap.ImapReader;
import dev.indicia.gateway.imap.ImapReason;
import dev.indicia.gateway.imap.ImapResponse;
import dev.indicia.gateway.imap.ImapResponse.Status;
import dev.indicia.gateway.imap.ImapValue;
import dev.indicia.gateway.imap.SaslResponses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One login to a mailbox, which is opened read-only (RFC 9051 §6.3.3): nothing in it changes, no
 * message becomes read. Used by one thread; any may close it.
 */
final class MailboxSession implements AutoCloseable {
  /** A secret is a password or a token; a token of some kilobytes is usual. */
  private static final int SECRET_OCTETS_MAX = 64 << 10;

  /** Unique identifiers that one search covers, and that are kept of one. */
  static final int WINDOW = 50_000;

  private static final int CAPABILITIES_MAX = 1000;

  private final MailboxOptions options;
  private final ImapConnection connection;
  private final Set<String> capabilities = new HashSet<>();
  private long uidValidity;
  private long uidNext;
  private long messages;

  private MailboxSession(MailboxOptions options, ImapConnection connection) {
    this.options = options;
    this.connection = connection;
  }

  /** Connects, begins TLS, logs in and opens the mailbox. */
  static MailboxSession open(MailboxOptions options) throws IOException {
    String secret = secret(options.secret());
    ImapLimits limits = options.limits();
    ImapConnection connection = ImapConnection.open(options.host(), options.port(), limits);
    MailboxSession session = new MailboxSession(options, connection);
    boolean opened = false;
    try {
      connection.within(limits.connectMillisMax());
      if (!options.startTls()) {
        connection.secure(options.tls(), options.host());
      }
      session.greeted();
      if (options.startTls()) {
        session.startTls();
      }
      session.login(secret);
      session.examine();
      opened = true;
      return session;
    } finally {
      if (!opened) {
        connection.close();
      }
    }
  }

  private static String secret(Path file) throws ImapException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(SECRET_OCTETS_MAX + 1);
      String secret = new String(octets, StandardCharsets.UTF_8).stripTrailing();
      if (octets.length > SECRET_OCTETS_MAX
          || secret.isEmpty()
          || secret.chars().anyMatch(c -> c < ' ' || c == 127)) {
        throw new ImapException(ImapReason.SECRET, file + ": is empty, not one line, or too large");
      }
      return secret;
    } catch (ImapException e) {
      throw e;
    } catch (IOException e) {
      throw new ImapException(ImapReason.SECRET, file + ": cannot be read");
    }
  }

  private void greeted() throws IOException {
    if (!(connection.next() instanceof ImapResponse.Condition greeting)
        || greeting.tag() != null
        || greeting.status() != Status.OK && greeting.status() != Status.PREAUTH) {
      throw new ImapException(ImapReason.CLOSED, "no greeting");
    }
    // RFC 9051 §6.2.1: who is logged in before STARTTLS may be anybody.
    if (greeting.status() == Status.PREAUTH) {
      throw new ImapException(ImapReason.TLS_INJECTION, "PREAUTH");
    }
  }

  private void startTls() throws IOException {
    askCapabilities();
    if (!capabilities.contains("STARTTLS")) {
      throw new ImapException(ImapReason.TLS_NOT_OFFERED, options.host());
    }
    require(connection.run("STARTTLS", response -> {}), ImapReason.TLS_NOT_OFFERED);
    connection.within(options.limits().connectMillisMax());
    connection.secure(options.tls(), options.host());
  }

  /** What was said before TLS is forgotten (RFC 9051 §6.2.1). */
  private void askCapabilities() throws IOException {
    capabilities.clear();
    require(
        connection.run(
            "CAPABILITY",
            response -> {
              if (response instanceof ImapResponse.Data data && data.name().equals("CAPABILITY")) {
                data.values().stream()
                    .filter(ImapValue.Atom.class::isInstance)
                    .map(value -> ((ImapValue.Atom) value).text().toUpperCase(Locale.ROOT))
                    .limit(CAPABILITIES_MAX)
                    .forEach(capabilities::add);
              }
            }),
        ImapReason.COMMAND_REFUSED);
  }

  private boolean can(String capability) {
    return capabilities.contains(capability);
  }

  private void login(String secret) throws IOException {
    askCapabilities();
    String user = options.user();
    switch (options.login()) {
      case PASSWORD -> {
        if (can("AUTH=PLAIN")) {
          authenticate("PLAIN", SaslResponses.plain(user, secret), "*");
        } else if (!can("LOGINDISABLED") && secret.chars().allMatch(c -> c < 128)) {
          require(
              connection.run("LOGIN " + quoted(user) + " " + quoted(secret), response -> {}),
              ImapReason.LOGIN_REFUSED);
        } else {
          throw new ImapException(ImapReason.NO_MECHANISM, "neither AUTH=PLAIN nor LOGIN");
        }
      }
      case XOAUTH2 -> {
        requireMechanism("XOAUTH2");
        authenticate("XOAUTH2", SaslResponses.xoauth2(user, secret), "");
      }
      case OAUTHBEARER -> {
        requireMechanism("OAUTHBEARER");
        authenticate(
            "OAUTHBEARER",
            SaslResponses.oauthBearer(user, options.host(), options.port(), secret),
            SaslResponses.oauthFailure());
      }
    }
    askCapabilities();
  }

  private void requireMechanism(String name) throws ImapException {
    if (!can("AUTH=" + name)) {
      throw new ImapException(ImapReason.NO_MECHANISM, "no AUTH=" + name);
    }
  }

  /**
   * RFC 9051 §6.2.2.
   *
   * @param failed what ends the exchange when the server asks for more, which it does to tell why
   */
  private void authenticate(String mechanism, String response, String failed) throws IOException {
    String tag;
    if (can("SASL-IR")) {
      tag = connection.send("AUTHENTICATE " + mechanism + " " + response);
    } else {
      tag = connection.send("AUTHENTICATE " + mechanism);
      if (!continued(tag, ImapReason.LOGIN_REFUSED)) {
        return;
      }
      connection.line(response);
    }
    if (continued(tag, ImapReason.LOGIN_REFUSED)) {
      connection.line(failed);
      require(connection.await(tag, ignored -> {}, ImapReader.NOTHING), ImapReason.LOGIN_REFUSED);
    }
  }

  /** Whether the server wants more of a command; false when it has done it. */
  private boolean continued(String tag, ImapReason refused) throws IOException {
    for (int i = 0; i < options.limits().responsesMax(); i++) {
      ImapResponse response = connection.next();
      note(response);
      switch (response) {
        case ImapResponse.Continuation more -> {
          return true;
        }
        case ImapResponse.Condition end when tag.equals(end.tag()) -> {
          require(end, refused);
          return false;
        }
        case ImapResponse.Condition other when other.tag() != null ->
            throw new ImapException(ImapReason.SYNTAX, "the answer to another command");
        default -> {
          // Capabilities, and news.
        }
      }
    }
    throw new ImapException(
        ImapReason.TOO_MANY_RESPONSES, "more than " + options.limits().responsesMax());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void examine() throws IOException {
    ImapResponse.Condition end = connection.run("EXAMINE " + quoted(options.folder()), this::note);
    require(end, ImapReason.MAILBOX_REFUSED);
    if (uidValidity == 0) {
      // RFC 3501 §6.3.1: without it nobody can say which message is which.
      throw new ImapException(ImapReason.MAILBOX_REFUSED, "no UIDVALIDITY");
    }
  }

  /** What a server says at any time. */
  private void note(ImapResponse response) {
    switch (response) {
      case ImapResponse.Condition condition -> {
        condition.argument("UIDVALIDITY").ifPresent(text -> uidValidity = number(text));
        condition.argument("UIDNEXT").ifPresent(text -> uidNext = number(text));
      }
      case ImapResponse.Data data when data.name().equals("EXISTS") -> messages = data.number();
      default -> {
        // Flags, expunged messages.
      }
    }
  }

  private static long number(String text) {
    return text.matches("\\d{1,10}") ? Long.parseLong(text) : 0;
  }

  /** Of a refused login the server's words stay out of logs: they may repeat what was sent. */
  private static void require(ImapResponse.Condition end, ImapReason reason) throws ImapException {
    if (end.status() != Status.OK) {
      String code = end.code() == null ? "" : " [" + end.code() + "]";
      throw new ImapException(
          reason,
          reason == ImapReason.LOGIN_REFUSED
              ? end.status() + (code.matches(" \\[[A-Z-]{1,40}]") ? code : "")
              : ImapConnection.shortened(end.text()));
    }
  }

  long uidValidity() {
    return uidValidity;
  }

  /**
   * One more than the highest unique identifier at the opening; 0 where the server has not said.
   */
  long uidNext() {
    return uidNext;
  }

  /**
   * Unique identifiers that exist, the lowest {@link #WINDOW} of them.
   *
   * @param from the first that is asked for
   * @param to the last; 0 for all
   */
  Collection<Long> search(long from, long to) throws IOException {
    TreeSet<Long> found = new TreeSet<>();
    String range = from + ":" + (to == 0 ? "*" : Long.toString(to));
    require(
        connection.run(
            "UID SEARCH UID " + range,
            response -> {
              note(response);
              if (response instanceof ImapResponse.Data data && data.name().equals("SEARCH")) {
                for (ImapValue value : data.values()) {
                  long uid = value instanceof ImapValue.Atom atom ? number(atom.text()) : 0;
                  // RFC 9051 §9: N:* has the last message in it, however small its number is.
                  if (uid >= from && (to == 0 || uid <= to)) {
                    found.add(uid);
                  }
                  if (found.size() > WINDOW) {
                    found.removeLast();
                  }
                }
              }
            }),
        ImapReason.COMMAND_REFUSED);
    return found;
  }

  /** Sizes and dates of messages, by unique identifier; those that are gone are missing. */
  Map<Long, FetchedMessage> describe(List<Long> uids) throws IOException {
    Map<Long, FetchedMessage> found = new TreeMap<>();
    Set<Long> wanted = Set.copyOf(uids);
    String set = uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    require(
        connection.run(
            "UID FETCH " + set + " (UID RFC822.SIZE INTERNALDATE)",
            response -> {
              note(response);
              if (response instanceof ImapResponse.Data data) {
                FetchedMessage.of(data)
                    .filter(message -> wanted.contains(message.uid()) && message.octets() >= 0)
                    .ifPresent(message -> found.put(message.uid(), message));
              }
            }),
        ImapReason.COMMAND_REFUSED);
    return found;
  }

  /**
   * Reads a message.
   *
   * @return whether it came; false when it is gone
   */
  boolean fetch(FetchedMessage message, ImapReader.Sink sink) throws IOException {
    List<Long> came = new ArrayList<>();
    String tag = connection.send("UID FETCH " + message.uid() + " (UID BODY.PEEK[])");
    long mebibytes = 1 + (message.octets() >> 20);
    connection.within(options.limits().commandMillisMax() * mebibytes);
    require(
        connection.await(
            tag,
            response -> {
              note(response);
              if (response instanceof ImapResponse.Data data) {
                FetchedMessage.of(data)
                    .filter(FetchedMessage::body)
                    .ifPresent(fetched -> came.add(fetched.uid()));
              }
            },
            sink),
        ImapReason.COMMAND_REFUSED);
    if (came.size() > 1 || came.size() == 1 && came.getFirst() != message.uid()) {
      throw new ImapException(ImapReason.SYNTAX, "another message than was asked for");
    }
    return !came.isEmpty();
  }

  /** Waits for news, with IDLE (RFC 2177) where the server has it. */
  void awaitNews() throws IOException, InterruptedException {
    if (!can("IDLE")) {
      Thread.sleep(options.poll());
      require(connection.run("NOOP", this::note), ImapReason.COMMAND_REFUSED);
      return;
    }
    long before = messages;
    String tag = connection.send("IDLE");
    if (!continued(tag, ImapReason.COMMAND_REFUSED)) {
      return;
    }
    connection.within(options.limits().idleMillisMax() + options.limits().commandMillisMax());
    Idle idle = new Idle(connection, options.limits().idleMillisMax());
    try {
      ImapResponse response;
      do {
        response = connection.next();
        note(response);
      } while (messages == before && !isTagged(response));
      if (isTagged(response)) {
        require((ImapResponse.Condition) response, ImapReason.COMMAND_REFUSED);
        return;
      }
    } finally {
      idle.end();
    }
    require(connection.await(tag, this::note, ImapReader.NOTHING), ImapReason.COMMAND_REFUSED);
  }

  private static boolean isTagged(ImapResponse response) {
    return response instanceof ImapResponse.Condition condition && condition.tag() != null;
  }

  /** Says DONE once: when there is news, or when it is time to begin anew. */
  private static final class Idle {
    private final ImapConnection connection;
    private final Thread timer;
    private boolean done;

    Idle(ImapConnection connection, long millis) {
      this.connection = connection;
      this.timer =
          Thread.ofVirtual()
              .name("imap-idle")
              .start(() -> {
                try {
                  Thread.sleep(millis);
                  say();
                } catch (InterruptedException e) {
                  // There was news.
                }
              });
    }

    /** Says it, and lets the timer go. Who has said it is not interrupted while speaking. */
    synchronized void end() {
      timer.interrupt();
      say();
    }

    private synchronized void say() {
      if (done) {
        return;
      }
      done = true;
      try {
        connection.line("DONE");
      } catch (ImapException e) {
        // The next read says so.
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
