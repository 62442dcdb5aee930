package dev.indicia.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * One connection: reads requests, lets them be answered, and writes the answers, one after the
 * other. Runs on a thread of its own; {@link #expireIfLate}, {@link #drain} and {@link #close} may
 * be called by others.
 */
final class HttpConnection implements Runnable {
  private final SocketChannel channel;
  private final HttpHandler handler;
  private final HttpLimits limits;
  private final long drainOctetsMax;
  private final HttpInput in;
  private final HttpOutput out;

  private volatile long deadline;
  private final Object stateLock = new Object();
  private boolean idle = true;
  private boolean draining;

  /**
   * A connection.
   *
   * @param drainOctetsMax of a body that nobody asked for, so much is read before the answer counts
   *     as arrived
   */
  HttpConnection(
      SocketChannel channel,
      HttpHandler handler,
      HttpLimits limits,
      long drainOctetsMax,
      InstantSource clock) {
    this.channel = channel;
    this.handler = handler;
    this.limits = limits;
    this.drainOctetsMax = drainOctetsMax;
    this.in = new HttpInput(channel, limits);
    this.out = new HttpOutput(channel, clock);
    within(limits.idleSecondsMax());
  }

  private void within(int seconds) {
    deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Override
  public void run() {
    try {
      while (awaitRequest() && converse()) {}
    } catch (IOException e) {
      // The client has gone, or its time is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Waits for the first octet; false when none comes any more. */
  private boolean awaitRequest() throws IOException {
    within(limits.idleSecondsMax());
    synchronized (stateLock) {
      idle = in.isEmpty();
      if (idle && draining) {
        return false;
      }
    }
    while (in.isEmpty()) {
      if (!in.fill()) {
        return false;
      }
    }
    synchronized (stateLock) {
      idle = false;
    }
    return true;
  }

  /** One request and its answer; whether another may follow. */
  private boolean converse() throws IOException, InterruptedException {
    within(limits.requestSecondsMax());
    HttpRequest request;
    try {
      request = in.head(limits);
    } catch (HttpRefusedException e) {
      answer(HttpAnswer.error(e.status(), e.code(), String.valueOf(e.getMessage())), true);
      return false;
    }
    if (request == null) {
      return false;
    }
    HttpBody body =
        new HttpBody(in, out, request, limits, () -> within(limits.responseSecondsMax()));
    HttpAnswer answer;
    try {
      answer = handler.answer(request, body);
    } catch (HttpBody.MalformedException e) {
      answer(HttpAnswer.error(400, "bad-request", "the body is none"), true);
      return false;
    }
    boolean more = request.keepsAlive() && !isDraining() && !body.isAwaited();
    answer(answer, !more);
    // A connection that is closed with octets unread takes the answer with it.
    return drained(body) && more;
  }

  private void answer(HttpAnswer answer, boolean last) throws IOException {
    within(limits.responseSecondsMax());
    out.write(answer, last);
  }

  private boolean drained(HttpBody body) throws IOException {
    if (body.isWhole() || body.isAwaited()) {
      return body.isWhole();
    }
    within(limits.requestSecondsMax());
    long left = drainOctetsMax;
    ByteBuffer octets = body.next();
    while (octets != null && left > 0) {
      left -= octets.remaining();
      octets = body.next();
    }
    return body.isWhole();
  }

  private boolean isDraining() {
    synchronized (stateLock) {
      return draining;
    }
  }

  // ---- from outside --------------------------------------------------------------------------

  /** Breaks the connection off when its time is over. */
  void expireIfLate(long now) {
    if (now - deadline > 0) {
      close();
    }
  }

  /** The request under way is the last one; without one, the connection ends now. */
  void drain() {
    synchronized (stateLock) {
      draining = true;
      if (idle) {
        close();
      }
    }
  }

  /** The connection ends now. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
