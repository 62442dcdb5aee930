package dev.indicia.dkim;

import dev.indicia.message.HeaderField;
import java.util.Arrays;

/**
 * The octets that a signature covers: canonicalized header fields one after the other (RFC 6376
 * §3.7). Reused from one signature to the next; not thread-safe.
 */
final class SigningInput {
  private static final int KEPT_MAX = 64 << 10;

  private byte[] octets = new byte[4 << 10];
  private int length;
  private int valueStart;
  private boolean space;

  byte[] octets() {
    return octets;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    if (octets.length > KEPT_MAX) {
      octets = new byte[4 << 10];
    }
  }

  private void reserve(int more) {
    if (octets.length - length < more) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
    }
  }

  /** Adds a field of a message with the CRLF at its end. */
  void addField(boolean relaxed, byte[] from, HeaderField field) {
    addField(relaxed, from, field.start(), field.nameEnd(), field.valueStart(), field.end());
  }

  /** Adds a field with the CRLF at its end; {@code end} lies behind its last octet. */
  void addField(boolean relaxed, byte[] from, int start, int nameEnd, int valueStart, int end) {
    int to = withoutCrlf(from, valueStart, end);
    if (relaxed) {
      relaxedName(from, start, nameEnd);
      relaxedValue(from, valueStart, to, to, to);
    } else {
      reserve(to - start + 2);
      append(from, start, to);
    }
    reserve(2);
    octets[length++] = '\r';
    octets[length++] = '\n';
  }

  /** Adds the signature field without the value of b= and without the CRLF at its end. */
  void addSignatureField(
      boolean relaxed,
      byte[] from,
      int start,
      int nameEnd,
      int valueStart,
      int end,
      int gapStart,
      int gapEnd) {
    int to = withoutCrlf(from, valueStart, end);
    if (relaxed) {
      relaxedName(from, start, nameEnd);
      relaxedValue(from, valueStart, gapStart, gapEnd, to);
    } else {
      reserve(to - start);
      append(from, start, gapStart);
      append(from, gapEnd, to);
    }
  }

  static int withoutCrlf(byte[] octets, int start, int end) {
    return end - 2 >= start && octets[end - 1] == '\n' && octets[end - 2] == '\r' ? end - 2 : end;
  }

  private void append(byte[] from, int start, int end) {
    System.arraycopy(from, start, octets, length, end - start);
    length += end - start;
  }

  // RFC 6376 §3.4.2: the name in lower case, no white space around the colon.
  private void relaxedName(byte[] from, int start, int nameEnd) {
    reserve(nameEnd - start + 1);
    for (int i = start; i < nameEnd; i++) {
      octets[length++] = (byte) FieldNames.lower(from[i]);
    }
    octets[length++] = ':';
  }

  // RFC 6376 §3.4.2: unfolded, each run of white space one space, none at either end.
  private void relaxedValue(byte[] from, int start, int gapStart, int gapEnd, int end) {
    // A word more than is kept may be written.
    reserve(end - start + Words.LENGTH);
    valueStart = length;
    space = false;
    relaxedPart(from, start, gapStart);
    relaxedPart(from, gapEnd, end);
  }

  private void relaxedPart(byte[] from, int start, int end) {
    byte[] to = octets;
    int at = length;
    int i = start;
    while (i < end) {
      // Inside the value words are copied up to a control or a space with another behind it.
      if (!space && at > valueStart && i + Words.LENGTH < end) {
        long word = Words.get(from, i);
        long next = Words.get(from, i + 1);
        Words.set(to, at, word);
        long event = Words.below(word, ' ') | (Words.equal(word, ' ') & Words.below(next, ' ' + 1));
        int same = event == 0 ? Words.LENGTH : Words.firstIndex(event);
        at += same;
        i += same;
        if (event == 0) {
          continue;
        }
      }
      byte octet = from[i];
      if (octet == ' ' || octet == '\t') {
        space = true;
      } else if (octet == '\r' && i + 1 < end && from[i + 1] == '\n') {
        i++;
      } else {
        if (space && at > valueStart) {
          to[at++] = ' ';
        }
        space = false;
        to[at++] = octet;
      }
      i++;
    }
    length = at;
  }
}
