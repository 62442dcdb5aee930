package dev.indicia.cli;

import dev.indicia.events.Times;
import dev.indicia.gateway.learned.ProfilesFile;
import dev.indicia.trust.profile.ProfileCounts;
import dev.indicia.trust.profile.Profiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder with profiles, held by this process alone until it is closed: {@code profiles.bin},
 * {@code audit.jsonl} and {@code lock}. What is there is replaced as a whole or stays as it is.
 */
final class ProfilesFolder implements AutoCloseable {
  static final String PROFILES = "profiles.bin";
  static final String AUDIT = "audit.jsonl";
  static final String LOCK = "lock";

  /** The locked octet: far behind the text that says who holds it. */
  private static final long LOCKED_OCTET = 1L << 30;

  private static final int HOLDER_OCTETS_MAX = 500;

  private final Path folder;
  private final String action;
  private final Session session;
  private final FileChannel lockFile;
  private final FileLock lock;

  private ProfilesFolder(
      Path folder, String action, Session session, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.action = action;
    this.session = session;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Takes hold of the folder.
   *
   * @param action the command, for others that want it meanwhile and for the audit trail
   * @param create whether it is made where there is none
   */
  static ProfilesFolder hold(Path folder, String action, boolean create, Session session)
      throws UsageException {
    if (create && !Files.exists(folder)) {
      try {
        Files.createDirectories(folder, permissions(folder, "rwx------"));
      } catch (IOException e) {
        throw new UsageException(
            "--profiles: " + folder + ": cannot be made: " + InputFailure.reason(e));
      }
    }
    mustExist(folder);
    Path file = folder.resolve(LOCK);
    @Nullable FileChannel channel = null;
    @Nullable FileLock lock = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              permissions(folder, "rw-------"));
      lock = lock(channel);
      if (lock == null) {
        throw new UsageException("--profiles: " + folder + ": is in use by " + holder(channel));
      }
      String holder =
          "process "
              + ProcessHandle.current().pid()
              + ", indicia "
              + action
              + ", since "
              + Times.format(session.streams().clock().instant())
              + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      return new ProfilesFolder(folder, action, session, channel, lock);
    } catch (IOException e) {
      throw new UsageException(
          "--profiles: " + file + ": cannot be locked: " + InputFailure.reason(e));
    } finally {
      if (channel != null && lock == null) {
        closeQuietly(channel);
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_OCTET, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // This process holds it.
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(HOLDER_OCTETS_MAX);
    channel.read(octets, 0);
    String text = new String(octets.array(), 0, octets.position(), StandardCharsets.UTF_8).strip();
    return (text.isEmpty() ? "another process" : text) + "; wait for it, or use another folder";
  }

  /** The profiles of a folder that others may hold: the latest that were saved. */
  static Profiles peek(Path folder) throws UsageException {
    mustExist(folder);
    Path file = folder.resolve(PROFILES);
    if (!Files.exists(file)) {
      throw new UsageException(folder + ": there are no profiles: " + PROFILES + " is missing");
    }
    return load(file);
  }

  private static void mustExist(Path folder) throws UsageException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          Files.exists(folder)
              ? "--profiles: " + folder + ": is no folder"
              : "--profiles: " + folder + ": there is no such folder; check and learn make it");
    }
  }

  /** What was learned so far; nothing in a new folder. */
  Profiles load() throws UsageException {
    Path file = folder.resolve(PROFILES);
    return Files.exists(file) ? load(file) : new Profiles();
  }

  private static Profiles load(Path file) throws UsageException {
    try {
      return ProfilesFile.read(file);
    } catch (ProfilesFile.UnusableException e) {
      throw new UsageException(file + ": " + e.getMessage() + "; it was left as it is");
    } catch (IOException e) {
      throw new UsageException(InputFailure.sentence(file.toString(), e));
    }
  }

  /** Work that judges and learns. */
  @FunctionalInterface
  interface Work {
    ExitCode run() throws UsageException, InterruptedException;
  }

  /** Does the work and saves; also what was learned until it was interrupted. */
  ExitCode saving(Profiles profiles, Work work) throws UsageException, InterruptedException {
    ExitCode code;
    try {
      code = work.run();
    } catch (InterruptedException | Output.Closed e) {
      try {
        save(profiles, null);
      } catch (UsageException failure) {
        session.diagnostics().complain(String.valueOf(failure.getMessage()));
      }
      throw e;
    }
    save(profiles, null);
    return code;
  }

  /** A change to be written down, by whoever runs this process. */
  AuditEntry entry(List<String> what, String detail, ProfileCounts before, ProfileCounts after) {
    return new AuditEntry(
        session.streams().clock().instant(),
        System.getProperty("user.name", ""),
        action,
        what,
        detail,
        before,
        after);
  }

  /**
   * Replaces what the folder holds, not to be interrupted.
   *
   * @param change for the audit trail; null for none
   */
  void save(Profiles profiles, @Nullable AuditEntry change) throws UsageException {
    Path file = folder.resolve(PROFILES);
    Path next = folder.resolve(PROFILES + ".new");
    session.streams().interruption().hold(true);
    try {
      ProfilesFile.write(profiles, next, permissions(folder, "rw-------"));
      if (change != null) {
        append(change.line());
      }
      ProfilesFile.replace(file, next);
    } catch (IOException e) {
      throw new UsageException(
          "--profiles: "
              + file
              + ": cannot be written: "
              + InputFailure.reason(e)
              + "; what is there is as it was before, what was learned is lost");
    } finally {
      session.streams().interruption().hold(false);
    }
  }

  /** Writes a line behind the others, and behind half a line that a power failure left. */
  private void append(byte[] line) throws IOException {
    try (FileChannel trail =
        FileChannel.open(
            folder.resolve(AUDIT),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            permissions(folder, "rw-------"))) {
      long end = trail.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean torn = end > 0 && trail.read(last, end - 1) == 1 && last.get(0) != '\n';
      ByteBuffer octets = ByteBuffer.allocate(line.length + 1);
      if (torn) {
        octets.put((byte) '\n');
      }
      octets.put(line).flip();
      trail.position(end);
      while (octets.hasRemaining()) {
        trail.write(octets);
      }
      trail.force(true);
    }
  }

  /** What others may do with a file or folder that is made; nothing. */
  static FileAttribute<?>[] permissions(Path folder, String text) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    try {
      if (lock.isValid()) {
        lockFile.truncate(0);
        lock.release();
      }
    } catch (IOException e) {
      // The system lets go of it when the process ends.
    }
    closeQuietly(lockFile);
  }
}
