package dev.indicia.gateway.smtp;

import dev.indicia.gateway.Spool;
import dev.indicia.gateway.SpooledContent;
import dev.indicia.gateway.esmtp.ContentDecoder;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A message on its way in, with its clock. Used by one thread. */
final class Incoming implements ContentDecoder.Sink, Closeable {
  private final SpooledContent content;
  private final ContentDecoder decoder;
  private final long octetsMax;
  private final long begun = System.nanoTime();
  private long received = begun;
  private long judged = begun;
  private long octets;
  private @Nullable SmtpRefusal overflow;
  private @Nullable IOException cause;
  private long size;

  private Incoming(SmtpOptions options, Spool spool, boolean chunks) {
    int line = options.limits().textLineOctetsMax();
    this.content = spool.begin();
    this.decoder =
        chunks
            ? ContentDecoder.chunks(options.lineEnds(), line, this)
            : ContentDecoder.data(options.lineEnds(), line, this);
    this.octetsMax = 2 * spool.limits().messageOctetsMax();
  }

  /** For DATA. */
  static Incoming data(SmtpOptions options, Spool spool) {
    return new Incoming(options, spool, false);
  }

  /** For BDAT. */
  static Incoming chunks(SmtpOptions options, Spool spool) {
    return new Incoming(options, spool, true);
  }

  /** Keeps the octets while they fit; what does not is taken and dropped. */
  @Override
  public void write(byte[] octets, int offset, int length) {
    if (overflow != null) {
      return;
    }
    try {
      overflow =
          switch (content.append(octets, offset, length)) {
            case KEPT -> null;
            case TOO_LONG -> SmtpRefusal.MESSAGE_TOO_LARGE;
            case NO_ROOM -> SmtpRefusal.NO_SPACE;
          };
    } catch (IOException e) {
      overflow = SmtpRefusal.NO_SPACE;
      cause = e;
    }
    if (overflow != null) {
      close();
    }
  }

  ContentDecoder decoder() {
    return decoder;
  }

  SpooledContent content() {
    return content;
  }

  /** What the file system said; "" when it had no objection. */
  String cause() {
    return cause == null ? "" : cause.toString();
  }

  /**
   * Counts octets as they come; one that is too large is read on to its end, but not for ever.
   *
   * @return whether it may go on
   */
  boolean count(int more) {
    octets += more;
    return octets <= octetsMax;
  }

  /** Why it cannot be taken. */
  @Nullable SmtpRefusal refusal() {
    SmtpRefusal defect = decoder.defect();
    return defect == null ? overflow : defect;
  }

  void received() {
    received = System.nanoTime();
    judged = received;
    size = content.size();
  }

  void judged() {
    judged = System.nanoTime();
  }

  SmtpEvent.Answered event(
      long connection,
      SmtpEvent.Outcome outcome,
      Reply reply,
      @Nullable String queueId,
      int recipients) {
    long now = System.nanoTime();
    return new SmtpEvent.Answered(
        connection,
        outcome,
        reply,
        queueId,
        size > 0 ? size : octets,
        recipients,
        TimeUnit.NANOSECONDS.toMillis((received == begun ? now : received) - begun),
        TimeUnit.NANOSECONDS.toMillis(judged - received),
        TimeUnit.NANOSECONDS.toMillis(received == begun ? 0 : now - judged));
  }

  @Override
  public void close() {
    try {
      content.close();
    } catch (IOException e) {
      // The file has no name and no reader left: the system frees it.
      cause = cause == null ? e : cause;
    }
  }
}
