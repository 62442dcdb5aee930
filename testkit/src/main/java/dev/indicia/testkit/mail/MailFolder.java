package dev.indicia.testkit.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The folder of one mail system, and the commands that are run for it. */
final class MailFolder {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 20;

  private final Path root;

  private MailFolder(Path root) {
    this.root = root;
  }

  /**
   * A new one that every user of the machine may enter, below /run where that is ours: Sendmail
   * refuses what stands below a folder in which everybody may write.
   */
  static MailFolder create(String name) throws IOException {
    Path run = Path.of("/run");
    Path root =
        Files.isWritable(run)
            ? Files.createTempDirectory(run, name)
            : Files.createTempDirectory(name);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new MailFolder(root);
  }

  /** Whether mail systems can be started: by root alone, as each part takes a user of its own. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  Path path(String name) {
    return root.resolve(name);
  }

  Path write(String name, String text) throws IOException {
    Path file = path(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** The text of a file; nothing where there is none. */
  String read(String name) throws IOException {
    Path file = path(name);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  /** Starts a program whose output goes to the file {@code said}. */
  Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(path("said").toFile()))
        .start();
  }

  /**
   * Runs a program to its end.
   *
   * @return what it has printed
   * @throws IOException also when it fails
   */
  String run(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = uninterrupted(process);
    if (status != 0) {
      throw new IOException(String.join(" ", command) + ": " + status + ": " + said);
    }
    return said;
  }

  /** Waits for the end; a test that is interrupted has to stop its mail system all the same. */
  static int uninterrupted(Process process) {
    return process.onExit().join().exitValue();
  }

  /**
   * Waits until something holds.
   *
   * @throws IOException when it does not come to hold, with what the mail system has said
   */
  void await(String what, BooleanSupplier holds) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IOException(what + " does not come up:\n" + read("said") + read("log"));
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Whether there is a file of that prefix somewhere below a folder. */
  boolean has(String folder, String prefix) throws IOException {
    if (!Files.isDirectory(path(folder))) {
      return false;
    }
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.anyMatch(
          file -> Files.isRegularFile(file) && file.getFileName().toString().startsWith(prefix));
    }
  }

  void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(root)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
