package dev.indicia.gateway.milter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Octets as they arrive, cut into packets. It grows with what has come, not with what a length
 * claims. For one thread.
 */
final class PacketBuffer {
  /** Room that every connection has without asking. */
  static final int FIRST_OCTETS = 16 << 10;

  private static final int LENGTH_OCTETS = 4;

  private final int packetOctetsMax;
  private byte[] octets = new byte[FIRST_OCTETS];
  private int start;
  private int end;
  private int length;

  PacketBuffer(int packetOctetsMax) {
    this.packetOctetsMax = packetOctetsMax;
  }

  /** Whether a whole packet lies at the start: then its code and data can be read. */
  boolean hasPacket() {
    if (end - start < LENGTH_OCTETS) {
      return false;
    }
    length = word(start);
    return length > 0 && length <= packetOctetsMax && end - start - LENGTH_OCTETS >= length;
  }

  /** What is wrong with the length at the start; null while it may be right. */
  @Nullable MilterReason fault() {
    if (end - start < LENGTH_OCTETS) {
      return null;
    }
    int claimed = word(start);
    if (claimed == 0) {
      return MilterReason.PACKET_EMPTY;
    }
    return claimed < 0 || claimed > packetOctetsMax ? MilterReason.PACKET_TOO_LONG : null;
  }

  private int word(int at) {
    return (octets[at] & 0xff) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | (octets[at + 3] & 0xff);
  }

  boolean isEmpty() {
    return start == end;
  }

  char code() {
    return (char) (octets[start + LENGTH_OCTETS] & 0xff);
  }

  byte[] array() {
    return octets;
  }

  int dataOffset() {
    return start + LENGTH_OCTETS + 1;
  }

  int dataLength() {
    return length - 1;
  }

  /** Lets go of the packet at the start. */
  void next() {
    start += LENGTH_OCTETS + length;
    if (start == end) {
      start = 0;
      end = 0;
    }
  }

  /** By how many octets it wants to grow before {@link #room}; 0 when there is room. */
  int growth() {
    if (start > 0 || end < octets.length) {
      return 0;
    }
    return Math.min(octets.length, packetOctetsMax + LENGTH_OCTETS - octets.length);
  }

  /** What arrives next is read into this; {@link #filled} says how much it was. */
  ByteBuffer room() {
    if (start > 0) {
      System.arraycopy(octets, start, octets, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == octets.length) {
      octets = Arrays.copyOf(octets, octets.length + growth());
    }
    return ByteBuffer.wrap(octets, end, octets.length - end);
  }

  void filled(int count) {
    end += count;
  }

  int capacity() {
    return octets.length;
  }
}
