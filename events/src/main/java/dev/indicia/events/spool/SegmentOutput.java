package dev.indicia.events.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A segment file that is written to. Used by one thread. */
interface SegmentOutput extends Closeable {
  /** Writes all octets of the buffer behind what is there. */
  void write(ByteBuffer octets) throws IOException;

  /** What was written is on the disk when this returns. */
  void force() throws IOException;

  /** Cuts the file off at that size and goes on there. */
  void truncate(long size) throws IOException;

  /** How segment files are opened. */
  @FunctionalInterface
  interface Opener {
    /** The file, made where there is none; writing goes on behind that many octets. */
    SegmentOutput open(Path file, long size) throws IOException;
  }

  /** The file itself, readable by its owner alone. */
  static SegmentOutput open(Path file, long size) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Permissions.ofFile(file));
    SegmentOutput output = new OfChannel(channel);
    try {
      output.truncate(size);
      return output;
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  /** By the system's calls. */
  record OfChannel(FileChannel channel) implements SegmentOutput {
    @Override
    public void write(ByteBuffer octets) throws IOException {
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
      channel.position(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
