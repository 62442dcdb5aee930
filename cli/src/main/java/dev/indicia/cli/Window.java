package dev.indicia.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window that slides over a stream: it grows to what is asked for and forgets what was dropped.
 * Indexes count from the first octet kept.
 */
final class Window {
  private static final int CHUNK = 64 << 10;

  private final InputStream in;
  private byte[] octets = new byte[2 * CHUNK];
  private int start;
  private int end;
  private boolean atEnd;
  private long dropped;

  Window(InputStream in) {
    this.in = in;
  }

  /** Octets kept. */
  int size() {
    return end - start;
  }

  /** Octets dropped so far: where in the stream index 0 is. */
  long dropped() {
    return dropped;
  }

  /** The octet at the index. */
  byte at(int index) {
    return octets[start + index];
  }

  /** Reads until there are that many octets; false when the stream ends before. */
  boolean has(int count) throws IOException {
    while (size() < count) {
      if (atEnd || !fill()) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    if (octets.length - end < CHUNK) {
      makeRoom();
    }
    int read = in.read(octets, end, octets.length - end);
    if (read < 0) {
      atEnd = true;
      return false;
    }
    end += read;
    return true;
  }

  /**
   * Moves what is kept to the front; into a larger array where it is more than half of this one.
   */
  private void makeRoom() {
    int kept = size();
    int needed = kept + CHUNK;
    byte[] target = needed > octets.length / 2 ? new byte[Math.max(2 * needed, CHUNK)] : octets;
    System.arraycopy(octets, start, target, 0, kept);
    octets = target;
    start = 0;
    end = kept;
  }

  /** Forgets the first octets. */
  void drop(int count) {
    start += count;
    dropped += count;
    if (start == end && octets.length > 64 * CHUNK) {
      // One large message is no reason to keep a large array.
      octets = new byte[2 * CHUNK];
      start = 0;
      end = 0;
    }
  }

  /** Index of the first LF from there on within what is kept, or -1. */
  int indexOfLf(int from) {
    for (int i = start + from; i < end; i++) {
      if (octets[i] == '\n') {
        return i - start;
      }
    }
    return -1;
  }

  /** Whether the ASCII text stands at the index. */
  boolean startsWith(int index, String text) throws IOException {
    if (!has(index + text.length())) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (octets[start + index + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A copy of the octets from one index to before another. */
  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(octets, start + from, start + to);
  }
}
