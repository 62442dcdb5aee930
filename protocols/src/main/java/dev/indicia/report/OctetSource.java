package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A stream with a buffer in front that can be looked at before it is read, so that a format shows
 * itself by its first octets, and what follows compressed data is found.
 */
final class OctetSource extends InputStream {
  static final int BUFFER_OCTETS = 32 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_OCTETS];
  private int position;
  private int end;
  private long passed;

  OctetSource(InputStream in) {
    this.in = in;
  }

  /** Octets read so far. */
  long passed() {
    return passed;
  }

  /** Whether that many octets follow; at most the buffer's size can be asked for. */
  boolean has(int count) throws IOException {
    while (end - position < count) {
      if (position > 0) {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  /** Octets that can be looked at now. */
  int available(int wanted) throws IOException {
    return has(wanted) ? wanted : end - position;
  }

  /** The octet at the index from here, 0 to 255. */
  int at(int index) {
    return buffer[position + index] & 0xff;
  }

  /** The little-endian number of two octets at the index. */
  int shortAt(int index) {
    return at(index) | at(index + 1) << 8;
  }

  /** The little-endian number of four octets at the index. */
  long intAt(int index) {
    return shortAt(index) | (long) shortAt(index + 2) << 16;
  }

  /** A copy of the octets at the index. */
  byte[] copy(int index, int length) {
    byte[] octets = new byte[length];
    System.arraycopy(buffer, position + index, octets, 0, length);
    return octets;
  }

  /** Passes over octets that {@link #has} has shown. */
  void drop(int count) {
    position += count;
    passed += count;
  }

  @Override
  public int read() throws IOException {
    if (!has(1)) {
      return -1;
    }
    int octet = at(0);
    drop(1);
    return octet;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int buffered = end - position;
    if (buffered == 0) {
      int read = in.read(target, offset, length);
      passed += Math.max(read, 0);
      return read;
    }
    int count = Math.min(buffered, length);
    System.arraycopy(buffer, position, target, offset, count);
    drop(count);
    return count;
  }

  /**
   * Inflates what follows into the target; what the inflater does not take stays here. All that
   * comes out before a break is given first, so that it does not matter in which pieces one reads.
   *
   * @return octets written; -1 when the compressed data have ended
   * @throws Refusal with that reason when they are broken
   */
  int inflate(Inflater inflater, byte[] target, int offset, int length, ReportReason broken)
      throws IOException {
    long alreadyWritten = inflater.getBytesWritten();
    int before = 0;
    try {
      while (!inflater.finished()) {
        before = inflater.getRemaining();
        if (before == 0 && inflater.needsInput()) {
          if (!has(1)) {
            throw new Refusal(broken, "the compressed data end too early");
          }
          inflater.setInput(buffer, position, end - position);
          before = end - position;
        }
        int written = inflater.inflate(target, offset, length);
        drop(before - inflater.getRemaining());
        if (written > 0) {
          return written;
        }
        if (inflater.needsDictionary()) {
          throw new Refusal(broken, "the compressed data need a dictionary");
        }
      }
      return -1;
    } catch (DataFormatException e) {
      drop(before - inflater.getRemaining());
      int written = (int) (inflater.getBytesWritten() - alreadyWritten);
      if (written > 0) {
        return written;
      }
      throw new Refusal(broken, "the compressed data cannot be read");
    }
  }
}
