package dev.indicia.signed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight octets at a time in one long, the first in its lowest bits. A question about each octet is
 * answered by its highest bit; {@link #firstIndex} tells the first octet for which it is set.
 */
public final class Words {
  /** Octets in a word. */
  public static final int LENGTH = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;

  private Words() {}

  /** The eight octets at the offset. */
  public static long get(byte[] octets, int at) {
    return (long) LONG.get(octets, at);
  }

  /** Writes eight octets at the offset. */
  public static void set(byte[] octets, int at, long word) {
    LONG.set(octets, at, word);
  }

  /** Which octets are zero. */
  public static long zero(long word) {
    return ~(((word & LOWS) + LOWS) | word) & HIGHS;
  }

  /** Which octets equal the one given, which is below 128. */
  public static long equal(long word, int octet) {
    return zero(word ^ (ONES * octet));
  }

  /** Which octets are below the bound, which is 1 to 128. */
  public static long below(long word, int bound) {
    return ~(((word | HIGHS) - (ONES * bound)) | word) & HIGHS;
  }

  /** The index of the first octet that an answer, not zero, is about. */
  public static int firstIndex(long answer) {
    return Long.numberOfTrailingZeros(answer) >>> 3;
  }
}
