package dev.indicia.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where front ends keep the messages they are receiving: in memory while they are small and there
 * is room, else in files without a name, which a crash does not leave behind. Bounded over all
 * messages together. Thread-safe.
 */
public final class Spool {
  private final Path directory;
  private final SpoolLimits limits;
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong disk = new AtomicLong();

  /**
   * A spool.
   *
   * @param directory for the files; must exist and be ours alone
   */
  public Spool(Path directory, SpoolLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /** An empty message. The caller closes it. */
  public SpooledContent begin() {
    return new SpooledContent(this);
  }

  public SpoolLimits limits() {
    return limits;
  }

  /** Octets of memory in use, of all messages together. */
  public long memoryOctets() {
    return memory.get();
  }

  /** Octets of files in use, of all messages together. */
  public long diskOctets() {
    return disk.get();
  }

  boolean reserveMemory(long octets) {
    return reserve(memory, octets, limits.memoryOctetsMax());
  }

  void releaseMemory(long octets) {
    memory.addAndGet(-octets);
  }

  boolean reserveDisk(long octets) {
    return reserve(disk, octets, limits.diskOctetsMax());
  }

  void releaseDisk(long octets) {
    disk.addAndGet(-octets);
  }

  private static boolean reserve(AtomicLong used, long octets, long max) {
    if (used.addAndGet(octets) > max) {
      used.addAndGet(-octets);
      return false;
    }
    return true;
  }

  FileChannel file() throws IOException {
    Path path = Files.createTempFile(directory, "message", ".tmp");
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }
}
