package dev.indicia.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** What a client sends, as it comes. For one thread. */
final class HttpInput {
  /** Room for the body of most requests, so that one call reads it. */
  private static final int OCTETS_MIN = 64 << 10;

  /** CR LF CR LF. */
  private static final int END_OCTETS = 4;

  private final SocketChannel channel;
  private final byte[] octets;
  private int start;
  private int end;

  HttpInput(SocketChannel channel, HttpLimits limits) {
    this.channel = channel;
    this.octets = new byte[Math.max(OCTETS_MIN, limits.headerOctetsMax() + END_OCTETS)];
  }

  boolean isEmpty() {
    return start == end;
  }

  /** Reads what is there, and waits for something; false at the end. */
  boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == octets.length) {
      System.arraycopy(octets, start, octets, 0, end - start);
      end -= start;
      start = 0;
    }
    int count = channel.read(ByteBuffer.wrap(octets, end, octets.length - end));
    end += Math.max(0, count);
    return count >= 0;
  }

  /**
   * The head of the request that begins here, behind empty lines (RFC 9112 §2.2).
   *
   * @return null when the client has ended before one was whole
   */
  @Nullable HttpRequest head(HttpLimits limits) throws IOException, HttpRefusedException {
    int seen = 0;
    while (true) {
      while (seen == 0 && end - start >= 2 && octets[start] == '\r' && octets[start + 1] == '\n') {
        start += 2;
      }
      for (; start + seen + END_OCTETS <= end; seen++) {
        if (seen + 2 > limits.headerOctetsMax()) {
          throw new HttpRefusedException(431, "header", "the head is too long");
        }
        // RFC 9112 §2.2 allows to take it for an end; who does and who does not disagree about
        // heads.
        if (octets[start + seen] == '\n' && (seen == 0 || octets[start + seen - 1] != '\r')) {
          throw HttpRefusedException.malformed("a line of the head ends with a bare LF");
        }
        if (isEnd(start + seen)) {
          HttpRequest request = HttpRequest.parse(octets, start, start + seen + 2, limits);
          start += seen + END_OCTETS;
          return request;
        }
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private boolean isEnd(int at) {
    return octets[at] == '\r'
        && octets[at + 1] == '\n'
        && octets[at + 2] == '\r'
        && octets[at + 3] == '\n';
  }

  /** A line without its CR LF; null when the client has ended before. */
  @Nullable String line(int octetsMax) throws IOException, HttpRefusedException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = octet();
      if (c < 0) {
        return null;
      }
      if (c == '\r') {
        if (octet() != '\n') {
          throw HttpRefusedException.malformed("a line of the body has no end");
        }
        return line.toString();
      }
      if (line.length() == octetsMax || c < ' ' && c != '\t') {
        throw HttpRefusedException.malformed("a line of the body is none");
      }
      line.append((char) c);
    }
  }

  private int octet() throws IOException {
    return start < end || fill() ? octets[start++] & 0xff : -1;
  }

  /**
   * Takes what is there, at most so much; waits where nothing is.
   *
   * @return holds until more is read; null at the end
   */
  @Nullable ByteBuffer take(long octetsMax) throws IOException {
    while (start == end) {
      if (!fill()) {
        return null;
      }
    }
    int count = (int) Math.min(octetsMax, end - start);
    ByteBuffer taken = ByteBuffer.wrap(octets, start, count);
    start += count;
    return taken;
  }
}
