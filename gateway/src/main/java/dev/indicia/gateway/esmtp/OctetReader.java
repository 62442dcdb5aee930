package dev.indicia.gateway.esmtp;

import java.io.IOException;
import java.util.Arrays;

/**
 * Takes lines and octets from a stream, whatever pieces it comes in. Holds one buffer of fixed
 * size. Not thread-safe.
 */
public final class OctetReader {
  /** Where the octets come from. */
  @FunctionalInterface
  public interface Source {
    /** As {@link java.io.InputStream#read(byte[], int, int)}: at least one octet, or -1. */
    int read(byte[] buffer, int offset, int length) throws IOException;
  }

  /** What was read. */
  public sealed interface Line {
    /** A line without its CRLF. */
    record Text(byte[] octets) implements Line {}

    /** A line that is refused; it was read to its end, a LF. */
    record Bad(SmtpRefusal refusal) implements Line {}

    /**
     * The stream ended, or a line went on past twice its bound, so that nobody knows where the next
     * one begins. What stood behind the last line end is dropped.
     */
    record End() implements Line {}
  }

  private static final int BUFFER_OCTETS = 8192;

  private final Source source;
  private final byte[] buffer = new byte[BUFFER_OCTETS];
  private int from;
  private int to;

  /** A reader at the beginning of the source. */
  public OctetReader(Source source) {
    this.source = source;
  }

  /** How many octets are here already. */
  public int buffered() {
    return to - from;
  }

  /** Forgets what is here already (RFC 3207 §4.2). */
  public void discard() {
    from = to;
  }

  /**
   * The next line. It ends with a LF; one that stands without CR before it, a CR elsewhere and a
   * NUL make it bad. Of a line that is too long nothing is kept, and it is read on for at most as
   * much again.
   *
   * @param octetsMax octets of the line with its CRLF
   */
  public Line line(int octetsMax) throws IOException {
    byte[] line = new byte[Math.min(octetsMax, 128)];
    int length = 0;
    boolean odd = false;
    long seen = 0;
    while (true) {
      if (from == to && !fill()) {
        return new Line.End();
      }
      byte octet = buffer[from++];
      seen++;
      if (octet == '\n') {
        break;
      }
      if (seen > 2L * octetsMax) {
        return new Line.End();
      }
      if (seen < octetsMax) {
        odd |= octet == 0 || (length > 0 && line[length - 1] == '\r');
        if (length == line.length) {
          line = Arrays.copyOf(line, Math.min(2 * length, octetsMax));
        }
        line[length++] = octet;
      }
    }
    if (seen > octetsMax) {
      return new Line.Bad(SmtpRefusal.LINE_TOO_LONG);
    }
    if (odd || length == 0 || line[length - 1] != '\r') {
      return new Line.Bad(SmtpRefusal.LINE_END);
    }
    return new Line.Text(Arrays.copyOf(line, length - 1));
  }

  /**
   * Hands what is here, and at least one octet, to the decoder.
   *
   * @param max octets handed over at most
   * @return how many the decoder took; -1 when the stream ended
   */
  public int decode(ContentDecoder decoder, long max) throws IOException {
    if (from == to && !fill()) {
      return -1;
    }
    int length = (int) Math.min(to - from, max);
    int taken = decoder.decode(buffer, from, length);
    from += taken;
    return taken;
  }

  /** Drops what is here, and at least one octet; -1 when the stream ended. */
  public int skip(long max) throws IOException {
    if (from == to && !fill()) {
      return -1;
    }
    int length = (int) Math.min(to - from, max);
    from += length;
    return length;
  }

  /**
   * Looks with a source that does not wait whether the stream goes on.
   *
   * @param ready returns 0 when there is nothing now
   * @return whether the stream has ended and nothing is left here
   */
  public boolean ended(Source ready) throws IOException {
    if (from < to) {
      return false;
    }
    int count = ready.read(buffer, 0, buffer.length);
    from = 0;
    to = Math.max(count, 0);
    return count < 0;
  }

  private boolean fill() throws IOException {
    int count = source.read(buffer, 0, buffer.length);
    from = 0;
    to = Math.max(count, 0);
    return count >= 0;
  }
}
