package dev.indicia.gateway.smtp;

import dev.indicia.gateway.MailContent;
import dev.indicia.gateway.esmtp.ContentDecoder;
import dev.indicia.gateway.esmtp.SmtpRefusal;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message for the time of its transaction: in memory while there is room, else in a file that
 * loses its name at once, so that a crash leaves nothing behind. A message that does not fit is
 * taken and dropped, and {@link #refusal} says why. Written by one thread, then read by any.
 */
final class StoredContent implements MailContent, ContentDecoder.Sink, Closeable {
  private static final int STEP = 64 << 10;
  private static final byte[] NOTHING = {};

  private final MessageStore store;
  private byte[] memory = NOTHING;
  private long taken;
  private long takenOnDisk;
  private @Nullable FileChannel file;
  private long size;
  private @Nullable SmtpRefusal refusal;
  private @Nullable IOException cause;

  StoredContent(MessageStore store) {
    this.store = store;
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    if (refusal != null) {
      return;
    }
    if (size + length > store.messageOctetsMax) {
      fail(SmtpRefusal.MESSAGE_TOO_LARGE, null);
      return;
    }
    try {
      if (file == null && !fitsInMemory(size + length)) {
        spill();
      }
      if (refusal != null) {
        return;
      }
      if (file == null) {
        System.arraycopy(octets, offset, memory, (int) size, length);
        size += length;
      } else if (append(octets, offset, length)) {
        size += length;
      }
    } catch (IOException e) {
      fail(SmtpRefusal.NO_SPACE, e);
    }
  }

  /** Why the message is not here; null when it is. */
  @Nullable SmtpRefusal refusal() {
    return refusal;
  }

  /** What the file system said; null when it was not asked or had no objection. */
  @Nullable IOException cause() {
    return cause;
  }

  boolean isInFile() {
    return file != null;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    return file == null
        ? new ByteArrayInputStream(memory, 0, (int) size)
        : new FileStream(file, size);
  }

  private boolean fitsInMemory(long octets) {
    if (octets > store.messageMemoryOctetsMax) {
      return false;
    }
    if (octets > memory.length) {
      long wanted = Math.max(Math.max(octets, STEP), 2L * memory.length);
      wanted = Math.min(wanted, Math.max(store.messageMemoryOctetsMax, octets));
      if (!store.memory.tryTake(wanted - taken)) {
        return false;
      }
      taken = wanted;
      memory = Arrays.copyOf(memory, (int) wanted);
    }
    return true;
  }

  private void spill() throws IOException {
    Path path = Files.createTempFile(store.directory, "indicia-", ".eml");
    try {
      file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
    append(memory, 0, (int) size);
    memory = NOTHING;
    store.memory.giveBack(taken);
    taken = 0;
  }

  private boolean append(byte[] octets, int offset, int length) throws IOException {
    FileChannel to = file;
    if (to == null) {
      throw new AssertionError("no file");
    }
    while (to.position() + length > takenOnDisk) {
      if (!store.disk.tryTake(STEP)) {
        fail(SmtpRefusal.NO_SPACE, null);
        return false;
      }
      takenOnDisk += STEP;
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets, offset, length);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    return true;
  }

  private void fail(SmtpRefusal why, @Nullable IOException because) {
    refusal = why;
    cause = because;
    close();
  }

  /** Gives everything back. */
  @Override
  public void close() {
    store.memory.giveBack(taken);
    store.disk.giveBack(takenOnDisk);
    taken = 0;
    takenOnDisk = 0;
    memory = NOTHING;
    size = 0;
    FileChannel open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // The file has no name and no reader: the system frees it.
        cause = cause == null ? e : cause;
      }
    }
  }

  /** Reads by position, so that several can read at a time. */
  private static final class FileStream extends InputStream {
    private final FileChannel file;
    private final long size;
    private long at;

    FileStream(FileChannel file, long size) {
      this.file = file;
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at >= size) {
        return -1;
      }
      int wanted = (int) Math.min(length, size - at);
      int count = file.read(ByteBuffer.wrap(buffer, offset, wanted), at);
      if (count < 0) {
        throw new IOException("the file is shorter than what was written");
      }
      at += count;
      return count;
    }
  }
}
