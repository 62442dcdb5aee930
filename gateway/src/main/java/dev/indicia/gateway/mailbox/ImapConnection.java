package dev.indicia.gateway.mailbox;

import dev.indicia.gateway.imap.ImapException;
import dev.indicia.gateway.imap.ImapLimits;
import dev.indicia.gateway.imap.ImapReader;
import dev.indicia.gateway.imap.ImapReason;
import dev.indicia.gateway.imap.ImapResponse;
import dev.indicia.gateway.imap.ImapResponse.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to an IMAP server whose every wait ends: a thread of its own closes it when the time
 * of a command is spent. After an {@link ImapException} that is not a refusal it is of no more use.
 * Used by one thread; any may close it.
 */
final class ImapConnection implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long TICK_MILLIS = 50;
  private static final int DETAIL_MAX = 200;

  private final ImapLimits limits;
  private final Socket plain;
  private InputStream in;
  private OutputStream out;
  private ImapReader reader;
  private int tags;
  private volatile long by = NEVER;
  private volatile boolean expired;
  private volatile boolean closed;

  private ImapConnection(ImapLimits limits, Socket plain) throws IOException {
    this.limits = limits;
    this.plain = plain;
    this.in = plain.getInputStream();
    this.out = plain.getOutputStream();
    this.reader = new ImapReader(this::read, limits);
    Thread.ofVirtual().name("imap-deadline").start(this::watch);
  }

  /** Connects, without TLS yet. */
  static ImapConnection open(String host, int port, ImapLimits limits) throws ImapException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) limits.connectMillisMax());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      return new ImapConnection(limits, socket);
    } catch (IOException e) {
      try {
        socket.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw new ImapException(ImapReason.UNREACHABLE, host + ":" + port + ": " + e.getMessage());
    }
  }

  private void watch() {
    while (!closed) {
      if (System.nanoTime() - by > 0 && by != NEVER) {
        expired = true;
        close();
        return;
      }
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** All that comes next has to come within that time. */
  void within(long millis) {
    by = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Begins TLS; the certificate must be the host's. */
  void secure(SSLContext context, String host) throws ImapException {
    if (reader.buffered() > 0) {
      throw new ImapException(ImapReason.TLS_INJECTION, reader.buffered() + " octets");
    }
    try {
      SSLSocket secure =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      in = secure.getInputStream();
      out = secure.getOutputStream();
      reader = new ImapReader(this::read, limits);
    } catch (IOException e) {
      throw expired
          ? new ImapException(ImapReason.TIMEOUT, "in the TLS handshake")
          : new ImapException(ImapReason.TLS, shortened(String.valueOf(e.getMessage())));
    }
  }

  private int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      if (expired) {
        throw new ImapException(ImapReason.TIMEOUT, "");
      }
      throw new ImapException(ImapReason.CLOSED, shortened(String.valueOf(e.getMessage())));
    }
  }

  /** The next response, with a message that is not wanted. */
  ImapResponse next() throws IOException {
    return next(ImapReader.NOTHING);
  }

  private ImapResponse next(ImapReader.Sink sink) throws IOException {
    ImapResponse response = reader.next(sink);
    if (response instanceof ImapResponse.Condition condition && condition.status() == Status.BYE) {
      throw new ImapException(ImapReason.CLOSED, shortened(condition.text()));
    }
    return response;
  }

  /** Sends a line that is no command. */
  void line(String text) throws ImapException {
    try {
      out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new ImapException(
          expired ? ImapReason.TIMEOUT : ImapReason.CLOSED,
          shortened(String.valueOf(e.getMessage())));
    }
  }

  /** Sends a command; its tag. */
  String send(String command) throws ImapException {
    within(limits.commandMillisMax());
    String tag = "i" + ++tags;
    line(tag + " " + command);
    return tag;
  }

  /**
   * Sends a command and waits for its end.
   *
   * @param heard gets what comes before
   * @return the status response that ends it, which may be NO or BAD
   */
  ImapResponse.Condition run(String command, Consumer<ImapResponse> heard) throws IOException {
    return await(send(command), heard, ImapReader.NOTHING);
  }

  /** As {@link #run}, with a place for a message. */
  ImapResponse.Condition run(String command, Consumer<ImapResponse> heard, ImapReader.Sink sink)
      throws IOException {
    return await(send(command), heard, sink);
  }

  /** Waits for the end of the command with that tag. */
  ImapResponse.Condition await(String tag, Consumer<ImapResponse> heard, ImapReader.Sink sink)
      throws IOException {
    for (int i = 0; i < limits.responsesMax(); i++) {
      ImapResponse response = next(sink);
      if (response instanceof ImapResponse.Condition condition && condition.tag() != null) {
        if (!tag.equals(condition.tag())) {
          throw new ImapException(ImapReason.SYNTAX, "the answer to another command");
        }
        by = NEVER;
        return condition;
      }
      if (response instanceof ImapResponse.Continuation) {
        throw new ImapException(ImapReason.SYNTAX, "a continuation that was not asked for");
      }
      heard.accept(response);
    }
    throw new ImapException(ImapReason.TOO_MANY_RESPONSES, "more than " + limits.responsesMax());
  }

  /** Printable, and not long. */
  static String shortened(String text) {
    StringBuilder kept = new StringBuilder();
    text.chars().limit(DETAIL_MAX).forEach(c -> kept.append(c >= ' ' && c < 127 ? (char) c : '?'));
    return kept.toString();
  }

  @Override
  public void close() {
    closed = true;
    try {
      plain.close();
    } catch (IOException e) {
      // Closed is closed.
    }
  }
}
