package dev.indicia.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * One header field (RFC 5322 §2.2), as a range of the message's octets. Immutable.
 *
 * <p>From {@link #start} to {@link #nameEnd} stands the field name (without white space before the
 * colon), from {@link #valueStart} to {@link #end} the field body with its folding and its final
 * line end.
 */
public final class HeaderField {
  private final byte[] octets;
  private final int start;
  private final int nameEnd;
  private final int valueStart;
  private final int end;

  HeaderField(byte[] octets, int start, int nameEnd, int valueStart, int end) {
    this.octets = octets;
    this.start = start;
    this.nameEnd = nameEnd;
    this.valueStart = valueStart;
    this.end = end;
  }

  byte[] octets() {
    return octets;
  }

  /** Offset of the field's first octet. */
  public int start() {
    return start;
  }

  /** Offset behind the last octet of the field name. */
  public int nameEnd() {
    return nameEnd;
  }

  /** Offset of the octet behind the colon. */
  public int valueStart() {
    return valueStart;
  }

  /** Offset behind the field's last octet: behind its CRLF, where it has one. */
  public int end() {
    return end;
  }

  /** The field name as written. */
  public String name() {
    return new String(octets, start, nameEnd - start, StandardCharsets.ISO_8859_1);
  }

  /** Whether the field has this name, which is compared without case (RFC 5322 §1.2.2, ASCII). */
  public boolean isNamed(String name) {
    int length = nameEnd - start;
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(octets[start + i]) != lower(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(int character) {
    return character >= 'A' && character <= 'Z' ? character + 0x20 : character;
  }

  /**
   * The field body unfolded (each CRLF before white space removed, RFC 5322 §2.2.3) without the
   * white space around it; octets as UTF-8, malformed ones as U+FFFD (RFC 6532 §3.2).
   */
  public String value() {
    return decode(StandardCharsets.UTF_8);
  }

  /** As {@link #value}, with one character for each octet (ISO 8859-1). */
  public String valueOctets() {
    return decode(StandardCharsets.ISO_8859_1);
  }

  private String decode(Charset charset) {
    int from = valueStart;
    int to = end;
    while (from < to && isSpace(octets[from])) {
      from++;
    }
    while (to > from && isSpace(octets[to - 1])) {
      to--;
    }
    boolean folded = false;
    for (int i = from; i < to && !folded; i++) {
      folded = octets[i] == '\n';
    }
    if (!folded) {
      return new String(octets, from, to - from, charset);
    }
    byte[] unfolded = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (octets[i] == '\r' && i + 1 < to && octets[i + 1] == '\n') {
        i++;
      } else {
        unfolded[length++] = octets[i];
      }
    }
    return new String(unfolded, 0, length, charset);
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }

  @Override
  public String toString() {
    return name() + ": " + value();
  }
}
