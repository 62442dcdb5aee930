package dev.indicia.gateway.milter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds packets one behind the other: a length of four octets, a code, data. */
final class PacketWriter {
  private byte[] octets = new byte[512];
  private int size;
  private int start;

  PacketWriter begin(char code) {
    start = size;
    return word32(0).octet(code);
  }

  /** Fills in the length. */
  void end() {
    int length = size - start - 4;
    octets[start] = (byte) (length >> 24);
    octets[start + 1] = (byte) (length >> 16);
    octets[start + 2] = (byte) (length >> 8);
    octets[start + 3] = (byte) length;
  }

  PacketWriter octet(int value) {
    room(1);
    octets[size++] = (byte) value;
    return this;
  }

  PacketWriter word16(int value) {
    return octet(value >> 8).octet(value);
  }

  PacketWriter word32(int value) {
    return word16(value >> 16).word16(value);
  }

  /** The text and a NUL. */
  PacketWriter text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.ISO_8859_1);
    return bytes(encoded, 0, encoded.length).octet(0);
  }

  PacketWriter bytes(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, octets, size, length);
    size += length;
    return this;
  }

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(octets, size);
  }

  /** A view of what was built; {@link #clear} when it is written. */
  ByteBuffer view() {
    return ByteBuffer.wrap(octets, 0, size);
  }

  void clear() {
    size = 0;
    if (octets.length > 1 << 17) {
      octets = new byte[512];
    }
  }

  private void room(int count) {
    if (octets.length - size < count) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + count));
    }
  }
}
