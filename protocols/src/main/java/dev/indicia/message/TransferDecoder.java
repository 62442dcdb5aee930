package dev.indicia.message;

import java.util.Arrays;

/** Decodes base64 and quoted-printable (RFC 2045 §6.7, §6.8) as far as they can be read. */
final class TransferDecoder {
  private final byte[] octets;
  private final int from;
  private final int to;
  private final int octetsMax;
  private byte[] out;
  private int length;
  private int skipped;
  private boolean truncated;

  private TransferDecoder(byte[] octets, int from, int to, int octetsMax) {
    this.octets = octets;
    this.from = from;
    this.to = to;
    this.octetsMax = octetsMax;
    this.out = new byte[Math.min(octetsMax, to - from)];
  }

  static DecodedBody decode(
      TransferEncoding encoding, byte[] octets, int from, int to, int octetsMax) {
    TransferDecoder decoder = new TransferDecoder(octets, from, to, octetsMax);
    switch (encoding) {
      case BASE64 -> decoder.base64();
      case QUOTED_PRINTABLE -> decoder.quotedPrintable();
      case SEVEN_BIT, EIGHT_BIT, BINARY, UNKNOWN -> decoder.identity();
    }
    return decoder.result();
  }

  private DecodedBody result() {
    byte[] result = length == out.length ? out : Arrays.copyOf(out, length);
    return new DecodedBody(result, skipped, truncated);
  }

  private void identity() {
    length = Math.min(octetsMax, to - from);
    truncated = length < to - from;
    System.arraycopy(octets, from, out, 0, length);
  }

  private boolean put(int octet) {
    if (length == octetsMax) {
      truncated = true;
      return false;
    }
    out[length++] = (byte) octet;
    return true;
  }

  /** The six bits that the character stands for (RFC 2045 §6.8, table 1), or -1. */
  static int base64Value(int c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }

  /**
   * RFC 2045 §6.8: characters outside the alphabet are skipped (and counted, unless line ends).
   * Padding ends one run of characters; what follows is read as another one, as mail readers do.
   */
  private void base64() {
    int bits = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      int c = octets[i];
      int value = base64Value(c);
      if (value >= 0) {
        bits = bits << 6 | value;
        count += 6;
        if (count >= 8) {
          count -= 8;
          if (!put(bits >>> count)) {
            return;
          }
        }
      } else if (c == '=') {
        count = 0;
      } else if (c != '\r' && c != '\n' && c != ' ' && c != '\t') {
        skipped++;
      }
    }
    if (count == 6) {
      // One character alone stands for no octet.
      skipped++;
    }
  }

  /** RFC 2045 §6.7; what is no "=" with two digits stays as written, and is counted. */
  private void quotedPrintable() {
    int i = from;
    while (i < to) {
      int c = octets[i];
      if (c == '=') {
        int next = softBreak(i + 1);
        if (next > 0) {
          i = next;
          continue;
        }
        int high = i + 2 < to ? Character.digit(octets[i + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(octets[i + 2], 16);
        if (low >= 0) {
          if (!put(high << 4 | low)) {
            return;
          }
          i += 3;
          continue;
        }
        skipped++;
      } else if (c == ' ' || c == '\t') {
        // RFC 2045 §6.7 (3): white space at the end of a line was added on the way.
        int end = spaceEnd(i);
        if (end == to || octets[end] == '\r' || octets[end] == '\n') {
          i = end;
          continue;
        }
        while (i < end) {
          if (!put(octets[i++])) {
            return;
          }
        }
        continue;
      }
      if (!put(c)) {
        return;
      }
      i++;
    }
  }

  private int spaceEnd(int at) {
    int i = at;
    while (i < to && (octets[i] == ' ' || octets[i] == '\t')) {
      i++;
    }
    return i;
  }

  /** Offset behind the soft line break (RFC 2045 §6.7 (5)) whose "=" stands before, or 0. */
  private int softBreak(int at) {
    int i = spaceEnd(at);
    if (i == to) {
      return to;
    }
    if (octets[i] == '\r') {
      return i + 1 < to && octets[i + 1] == '\n' ? i + 2 : 0;
    }
    return octets[i] == '\n' ? i + 1 : 0;
  }
}
