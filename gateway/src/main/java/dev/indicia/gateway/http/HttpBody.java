package dev.indicia.gateway.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The body of a request (RFC 9112 §6 and §7). For one thread. */
final class HttpBody {
  /** A length in hexadecimal digits, and extensions that nobody uses. */
  private static final int CHUNK_LINE_OCTETS_MAX = 256;

  private static final int CHUNK_DIGITS_MAX = 8;

  private final HttpInput in;
  private final HttpOutput out;
  private final HttpLimits limits;
  private final Runnable atEnd;
  private final boolean chunked;
  private boolean awaited;

  /** Octets that are left, of the chunk or of all. */
  private long left;

  private boolean whole;
  private boolean begun;

  /**
   * The body of the request whose head was read last.
   *
   * @param atEnd called when all of it has come
   */
  HttpBody(HttpInput in, HttpOutput out, HttpRequest request, HttpLimits limits, Runnable atEnd) {
    this.in = in;
    this.out = out;
    this.limits = limits;
    this.atEnd = atEnd;
    this.chunked = request.bodyOctets() == HttpRequest.CHUNKED;
    this.left = chunked ? 0 : request.bodyOctets();
    endWhen(!chunked && left == 0);
    this.awaited = request.awaitsContinue() && !whole;
  }

  private void endWhen(boolean end) {
    if (end) {
      whole = true;
      atEnd.run();
    }
  }

  /** Whether its end was read. */
  boolean isWhole() {
    return whole;
  }

  /**
   * The next octets of it, as they come; they hold until the next call.
   *
   * @return null at its end
   * @throws MalformedException when it is none
   * @throws EOFException when it breaks off
   */
  @Nullable ByteBuffer next() throws IOException {
    if (awaited) {
      awaited = false;
      out.write(HttpOutput.CONTINUE);
    }
    if (left == 0 && !whole) {
      nextChunk();
    }
    if (whole) {
      return null;
    }
    ByteBuffer octets = in.take(left);
    if (octets == null) {
      throw new EOFException("the body breaks off");
    }
    left -= octets.remaining();
    endWhen(!chunked && left == 0);
    return octets;
  }

  /** What came is no body. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(HttpRefusedException why) {
      super(why);
    }
  }

  private void nextChunk() throws IOException {
    try {
      if (begun && !line(0).isEmpty()) {
        throw HttpRefusedException.malformed("a chunk is longer than it says");
      }
      begun = true;
      left = chunkOctets(line(CHUNK_LINE_OCTETS_MAX));
      if (left == 0) {
        trailer();
        endWhen(true);
      }
    } catch (HttpRefusedException e) {
      throw new MalformedException(e);
    }
  }

  private static long chunkOctets(String line) throws HttpRefusedException {
    int digits = 0;
    while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
      digits++;
    }
    String rest = line.substring(digits).strip();
    boolean sound = rest.isEmpty() || rest.charAt(0) == ';';
    if (digits == 0 || digits > CHUNK_DIGITS_MAX || !sound) {
      throw HttpRefusedException.malformed("a chunk has no length");
    }
    return Long.parseLong(line.substring(0, digits), 16);
  }

  /** RFC 9112 §7.1.2: what stands there is not asked for. */
  private void trailer() throws IOException, HttpRefusedException {
    int octetsLeft = limits.headerOctetsMax();
    for (String line = line(octetsLeft); !line.isEmpty(); line = line(octetsLeft)) {
      octetsLeft -= line.length();
    }
  }

  private String line(int octetsMax) throws IOException, HttpRefusedException {
    String line = in.line(octetsMax);
    if (line == null) {
      throw new EOFException("the body breaks off");
    }
    return line;
  }
}
