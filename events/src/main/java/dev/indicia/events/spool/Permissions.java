package dev.indicia.events.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner may read, and that are on the disk when they are made.
 */
final class Permissions {
  private Permissions() {}

  static FileAttribute<?>[] ofFile(Path file) {
    return of(file, "rw-------");
  }

  static FileAttribute<?>[] ofFolder(Path folder) {
    return of(folder, "rwx------");
  }

  private static FileAttribute<?>[] of(Path path, String text) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes the folder's list of files reach the disk, where the system can. */
  static void force(Path folder) {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Some systems cannot.
    }
  }
}
