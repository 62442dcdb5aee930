package dev.indicia.signed;

import dev.indicia.message.HeaderField;
import java.util.Arrays;

/**
 * The octets that a signature covers: canonicalized header fields one after the other (RFC 6376
 * §3.7). Reused from one signature to the next; not thread-safe.
 */
public final class SigningInput {
  private static final int KEPT_MAX = 64 << 10;

  private byte[] octets = new byte[4 << 10];
  private int length;
  private int valueStart;
  private boolean space;

  /** The array that holds the octets; good until more is added. */
  public byte[] octets() {
    return octets;
  }

  /** How many octets there are. */
  public int length() {
    return length;
  }

  /** Starts anew. */
  public void clear() {
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
  public void addField(boolean relaxed, byte[] from, HeaderField field) {
    addField(relaxed, from, field.start(), field.nameEnd(), field.valueStart(), field.end());
  }

  /** Adds a field with the CRLF at its end; {@code end} lies behind its last octet. */
  public void addField(
      boolean relaxed, byte[] from, int start, int nameEnd, int valueStart, int end) {
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
  public void addSignatureField(
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

  /**
   * Adds a field unfolded and without any white space, with the CRLF at its end
   * (draft-ietf-dkim-dkim2-spec §9.6). What stands in a gap is left out.
   *
   * @param gaps offsets in ascending order, each gap's from and to
   */
  public void addWithoutSpace(
      byte[] from, int start, int nameEnd, int valueStart, int end, int... gaps) {
    int to = withoutCrlf(from, valueStart, end);
    relaxedName(from, start, nameEnd);
    reserve(to - valueStart + 2);
    int at = length;
    int gap = 0;
    for (int i = valueStart; i < to; i++) {
      if (gap < gaps.length && i == gaps[gap]) {
        i = gaps[gap + 1] - 1;
        gap += 2;
        continue;
      }
      byte octet = from[i];
      boolean fold = octet == '\r' && i + 1 < to && from[i + 1] == '\n';
      if (fold) {
        i++;
      } else if (!TagList.isWsp(octet)) {
        octets[at++] = octet;
      }
    }
    octets[at++] = '\r';
    octets[at++] = '\n';
    length = at;
  }

  /** The end of the field without the CRLF that ends it. */
  public static int withoutCrlf(byte[] octets, int start, int end) {
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
