package dev.indicia.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message after the other from a stream that holds one message or an mbox, whatever its
 * length: never more than one message is kept, and of one past the limit nothing. A stream that
 * begins with "From " is an mbox. Not thread-safe.
 *
 * <p>Messages of an mbox end at a separator line after an empty line ({@link MboxLines}); where
 * Content-Length leads exactly to a separator or to the end, it decides (mboxcl). It is believed
 * only then: senders write that field too.
 */
final class MessageSplitter {
  /** Room for the separator line, on top of the largest message. */
  private static final int SLACK = 4096;

  private static final int HEADER_OCTETS_MAX = 1 << 20;
  private static final String CONTENT_LENGTH = "content-length:";

  private final Window window;
  private final int octetsMax;
  private boolean started;
  private boolean mbox;

  /**
   * A splitter of that stream.
   *
   * @param octetsMax largest message that is kept, in octets
   */
  MessageSplitter(InputStream in, int octetsMax) {
    this.window = new Window(in);
    this.octetsMax = octetsMax;
  }

  /** Octets of the stream that are done with. */
  long position() {
    return window.dropped();
  }

  /** Whether the stream is an mbox. */
  boolean isMbox() throws IOException {
    if (!started) {
      started = true;
      mbox = window.startsWith(0, "From ");
    }
    return mbox;
  }

  /** Whether another message follows. The first is there even in an empty stream. */
  boolean hasMore() throws IOException {
    return window.has(1);
  }

  /** The next message, null behind the last one. */
  @Nullable Content next() throws IOException {
    boolean first = !started;
    if (isMbox()) {
      return hasMore() ? nextOfMbox() : null;
    }
    return first ? whole() : null;
  }

  private Content whole() throws IOException {
    if (!window.has(octetsMax + 1)) {
      byte[] octets = window.copy(0, window.size());
      window.drop(window.size());
      return new Content.Octets(octets);
    }
    while (window.has(1)) {
      window.drop(window.size());
    }
    return new Content.TooLarge(octetsMax);
  }

  private Content nextOfMbox() throws IOException {
    int start = lineEnd(0);
    int bodyStart = headerEnd(start);
    int end = endByContentLength(start, bodyStart);
    if (end < 0) {
      end = nextSeparator(start);
    }
    if (end < 0) {
      skipToSeparator();
      return new Content.TooLarge(octetsMax);
    }
    byte[] octets = window.copy(start, withoutEmptyLine(bodyStart, end));
    int body = Math.min(bodyStart < 0 ? octets.length : bodyStart - start, octets.length);
    window.drop(end);
    return new Content.Octets(MboxLines.unquoted(octets, body));
  }

  /** Index behind the line that starts there, which is cut where it is longer than the slack. */
  private int lineEnd(int from) throws IOException {
    for (int i = from; i - from < SLACK && window.has(i + 1); i++) {
      if (window.at(i) == '\n') {
        return i + 1;
      }
    }
    return Math.min(from + SLACK, window.size());
  }

  /** Index behind the empty line that ends the header section, -1 when there is none in reach. */
  private int headerEnd(int from) throws IOException {
    int line = from;
    int i = from;
    while (i - from < HEADER_OCTETS_MAX && window.has(i + 1)) {
      if (window.at(i++) == '\n') {
        boolean empty = i - line == 1 || (i - line == 2 && window.at(line) == '\r');
        if (empty) {
          return i;
        }
        line = i;
      }
    }
    return -1;
  }

  /** Where Content-Length says the message ends, -1 when it is absent or leads nowhere. */
  private int endByContentLength(int start, int bodyStart) throws IOException {
    long length = bodyStart < 0 ? -1 : contentLength(start, bodyStart);
    if (length < 0 || bodyStart - start + length > octetsMax) {
      return -1;
    }
    int end = bodyStart + (int) length;
    if (!window.has(end)) {
      return -1;
    }
    // mboxcl has an empty line between the body and the separator, which is not counted.
    int i = end;
    for (int lines = 0; lines < 2 && window.has(i + 1); lines++) {
      if (window.at(i) == '\r' && window.has(i + 2) && window.at(i + 1) == '\n') {
        i += 2;
      } else if (window.at(i) == '\n') {
        i++;
      } else {
        break;
      }
    }
    boolean atLineStart = i == bodyStart || window.at(i - 1) == '\n';
    return !window.has(i + 1) || (atLineStart && MboxLines.isSeparator(window, i)) ? i : -1;
  }

  private long contentLength(int start, int bodyStart) {
    int line = start;
    while (line < bodyStart) {
      int next = window.indexOfLf(line) + 1;
      if (isContentLength(line, next)) {
        return number(line + CONTENT_LENGTH.length(), next);
      }
      line = next;
    }
    return -1;
  }

  private boolean isContentLength(int line, int next) {
    if (next - line < CONTENT_LENGTH.length()) {
      return false;
    }
    for (int i = 0; i < CONTENT_LENGTH.length(); i++) {
      if (Character.toLowerCase(window.at(line + i)) != CONTENT_LENGTH.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private long number(int from, int to) {
    long value = -1;
    for (int i = from; i < to; i++) {
      byte octet = window.at(i);
      if (octet >= '0' && octet <= '9') {
        value = Math.max(value, 0) * 10 + octet - '0';
        if (value > octetsMax) {
          return -1;
        }
      } else if (octet > ' ' || (value >= 0 && octet == ' ')) {
        return -1;
      }
    }
    return value;
  }

  /** Index of the next separator, or of the end; -1 when the message is past the limit. */
  private int nextSeparator(int start) throws IOException {
    int i = start;
    while (true) {
      int lf = window.indexOfLf(i);
      if (lf < 0) {
        i = window.size();
        if (i - start > octetsMax + SLACK) {
          return -1;
        }
        if (!window.has(i + 1)) {
          return i - start > octetsMax ? -1 : i;
        }
        continue;
      }
      if (endsEmptyLine(start, lf) && MboxLines.isSeparator(window, lf + 1)) {
        return lf + 1 - start > octetsMax ? -1 : lf + 1;
      }
      i = lf + 1;
    }
  }

  private boolean endsEmptyLine(int start, int lf) {
    int before = lf - 1;
    if (before >= start && window.at(before) == '\r') {
      before--;
    }
    return before < start || window.at(before) == '\n';
  }

  private void skipToSeparator() throws IOException {
    while (true) {
      int lf = window.indexOfLf(0);
      if (lf < 0) {
        window.drop(window.size());
        if (!window.has(1)) {
          return;
        }
        continue;
      }
      window.drop(lf + 1);
      // The line that follows is empty, and behind it stands a separator.
      int empty = window.startsWith(0, "\r\n") ? 2 : window.startsWith(0, "\n") ? 1 : 0;
      if (empty > 0 && MboxLines.isSeparator(window, empty)) {
        window.drop(empty);
        return;
      }
    }
  }

  /** The end without the empty line that the format puts behind each message. */
  private int withoutEmptyLine(int bodyStart, int end) {
    if (bodyStart < 0 || end - 1 < bodyStart || window.at(end - 1) != '\n') {
      return end;
    }
    int line = end - 1;
    if (line - 1 >= bodyStart && window.at(line - 1) == '\r') {
      line--;
    }
    return line == bodyStart || window.at(line - 1) == '\n' ? line : end;
  }
}
