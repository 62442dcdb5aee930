package dev.indicia.signed;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Base64 with folding white space in between (base64string of RFC 6376 §3.5). */
public final class Base64Text {
  private static final byte SPACE = -2;
  private static final byte PAD = -3;
  private static final byte[] VALUES = values();

  private final byte[] octets;
  private final boolean canonical;

  private Base64Text(byte[] octets, boolean canonical) {
    this.octets = octets;
    this.canonical = canonical;
  }

  /** What the text stands for. */
  public byte[] octets() {
    return octets;
  }

  /**
   * Whether padding and last bits are those that an encoder makes (RFC 4648 §3.5); otherwise
   * several texts stand for the same octets.
   */
  public boolean canonical() {
    return canonical;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < 64; i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    values[' '] = SPACE;
    values['\t'] = SPACE;
    values['\r'] = SPACE;
    values['\n'] = SPACE;
    values['='] = PAD;
    return values;
  }

  /** Reads the text; null when it has another character, or octets would be incomplete. */
  public static @Nullable Base64Text parse(byte[] text, int from, int to) {
    int digits = 0;
    int pads = 0;
    for (int i = from; i < to; i++) {
      int value = VALUES[text[i] & 0xff];
      if (value >= 0) {
        if (pads > 0) {
          return null;
        }
        digits++;
      } else if (value == PAD) {
        pads++;
      } else if (value != SPACE) {
        return null;
      }
    }
    if (digits == 0 || digits % 4 == 1 || pads > 2) {
      return null;
    }
    byte[] octets = new byte[(int) ((long) digits * 6 / 8)];
    int bits = 0;
    int count = 0;
    int length = 0;
    for (int i = from; i < to; i++) {
      int value = VALUES[text[i] & 0xff];
      if (value >= 0) {
        bits = bits << 6 | value;
        if (++count == 4) {
          octets[length] = (byte) (bits >>> 16);
          octets[length + 1] = (byte) (bits >>> 8);
          octets[length + 2] = (byte) bits;
          length += 3;
          bits = 0;
          count = 0;
        }
      }
    }
    int stray = 0;
    if (count == 2) {
      octets[length] = (byte) (bits >>> 4);
      stray = bits & 0x0f;
    } else if (count == 3) {
      octets[length] = (byte) (bits >>> 10);
      octets[length + 1] = (byte) (bits >>> 2);
      stray = bits & 0x03;
    }
    return new Base64Text(octets, stray == 0 && (digits + pads) % 4 == 0);
  }
}
