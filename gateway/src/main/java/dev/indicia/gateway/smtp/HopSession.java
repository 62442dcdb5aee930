package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.ContentDecoder;
import dev.indicia.gateway.esmtp.DotStuffing;
import dev.indicia.gateway.esmtp.OctetReader;
import dev.indicia.gateway.esmtp.Offer;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.ReplyParser;
import dev.indicia.gateway.esmtp.SmtpCommand;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * One connection to the next hop, as its client (RFC 5321, RFC 2033). After a {@link
 * HopFailureException} it is of no more use. Used by one thread.
 */
final class HopSession implements AutoCloseable {
  private final NextHop hop;
  private final String hostname;
  private final SmtpLimits limits;
  private final SmtpTimeLimits times;
  private final Wire wire;
  private final OctetReader in;
  private final ReplyParser replies;
  private final Output out = new Output();
  private long replyBy;
  private Offer offer = Offer.NOTHING;
  private boolean secure;
  private boolean committed;

  HopSession(NextHop hop, String hostname, SmtpLimits limits, SmtpTimeLimits times, Wire wire) {
    this.hop = hop;
    this.hostname = hostname;
    this.limits = limits;
    this.times = times;
    this.wire = wire;
    this.in =
        new OctetReader((buffer, offset, length) -> wire.read(buffer, offset, length, replyBy));
    this.replies = new ReplyParser(limits.hopReplyLinesMax());
  }

  /** Greeting, EHLO, TLS and, where it is wanted, XCLIENT. */
  void open(ClientFacts facts) throws HopFailureException {
    greeted();
    hello();
    if (hop.tls() != NextHop.Tls.OFF) {
      secure();
    }
    if (hop.identify() == NextHop.Identify.XCLIENT && offer.has("XCLIENT")) {
      for (String command : facts.commands("XCLIENT", offer.words("XCLIENT"))) {
        expectPositive(command(command), command);
      }
      hello();
    }
  }

  private void greeted() throws HopFailureException {
    expectPositive(reply(times.hopReplyMillis()), "the greeting");
  }

  private void hello() throws HopFailureException {
    Reply reply = command((hop.lmtp() ? "LHLO " : "EHLO ") + hostname);
    if (reply.isPositive()) {
      offer = Offer.of(reply);
      return;
    }
    // RFC 5321 §3.2: a server that knows no EHLO is greeted with HELO.
    if (hop.lmtp() || reply.code() < 500) {
      throw unavailable("hello", reply);
    }
    expectPositive(command("HELO " + hostname), "HELO");
    offer = Offer.NOTHING;
  }

  private void secure() throws HopFailureException {
    if (secure || !wire.canSecure() || !offer.has("STARTTLS")) {
      if (hop.tls() == NextHop.Tls.REQUIRED && !secure) {
        throw new HopFailureException(SmtpRefusal.HOP_TLS, "STARTTLS is not offered");
      }
      return;
    }
    Reply reply = command("STARTTLS");
    // Whatever stands behind the reply in clear text was put there by somebody (RFC 3207 §6).
    if (!reply.isPositive() || in.buffered() > 0) {
      throw new HopFailureException(SmtpRefusal.HOP_TLS, "STARTTLS: " + reply);
    }
    try {
      SSLContext context = hop.context() == null ? SSLContext.getDefault() : hop.context();
      wire.secure(context, false, hop.tlsName(), in(times.tlsMillis()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new HopFailureException(SmtpRefusal.HOP_TLS, e.toString());
    }
    secure = true;
    hello();
  }

  Offer offer() {
    return offer;
  }

  /** Whether it closed the connection, or said something unasked, which is 421. */
  boolean isStale() {
    try {
      return in.buffered() > 0 || in.ended(wire::readNow) || in.buffered() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** XFORWARD, where it is wanted, and MAIL with the parameters that the next hop offers. */
  Reply mail(SmtpCommand.Mail mail, ClientFacts facts) throws HopFailureException {
    committed = false;
    if (hop.identify() == NextHop.Identify.XFORWARD && offer.has("XFORWARD")) {
      for (String command : facts.commands("XFORWARD", offer.words("XFORWARD"))) {
        expectPositive(command(command), command);
      }
    }
    StringBuilder command = new StringBuilder("MAIL FROM:<").append(mail.sender()).append('>');
    if (mail.size() >= 0 && offer.has("SIZE")) {
      command.append(" SIZE=").append(mail.size());
    }
    SmtpCommand.Body body = mail.body();
    if (body != null && offer.has("8BITMIME")) {
      command.append(" BODY=").append(body.word());
    }
    if (mail.utf8() && offer.has("SMTPUTF8")) {
      command.append(" SMTPUTF8");
    }
    return command(withDsn(command, mail.dsn()));
  }

  /** RCPT. */
  Reply rcpt(SmtpCommand.Rcpt rcpt) throws HopFailureException {
    StringBuilder command = new StringBuilder("RCPT TO:<").append(rcpt.recipient()).append('>');
    return command(withDsn(command, rcpt.dsn()));
  }

  private String withDsn(StringBuilder command, List<String> parameters) {
    if (offer.has("DSN")) {
      parameters.forEach(parameter -> command.append(' ').append(parameter));
    }
    return command.toString();
  }

  /** RSET. */
  void reset() throws HopFailureException {
    expectPositive(command("RSET"), "RSET");
  }

  /**
   * The message.
   *
   * @param recipients how many were accepted
   * @return its reply; with LMTP one for each recipient
   */
  List<Reply> deliver(EditedContent content, int recipients) throws HopFailureException {
    boolean chunking = offer.has("CHUNKING");
    if (!chunking) {
      Reply go = reply("DATA");
      if (go.isNegative()) {
        return List.of(go);
      }
      if (go.code() != 354) {
        throw new HopFailureException(SmtpRefusal.HOP_PROTOCOL, "to DATA: " + go);
      }
    }
    try {
      if (chunking) {
        out.line("BDAT " + content.size() + " LAST");
        content.writeTo(out);
      } else {
        DotStuffing stuffing = new DotStuffing(out);
        content.writeTo(stuffing::write);
        stuffing.end();
      }
      // From here on nobody but the next hop can know whether it has the message.
      committed = true;
      out.flush();
    } catch (IOException e) {
      return List.of(lastWords(e));
    }
    List<Reply> all = new ArrayList<>();
    do {
      all.add(finalReply());
    } while (hop.lmtp() && all.size() < recipients);
    return all;
  }

  /** Whether the whole message went out, and perhaps arrived. */
  boolean isCommitted() {
    return committed;
  }

  private Reply finalReply() throws HopFailureException {
    Reply reply;
    try {
      reply = reply(times.hopFinalMillis());
    } catch (HopFailureException e) {
      throw new HopFailureException(
          SmtpRefusal.HOP_UNCERTAIN, e.refusal().code() + ": " + e.getMessage());
    }
    if (reply.code() == 421) {
      throw unavailable("the message", reply);
    }
    if (reply.code() / 100 == 3) {
      throw new HopFailureException(SmtpRefusal.HOP_UNCERTAIN, "to the message: " + reply);
    }
    return reply;
  }

  /** Sending broke: a server that closes may have said why before (RFC 5321 §3.8). */
  private Reply lastWords(IOException cause) throws HopFailureException {
    if (committed) {
      throw new HopFailureException(SmtpRefusal.HOP_UNCERTAIN, cause.toString());
    }
    if (cause instanceof SocketTimeoutException) {
      throw new HopFailureException(SmtpRefusal.HOP_TIMEOUT, cause.toString());
    }
    try {
      Reply reply = reply(Math.min(1000, times.hopReplyMillis()));
      if (reply.isNegative() && reply.code() != 421) {
        return reply;
      }
    } catch (HopFailureException e) {
      cause.addSuppressed(e);
    }
    throw new HopFailureException(SmtpRefusal.HOP_CLOSED, cause.toString());
  }

  /** Sends a command and reads a reply that is no 3yz. */
  private Reply command(String line) throws HopFailureException {
    Reply reply = reply(line);
    if (reply.code() / 100 == 3) {
      throw new HopFailureException(SmtpRefusal.HOP_PROTOCOL, "to " + line + ": " + reply);
    }
    return reply;
  }

  private Reply reply(String line) throws HopFailureException {
    try {
      out.line(line);
      out.flush();
    } catch (SocketTimeoutException e) {
      throw new HopFailureException(SmtpRefusal.HOP_TIMEOUT, "at " + line + ": " + e);
    } catch (IOException e) {
      throw new HopFailureException(SmtpRefusal.HOP_CLOSED, "at " + line + ": " + e);
    }
    Reply reply = reply(times.hopReplyMillis());
    if (reply.code() == 421) {
      throw unavailable(line, reply);
    }
    return reply;
  }

  private Reply reply(long millis) throws HopFailureException {
    replyBy = in(millis);
    try {
      while (true) {
        switch (in.line(limits.hopLineOctetsMax())) {
          case OctetReader.Line.Text text -> {
            Optional<Reply> reply = replies.line(text.octets());
            if (reply.isPresent()) {
              return reply.get();
            }
          }
          case OctetReader.Line.Bad bad ->
              throw new HopFailureException(SmtpRefusal.HOP_PROTOCOL, bad.refusal().code());
          case OctetReader.Line.End end ->
              throw new HopFailureException(SmtpRefusal.HOP_CLOSED, "closed before its reply");
        }
      }
    } catch (ReplyParser.SyntaxException e) {
      throw new HopFailureException(SmtpRefusal.HOP_PROTOCOL, String.valueOf(e.getMessage()));
    } catch (SocketTimeoutException e) {
      throw new HopFailureException(SmtpRefusal.HOP_TIMEOUT, "no reply in " + millis + " ms");
    } catch (IOException e) {
      throw new HopFailureException(SmtpRefusal.HOP_CLOSED, e.toString());
    }
  }

  private static void expectPositive(Reply reply, String what) throws HopFailureException {
    if (!reply.isPositive()) {
      throw unavailable(what, reply);
    }
  }

  private static HopFailureException unavailable(String what, Reply reply) {
    return new HopFailureException(SmtpRefusal.HOP_UNAVAILABLE, "to " + what + ": " + reply);
  }

  private static long in(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** QUIT without waiting for what it says. */
  void quit() {
    try {
      out.line("QUIT");
      out.flush();
    } catch (IOException e) {
      // It left before us.
    }
    close();
  }

  @Override
  public void close() {
    wire.close();
  }

  /** Collects small pieces; of what was written, the last octets wait for {@link #flush}. */
  private final class Output implements ContentDecoder.Sink {
    private final byte[] buffer = new byte[16 << 10];
    private int length;

    void line(String text) throws IOException {
      byte[] octets = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
      write(octets, 0, octets.length);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
      int done = 0;
      while (done < count) {
        if (length == buffer.length) {
          flush();
        }
        int piece = Math.min(count - done, buffer.length - length);
        System.arraycopy(octets, offset + done, buffer, length, piece);
        length += piece;
        done += piece;
      }
    }

    void flush() throws IOException {
      int pending = length;
      length = 0;
      wire.write(buffer, 0, pending, in(times.writeMillis()));
    }
  }
}
