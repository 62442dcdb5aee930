package dev.indicia.dkim2;

import java.util.Arrays;

/**
 * Where the lines of a body stand. Only CRLF ends a line; what stands behind the last one is a line
 * too, unless it is empty. Immutable.
 */
final class BodyLines {
  private final byte[] octets;
  private final int from;
  private final int[] ends;
  private final int count;

  /** The lines between the offsets. */
  BodyLines(byte[] octets, int from, int to) {
    this.octets = octets;
    this.from = from;
    int[] found = new int[Math.max(16, (to - from) / 32)];
    int lines = 0;
    for (int i = from; i < to; i++) {
      boolean end = octets[i] == '\r' && i + 1 < to && octets[i + 1] == '\n';
      if (end || i == to - 1) {
        if (lines == found.length) {
          found = Arrays.copyOf(found, 2 * lines);
        }
        i += end ? 1 : 0;
        found[lines++] = i + 1;
      }
    }
    this.ends = found;
    this.count = lines;
  }

  int count() {
    return count;
  }

  byte[] octets() {
    return octets;
  }

  /** Where the line with this index, from 0, starts. */
  int start(int line) {
    return line == 0 ? from : ends[line - 1];
  }

  /** Where the line ends, without its CRLF. */
  int end(int line) {
    int start = start(line);
    int end = ends[line];
    return end - 2 >= start && octets[end - 1] == '\n' && octets[end - 2] == '\r' ? end - 2 : end;
  }

  /** Whether that line is a line of the other text. */
  boolean isSame(int line, BodyLines other, int otherLine) {
    return Arrays.equals(
        octets, start(line), end(line), other.octets, other.start(otherLine), other.end(otherLine));
  }

  /** The line's octets without its CRLF. */
  byte[] line(int line) {
    return Arrays.copyOfRange(octets, start(line), end(line));
  }
}
