package dev.indicia.gateway.learned;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Records behind a snapshot, in their order. Used by one thread.
 *
 * <pre>{@code
 * file   = "INDLOG1" LF, SHA-256 of the snapshot's content (32 octets; zeros for none), *record
 * record = length (4 octets), CRC-32C of the record (4 octets), length octets
 * }</pre>
 *
 * <p>A log whose hash is not that of the snapshot is contained in it and not read. While a snapshot
 * is written, a second log ({@code .next}) is begun for what comes after it; it gets the snapshot's
 * hash when that is known, and takes the first one's place when the snapshot is in its own. A torn
 * tail is cut off. A record is given to the system at once, and survives the end of the process;
 * {@link #force} makes it survive the end of the system.
 */
final class LessonLog implements AutoCloseable {
  static final int HASH_OCTETS = 32;
  private static final byte[] MAGIC = "INDLOG1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_OCTETS = MAGIC.length + HASH_OCTETS;
  private static final int FRAME_OCTETS = 8;

  /** Octets of one record. */
  static final int RECORD_OCTETS_MAX = 256 << 20;

  /** Lessons are added by it, and not by its channel: an interrupt would close that for good. */
  private final RandomAccessFile file;

  private final FileChannel channel;

  private LessonLog(RandomAccessFile file) {
    this.file = file;
    this.channel = file.getChannel();
  }

  /** What is made of a record. */
  @FunctionalInterface
  interface Replay {
    void record(DataInputStream record) throws IOException;
  }

  /** The log behind the snapshot of that hash, replayed; a new one where there is none. */
  static LessonLog open(Path file, byte[] snapshotHash, Replay replay) throws IOException {
    Path next = next(file);
    if (Files.exists(next)) {
      if (Arrays.equals(hash(next), snapshotHash)) {
        // The end came between the snapshot's step into its place and this one.
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.delete(next);
      }
    }
    if (!Files.exists(file)) {
      return begin(file, snapshotHash);
    }
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    try {
      FileChannel channel = opened.getChannel();
      ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS);
      read(channel, header, 0);
      byte[] there = Arrays.copyOfRange(header.array(), MAGIC.length, HEADER_OCTETS);
      boolean whole =
          !header.hasRemaining()
              && Arrays.equals(header.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length);
      if (!whole || !Arrays.equals(there, snapshotHash)) {
        opened.close();
        return begin(file, snapshotHash);
      }
      long end = replay(channel, replay);
      channel.truncate(end);
      channel.position(end);
      return new LessonLog(opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** An empty log, put in the place of the old one as one step. */
  static LessonLog begin(Path file, byte[] snapshotHash) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    LessonLog log = create(fresh, snapshotHash);
    try {
      log.force();
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** An empty log beside that one, for a snapshot that is not written yet. */
  static LessonLog beginNext(Path file) throws IOException {
    byte[] unknown = new byte[HASH_OCTETS];
    Arrays.fill(unknown, (byte) 0xff);
    return create(next(file), unknown);
  }

  private static Path next(Path file) {
    return file.resolveSibling(file.getFileName() + ".next");
  }

  private static LessonLog create(Path file, byte[] snapshotHash) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, ProfilesFile.ownerOnly(file));
    RandomAccessFile created = new RandomAccessFile(file.toFile(), "rw");
    try {
      created.write(ByteBuffer.allocate(HEADER_OCTETS).put(MAGIC).put(snapshotHash).array());
      return new LessonLog(created);
    } catch (IOException | RuntimeException e) {
      created.close();
      throw e;
    }
  }

  /** Names the snapshot that this log stands behind, and is on the disk when this returns. */
  void follow(byte[] snapshotHash) throws IOException {
    ByteBuffer hash = ByteBuffer.wrap(snapshotHash);
    long at = MAGIC.length;
    while (hash.hasRemaining()) {
      at += channel.write(hash, at);
    }
    force();
  }

  /** Puts the log that {@link #beginNext} began in the place of that one, as one step. */
  static void replace(Path file) throws IOException {
    Files.move(
        next(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] hash(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS);
      read(channel, header, 0);
      return Arrays.copyOfRange(header.array(), MAGIC.length, HEADER_OCTETS);
    }
  }

  private static long replay(FileChannel channel, Replay replay) throws IOException {
    long at = HEADER_OCTETS;
    while (true) {
      ByteBuffer frame = ByteBuffer.allocate(FRAME_OCTETS);
      read(channel, frame, at);
      int length = frame.getInt(0);
      if (frame.hasRemaining()
          || length < 1
          || length > RECORD_OCTETS_MAX
          || at + FRAME_OCTETS + length > channel.size()) {
        return at;
      }
      ByteBuffer record = ByteBuffer.allocate(length);
      read(channel, record, at + FRAME_OCTETS);
      if (record.hasRemaining() || checksum(record.array()) != frame.getInt(4)) {
        return at;
      }
      replay.record(new DataInputStream(new ByteArrayInputStream(record.array())));
      at += FRAME_OCTETS + length;
    }
  }

  /** Adds a record, by a thread that may be interrupted. */
  void append(byte[] record) throws IOException {
    long end = size();
    ByteBuffer frame = ByteBuffer.allocate(FRAME_OCTETS + record.length);
    frame.putInt(record.length).putInt(checksum(record)).put(record);
    try {
      file.write(frame.array());
    } catch (IOException e) {
      file.setLength(end);
      throw e;
    }
  }

  /** Size in octets. */
  long size() throws IOException {
    return file.getFilePointer();
  }

  /** What was added is on the disk when this returns. */
  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static int checksum(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record, 0, record.length);
    return (int) crc.getValue();
  }

  private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        return;
      }
      at += n;
    }
  }
}
