package dev.indicia.message;

import java.util.Arrays;

/** Messages as files store them: LF line ends and the mbox separator line. */
final class StoredLines {
  private StoredLines() {}

  static boolean endInLfAlone(byte[] octets) {
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '\n') {
        return i == 0 || octets[i - 1] != '\r';
      }
    }
    return false;
  }

  /** The octets with a CR put before every LF that has none. */
  static byte[] toCrlf(byte[] octets) {
    int bare = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
        bare++;
      }
    }
    byte[] lines = new byte[Math.addExact(octets.length, bare)];
    int length = 0;
    int from = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
        System.arraycopy(octets, from, lines, length, i - from);
        length += i - from;
        lines[length++] = '\r';
        from = i;
      }
    }
    System.arraycopy(octets, from, lines, length, octets.length - from);
    return lines;
  }

  /** Length of a first line "From ..." with its line end; 0 when there is none. */
  static int mboxLineLength(byte[] octets) {
    byte[] from = {'F', 'r', 'o', 'm', ' '};
    if (octets.length < from.length
        || !Arrays.equals(octets, 0, from.length, from, 0, from.length)) {
      return 0;
    }
    int behind = from.length;
    while (behind < octets.length && (octets[behind] == ' ' || octets[behind] == '\t')) {
      behind++;
    }
    if (behind < octets.length && octets[behind] == ':') {
      // "From :" is a header field in its obsolete form (RFC 5322 §4.5), and names an author.
      return 0;
    }
    for (int i = behind; i < octets.length; i++) {
      if (octets[i] == '\n') {
        return i + 1;
      }
    }
    return octets.length;
  }
}
