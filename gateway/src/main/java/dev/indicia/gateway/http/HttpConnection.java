package dev.indicia.gateway.http;

import dev.indicia.gateway.ConnectionServer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * One connection: reads requests, lets them be answered, and writes the answers, one after the
 * other. Runs on a thread of its own; {@link #expireIfLate}, {@link #drain} and {@link #abort} may
 * be called by others.
 */
final class HttpConnection implements ConnectionServer.Connection {
  private final SocketChannel channel;
  private final HttpHandler handler;
  private final HttpLimits limits;
  private final HttpInput in;
  private final HttpOutput out;

  private volatile long deadline;
  private final Object stateLock = new Object();
  private boolean idle = true;
  private boolean draining;

  HttpConnection(
      SocketChannel channel, HttpHandler handler, HttpLimits limits, InstantSource clock) {
    this.channel = channel;
    this.handler = handler;
    this.limits = limits;
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
      abort();
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
      refuse(HttpAnswer.error(e.status(), e.code(), String.valueOf(e.getMessage())));
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
      refuse(HttpAnswer.error(400, "bad-request", "the body is none"));
      return false;
    }
    boolean more = request.keepsAlive() && body.isWhole() && !isDraining();
    within(limits.responseSecondsMax());
    out.write(answer, !request.method().equals("HEAD"), !more);
    if (!body.isWhole()) {
      linger();
    }
    return more;
  }

  private void refuse(HttpAnswer answer) throws IOException {
    within(limits.responseSecondsMax());
    out.write(answer, true, true);
    linger();
  }

  /** RFC 9112 §9.6: a connection that is closed with octets unread takes the answer with it. */
  private void linger() throws IOException {
    channel.shutdownOutput();
    within(limits.requestSecondsMax());
    while (in.take(Long.MAX_VALUE) != null) {}
  }

  private boolean isDraining() {
    synchronized (stateLock) {
      return draining;
    }
  }

  // ---- from outside --------------------------------------------------------------------------

  /** Breaks the connection off when its time is over. */
  @Override
  public void expireIfLate(long now) {
    if (now - deadline > 0) {
      abort();
    }
  }

  /** The request under way is the last one; without one, the connection ends now. */
  @Override
  public void drain() {
    synchronized (stateLock) {
      draining = true;
      if (idle) {
        abort();
      }
    }
  }

  /** The connection ends now. */
  @Override
  public void abort() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
