package dev.indicia.pki;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in DER (ITU-T X.690), one after the other. Never throws for the octets; a value that
 * is not there, or not in definite form, is null. Not thread-safe.
 */
public final class Der {
  /** BIT STRING. */
  public static final int BIT_STRING = 0x03;

  /** IA5String. */
  public static final int IA5_STRING = 0x16;

  /** INTEGER. */
  public static final int INTEGER = 0x02;

  /** OBJECT IDENTIFIER. */
  public static final int OBJECT_IDENTIFIER = 0x06;

  /** OCTET STRING. */
  public static final int OCTET_STRING = 0x04;

  /** SEQUENCE, and SEQUENCE OF. */
  public static final int SEQUENCE = 0x30;

  /** SET OF. */
  public static final int SET = 0x31;

  private final byte[] octets;
  private int at;
  private final int end;

  private Der(byte[] octets, int at, int end) {
    this.octets = octets;
    this.at = at;
    this.end = end;
  }

  /** The values that stand in the octets. */
  public static Der of(byte[] octets) {
    return new Der(octets.clone(), 0, octets.length);
  }

  /** The tag of the next value; -1 at the end. */
  public int tag() {
    return at < end ? octets[at] & 0xff : -1;
  }

  /** What the next value holds, if it has that tag, and goes behind it; null otherwise. */
  public @Nullable Der enter(int tag) {
    if (tag() != tag || at + 2 > end) {
      return null;
    }
    int length = octets[at + 1] & 0xff;
    int from = at + 2;
    if (length >= 0x80) {
      int size = length & 0x7f;
      if (size < 1 || size > 3 || from + size > end) {
        return null;
      }
      length = 0;
      for (int i = 0; i < size; i++) {
        length = length << 8 | octets[from++] & 0xff;
      }
    }
    if (length > end - from) {
      return null;
    }
    at = from + length;
    return new Der(octets, from, at);
  }

  /** Goes behind the next value, whatever it is; whether there was one. */
  public boolean skip() {
    return enter(tag()) != null;
  }

  /** The content of the next value with that tag; null otherwise. */
  public byte @Nullable [] content(int tag) {
    Der inner = enter(tag);
    return inner == null ? null : Arrays.copyOfRange(octets, inner.at, inner.end);
  }
}
