package dev.indicia.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message in a {@link Spool}. One thread appends; then any may read, until it is closed: reading
 * after that fails with an {@link IOException}.
 */
public final class SpooledContent implements MailContent, AutoCloseable {
  /** What became of octets that were appended. */
  public enum Append {
    /** They are kept. */
    KEPT,
    /** The message is longer than {@link SpoolLimits#messageOctetsMax}; nothing was kept. */
    TOO_LONG,
    /** The spool is full, of this and other messages; nothing was kept. */
    NO_ROOM
  }

  private static final int FIRST_OCTETS = 8192;
  private static final byte[] NOTHING = {};

  private final Spool spool;
  private byte[] memory = NOTHING;
  private @Nullable FileChannel file;
  private long size;
  private long diskReserved;
  private volatile boolean closed;

  SpooledContent(Spool spool) {
    this.spool = spool;
  }

  /**
   * Adds octets to the end.
   *
   * @throws IOException when a file cannot be written; the content is closed then
   */
  public Append append(byte[] octets, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the content is closed");
    }
    if (size + length > spool.limits().messageOctetsMax()) {
      return Append.TOO_LONG;
    }
    if (file == null && fitsInMemory(size + length)) {
      System.arraycopy(octets, offset, memory, (int) size, length);
      size += length;
      return Append.KEPT;
    }
    long needed = file == null ? size + length : length;
    if (!spool.reserveDisk(needed)) {
      return Append.NO_ROOM;
    }
    diskReserved += needed;
    try {
      write(file == null ? moveToFile() : file, ByteBuffer.wrap(octets, offset, length), size);
    } catch (IOException e) {
      close();
      throw e;
    }
    size += length;
    return Append.KEPT;
  }

  /**
   * Drops what stands behind the first so many octets, and gives its room on the disk back.
   *
   * @throws IOException when the file cannot be cut; the content is closed then
   */
  public void cutTo(long octets) throws IOException {
    FileChannel channel = file;
    size = Math.min(size, octets);
    if (closed || channel == null) {
      return;
    }
    try {
      channel.truncate(size);
    } catch (IOException e) {
      close();
      throw e;
    }
    spool.releaseDisk(diskReserved - size);
    diskReserved = size;
  }

  private boolean fitsInMemory(long needed) {
    if (needed <= memory.length) {
      return true;
    }
    int max = spool.limits().messageMemoryOctetsMax();
    if (needed > max) {
      return false;
    }
    int capacity =
        (int) Math.min(max, Math.max(needed, Math.max(FIRST_OCTETS, 2L * memory.length)));
    if (!spool.reserveMemory(capacity - memory.length)) {
      return false;
    }
    memory = Arrays.copyOf(memory, capacity);
    return true;
  }

  private FileChannel moveToFile() throws IOException {
    FileChannel opened = spool.file();
    file = opened;
    write(opened, ByteBuffer.wrap(memory, 0, (int) size), 0);
    spool.releaseMemory(memory.length);
    memory = NOTHING;
    return opened;
  }

  private static void write(FileChannel to, ByteBuffer octets, long position) throws IOException {
    long at = position;
    while (octets.hasRemaining()) {
      at += to.write(octets, at);
    }
  }

  @Override
  public long size() {
    return size;
  }

  /** Whether it has outgrown the memory and lies in a file. */
  public boolean isInFile() {
    return file != null;
  }

  @Override
  public InputStream open() throws IOException {
    if (closed) {
      throw new IOException("the content is closed");
    }
    return file == null
        ? new ByteArrayInputStream(memory, 0, (int) size)
        : new FileStream(file, size);
  }

  /** Gives memory and disk back. What was opened from a file fails from now on. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    spool.releaseMemory(memory.length);
    memory = NOTHING;
    spool.releaseDisk(diskReserved);
    FileChannel channel = file;
    if (channel != null) {
      channel.close();
    }
  }

  /** Reads by position, so that several can read at once. */
  private static final class FileStream extends InputStream {
    private final FileChannel channel;
    private final long size;
    private long position;

    FileStream(FileChannel channel, long size) {
      this.channel = channel;
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(length, size - position);
      if (wanted <= 0) {
        return -1;
      }
      int read = channel.read(ByteBuffer.wrap(to, offset, wanted), position);
      if (read < 0) {
        throw new IOException("the content is cut off");
      }
      position += read;
      return read;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, size - position);
    }
  }
}
