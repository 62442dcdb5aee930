package dev.indicia.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Decodes base64 and quoted-printable (RFC 2045 §6.7, §6.8) as far as they can be read. */
final class TransferDecoder {
  private static final VarHandle EIGHT_OCTETS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;

  /** The value of each hexadecimal digit, -1 for any other octet. */
  private static final byte[] HEX = hex();

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
    while (i < to && !truncated) {
      i = literal(fast(i));
      // Escapes often stand side by side.
      while (i < to && octets[i] == '=' && !truncated) {
        i = escape(i);
      }
    }
  }

  /** Reads what begins with "="; the offset behind it. */
  private int escape(int at) {
    int high = at + 2 < to ? HEX[octets[at + 1] & 0xff] : -1;
    int low = high < 0 ? -1 : HEX[octets[at + 2] & 0xff];
    if (low >= 0) {
      put(high << 4 | low);
      return at + 3;
    }
    int next = softBreak(at + 1);
    if (next > 0) {
      return next;
    }
    skipped++;
    put('=');
    return at + 1;
  }

  /**
   * Decodes the usual, copying eight octets at a time; the offset where it stopped: near the end of
   * what is read or written, or at an "=" that is neither an octet nor CRLF.
   */
  private int fast(int at) {
    byte[] source = octets;
    byte[] target = out;
    int i = at;
    int o = length;
    while (i + 11 <= to && o + 8 <= target.length) {
      long eight = (long) EIGHT_OCTETS.get(source, i);
      EIGHT_OCTETS.set(target, o, eight);
      long equals = eight ^ 0x3D3D3D3D3D3D3D3DL;
      long feed = eight ^ 0x0A0A0A0A0A0A0A0AL;
      long found = (((equals - ONES) & ~equals) | ((feed - ONES) & ~feed)) & 0x8080808080808080L;
      if (found == 0) {
        i += 8;
        o += 8;
        continue;
      }
      int before = Long.numberOfTrailingZeros(found) >>> 3;
      i += before;
      o += before;
      if (source[i] == '\n') {
        int carriageReturn = i > from && source[i - 1] == '\r' ? 1 : 0;
        int spaces = spacesBefore(i - carriageReturn);
        if (spaces > 0) {
          o -= spaces + carriageReturn;
          target[o] = '\r';
          o += carriageReturn;
        }
        target[o++] = '\n';
        i++;
        continue;
      }
      int value = HEX[source[i + 1] & 0xff] << 4 | HEX[source[i + 2] & 0xff];
      if (value >= 0) {
        target[o++] = (byte) value;
      } else if (source[i + 1] != '\r' || source[i + 2] != '\n') {
        break;
      }
      i += 3;
    }
    // What may belong to a line's end is looked at with the rest of it.
    while (i > at && (source[i - 1] == ' ' || source[i - 1] == '\t' || source[i - 1] == '\r')) {
      i--;
      o--;
    }
    length = o;
    return i;
  }

  /** RFC 2045 §6.7 (3): octets of white space before a line's end, which were added on the way. */
  private int spacesBefore(int lineEnd) {
    int i = lineEnd;
    while (i > from && (octets[i - 1] == ' ' || octets[i - 1] == '\t')) {
      i--;
    }
    return lineEnd - i;
  }

  /**
   * Copies octets that stand for themselves, up to the next "=", without the white space before a
   * line's end (RFC 2045 §6.7 (3)): that was added on the way. The offset of the "=", or of the
   * end; {@code truncated} when there was no room.
   */
  private int literal(int at) {
    int i = at;
    while (i < to) {
      int end = equalsOrLineFeed(i);
      boolean lineEnds = end == to || octets[end] == '\n';
      int text = i;
      if (lineEnds) {
        int lineEnd = end > i && end < to && octets[end - 1] == '\r' ? end - 1 : end;
        copy(i, Math.max(lineEnd - spacesBefore(lineEnd), i));
        text = lineEnd;
        end = Math.min(end + 1, to);
      }
      if (!copy(text, end)) {
        return to;
      }
      i = end;
      if (!lineEnds) {
        return i;
      }
    }
    return to;
  }

  /** Copies as much as there is room for; whether that is all. */
  private boolean copy(int from, int end) {
    int count = Math.min(end - from, octetsMax - length);
    System.arraycopy(octets, from, out, length, count);
    length += count;
    truncated |= count < end - from;
    return !truncated;
  }

  private int equalsOrLineFeed(int at) {
    byte[] source = octets;
    int i = at;
    int stop = to - 8;
    while (i <= stop) {
      // Eight octets at a time: whether one of them is "=" or LF.
      long eight = (long) EIGHT_OCTETS.get(source, i);
      long equals = eight ^ 0x3D3D3D3D3D3D3D3DL;
      long feed = eight ^ 0x0A0A0A0A0A0A0A0AL;
      long found = (((equals - ONES) & ~equals) | ((feed - ONES) & ~feed)) & 0x8080808080808080L;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += 8;
    }
    while (i < to && source[i] != '=' && source[i] != '\n') {
      i++;
    }
    return i;
  }

  private static byte[] hex() {
    byte[] values = new byte[256];
    for (int c = 0; c < values.length; c++) {
      values[c] = (byte) (c < 0x80 ? Character.digit(c, 16) : -1);
    }
    return values;
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
    if (at + 1 < to && octets[at] == '\r' && octets[at + 1] == '\n') {
      return at + 2;
    }
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
