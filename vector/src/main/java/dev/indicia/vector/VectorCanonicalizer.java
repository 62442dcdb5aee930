package dev.indicia.vector;

import dev.indicia.dkim.BodyCanonicalizer;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BodyCanonicalizer} with vectors of the width the processor prefers: compares a whole
 * vector with its right neighbours, turns the result into a bit mask and copies up to the first
 * octet that goes. Blocks in which nothing changes, as in base64, are not copied at all. Immutable,
 * thread-safe.
 */
public final class VectorCanonicalizer implements BodyCanonicalizer {
  /** The one there is. */
  public static final VectorCanonicalizer INSTANCE = new VectorCanonicalizer();

  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  // The octet under judgement and two behind it.
  private static final int REACH = LANES + 2;
  // A whole number of SHA-2 blocks, so that the digest need not buffer.
  private static final int BLOCK = 4096;

  private VectorCanonicalizer() {}

  @Override
  public void relaxed(byte[] octets, int from, int to, byte[] scratch, Sink sink) {
    int at = from;
    while (at < to) {
      int same = unchanged(octets, at, to);
      if (same > at) {
        sink.accept(octets, at, same - at);
        at = same;
      } else {
        long state = copy(octets, at, to, scratch);
        at = (int) (state >>> 32);
        sink.accept(scratch, 0, (int) state);
      }
    }
  }

  /** Offset behind the blocks in which no octet changes. */
  private static int unchanged(byte[] octets, int from, int to) {
    int at = from;
    int behind = from;
    while (at + BLOCK + 2 <= to) {
      behind = at + BLOCK;
      for (; at < behind; at += LANES) {
        ByteVector octet = ByteVector.fromArray(SPECIES, octets, at);
        if (octet.eq((byte) ' ').or(octet.eq((byte) '\t')).anyTrue() && changes(octets, at)) {
          return behind - BLOCK;
        }
      }
    }
    return behind;
  }

  /** Whether an octet of the vector there is dropped or replaced; a bare CR behind WSP counts. */
  private static boolean changes(byte[] octets, int at) {
    ByteVector octet = ByteVector.fromArray(SPECIES, octets, at);
    ByteVector next = ByteVector.fromArray(SPECIES, octets, at + 1);
    VectorMask<Byte> tab = octet.eq((byte) '\t');
    VectorMask<Byte> dropped = octet.eq((byte) ' ').and(isBlankOrCr(next));
    return tab.or(dropped).anyTrue();
  }

  private static VectorMask<Byte> isBlankOrCr(ByteVector octet) {
    return octet.eq((byte) ' ').or(octet.eq((byte) '\t')).or(octet.eq((byte) '\r'));
  }

  /** Fills {@code out}; the place reached, and in the low half the length. */
  private static long copy(byte[] octets, int from, int to, byte[] out) {
    int at = from;
    int length = 0;
    int lastAt = to - REACH;
    int lastLength = out.length - LANES;
    while (at <= lastAt && length <= lastLength) {
      ByteVector octet = ByteVector.fromArray(SPECIES, octets, at);
      ByteVector next = ByteVector.fromArray(SPECIES, octets, at + 1);
      VectorMask<Byte> tab = octet.eq((byte) '\t');
      octet.blend((byte) ' ', tab).intoArray(out, length);
      // RFC 6376 §3.4.4: of white space the last octet stays, as SP, unless the line ends there
      long dropped = octet.eq((byte) ' ').or(tab).and(isBlankOrCr(next)).toLong();
      if (dropped == 0) {
        at += LANES;
        length += LANES;
        continue;
      }
      int kept = Long.numberOfTrailingZeros(dropped);
      int run = Long.numberOfTrailingZeros(~(dropped >>> kept));
      length += kept;
      at += kept + run;
      if (octets[at] == '\r' && octets[at + 1] != '\n') {
        out[length++] = ' ';
      }
    }
    while (at < to && length < out.length) {
      byte octet = octets[at];
      if (octet != ' ' && octet != '\t') {
        out[length++] = octet;
      } else if (!isDropped(octets, at, to)) {
        out[length++] = ' ';
      }
      at++;
    }
    return (long) at << 32 | length;
  }

  private static boolean isDropped(byte[] octets, int at, int to) {
    if (at + 1 >= to) {
      return false;
    }
    byte next = octets[at + 1];
    return next == ' ' || next == '\t' || (next == '\r' && at + 2 < to && octets[at + 2] == '\n');
  }
}
