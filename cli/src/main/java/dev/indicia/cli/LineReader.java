package dev.indicia.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of octets, each up to a limit. Not thread-safe. */
final class LineReader {
  private final Window window;
  private final int lineOctetsMax;
  private long number;
  private boolean tooLong;

  LineReader(InputStream in, int lineOctetsMax) {
    this.window = new Window(in);
    this.lineOctetsMax = lineOctetsMax;
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** Whether the line read last was longer than the limit; it was returned empty. */
  boolean wasTooLong() {
    return tooLong;
  }

  /** Octets read so far. */
  long position() {
    return window.dropped();
  }

  /** The next line without its line end, null behind the last one. */
  byte @Nullable [] next() throws IOException {
    if (!window.has(1)) {
      return null;
    }
    number++;
    tooLong = false;
    int from = 0;
    while (true) {
      int lf = window.indexOfLf(from);
      if (lf >= 0) {
        return take(lf, lf + 1);
      }
      from = window.size();
      if (from > lineOctetsMax) {
        tooLong = true;
        window.drop(from);
        from = 0;
      }
      if (!window.has(from + 1)) {
        return take(window.size(), window.size());
      }
    }
  }

  private byte[] take(int length, int drop) {
    tooLong |= length > lineOctetsMax;
    int end = length > 0 && window.at(length - 1) == '\r' ? length - 1 : length;
    byte[] line = tooLong ? new byte[0] : window.copy(0, end);
    window.drop(drop);
    return line;
  }
}
