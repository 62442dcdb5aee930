package dev.indicia.events.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One segment file: its name, its header and its frames.
 *
 * <pre>{@code
 * file   = header *frame
 * header = "INDEVT1" LF, first (8 octets): the number of the first event
 * frame  = length (4 octets), CRC-32C (4 octets), length octets
 * }</pre>
 *
 * <p>Integers are big-endian. The checksum is that of the event's number (8 octets), the length (4
 * octets) and the event, so that a frame in another place is not taken for whole.
 *
 * @param first the number of the first event
 */
record Segment(Path path, long first) implements Comparable<Segment> {
  static final String ENDING = ".events";
  static final int HEADER_OCTETS = 16;
  static final int FRAME_OCTETS = 8;
  private static final byte[] MAGIC = "INDEVT1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 19;

  /** The segment of that folder which begins with that number. */
  static Segment of(Path folder, long first) {
    return new Segment(folder.resolve(("%0" + DIGITS + "d").formatted(first) + ENDING), first);
  }

  /** All segments of the folder, oldest first, by their names. */
  static List<Segment> list(Path folder) throws IOException {
    List<Segment> segments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        Segment segment = named(file);
        if (segment != null) {
          segments.add(segment);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(segments);
    return segments;
  }

  private static @Nullable Segment named(Path file) {
    String name = String.valueOf(file.getFileName());
    String digits = name.substring(0, name.length() - ENDING.length());
    if (digits.length() != DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    try {
      return new Segment(file, Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The header of this segment. */
  ByteBuffer header() {
    return ByteBuffer.allocate(HEADER_OCTETS).put(MAGIC).putLong(first).flip();
  }

  /** Whether the file begins with this segment's header. */
  boolean hasHeader(FileChannel channel) throws IOException {
    ByteBuffer there = ByteBuffer.allocate(HEADER_OCTETS);
    readFully(channel, there, 0);
    return there.flip().equals(header());
  }

  /** Adds a frame to the buffer, which has room for it. */
  static void put(ByteBuffer buffer, long sequence, byte[] event) {
    buffer.putInt(event.length).putInt(checksum(sequence, event)).put(event);
  }

  /**
   * The event at the offset; null where no whole frame of that number stands.
   *
   * @param octetsMax octets of an event at most
   */
  static byte @Nullable [] eventAt(FileChannel channel, long offset, long sequence, int octetsMax)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(FRAME_OCTETS);
    if (readFully(channel, head, offset) < FRAME_OCTETS) {
      return null;
    }
    int length = head.getInt(0);
    if (length < 1 || length > octetsMax || offset + FRAME_OCTETS + length > channel.size()) {
      return null;
    }
    ByteBuffer event = ByteBuffer.allocate(length);
    if (readFully(channel, event, offset + FRAME_OCTETS) < length) {
      return null;
    }
    return checksum(sequence, event.array()) == head.getInt(4) ? event.array() : null;
  }

  private static int checksum(long sequence, byte[] event) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(sequence).putInt(event.length).flip());
    crc.update(event, 0, event.length);
    return (int) crc.getValue();
  }

  private static int readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        break;
      }
      at += n;
    }
    return into.position();
  }

  @Override
  public int compareTo(Segment other) {
    return Long.compare(first, other.first);
  }
}
