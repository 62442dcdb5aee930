package dev.indicia.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file system of its own in a file, small enough to be filled: ext4 through a loop device, else
 * tmpfs. Mounting takes root.
 */
final class SmallDisk implements AutoCloseable {
  private static final String FILLER = "filler";

  private final Path folder;
  private final String kind;

  private SmallDisk(Path folder, String kind) {
    this.folder = folder;
    this.kind = kind;
  }

  /** Empty where nothing can be mounted. */
  static Optional<SmallDisk> mount(Path scratch, int mebibytes) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("disk"));
    Path image = scratch.resolve("disk.img");
    try (var file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) mebibytes << 20);
    }
    if (runs("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
        && runs("mount", "-o", "loop", image.toString(), folder.toString())) {
      return Optional.of(new SmallDisk(folder, "ext4 on a loop device"));
    }
    if (runs("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString())) {
      return Optional.of(new SmallDisk(folder, "tmpfs"));
    }
    return Optional.empty();
  }

  private static boolean runs(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  String kind() {
    return kind;
  }

  /** Takes what is free, to the last octet. */
  void fill() {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // Full.
    }
  }

  /** Gives it back. */
  void empty() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }

  @Override
  public void close() {
    if (!runs("umount", folder.toString())) {
      runs("umount", "-l", folder.toString());
    }
  }
}
