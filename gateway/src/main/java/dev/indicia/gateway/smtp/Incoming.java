package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.ContentDecoder;
import dev.indicia.gateway.esmtp.Reply;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.Closeable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A message on its way in, with its clock. Used by one thread. */
final class Incoming implements Closeable {
  private final StoredContent content;
  private final ContentDecoder decoder;
  private final long octetsMax;
  private final long begun = System.nanoTime();
  private long received = begun;
  private long judged = begun;
  private long octets;
  private long size;

  private Incoming(StoredContent content, ContentDecoder decoder, long octetsMax) {
    this.content = content;
    this.decoder = decoder;
    this.octetsMax = octetsMax;
  }

  /** For DATA. */
  static Incoming data(SmtpOptions options, MessageStore store) {
    StoredContent content = new StoredContent(store);
    int line = options.limits().textLineOctetsMax();
    return new Incoming(
        content,
        ContentDecoder.data(options.lineEnds(), line, content),
        2 * options.limits().messageOctetsMax());
  }

  /** For BDAT. */
  static Incoming chunks(SmtpOptions options, MessageStore store) {
    StoredContent content = new StoredContent(store);
    int line = options.limits().textLineOctetsMax();
    return new Incoming(
        content,
        ContentDecoder.chunks(options.lineEnds(), line, content),
        2 * options.limits().messageOctetsMax());
  }

  ContentDecoder decoder() {
    return decoder;
  }

  StoredContent content() {
    return content;
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
    return defect == null ? content.refusal() : defect;
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
    content.close();
  }
}
