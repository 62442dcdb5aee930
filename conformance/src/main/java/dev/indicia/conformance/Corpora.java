package dev.indicia.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The test data: a folder outside the repository. Archives inside it are unpacked into a scratch
 * folder, as the data may be read-only.
 */
final class Corpora {
  private final Path directory;
  private final Path scratch;

  /**
   * The data in that folder.
   *
   * @param scratch where archives are unpacked; made when it is missing
   */
  Corpora(Path directory, Path scratch) {
    this.directory = directory;
    this.scratch = scratch;
  }

  /**
   * The folder to use: the one named, else the packed data beside the checkout, unpacked; nothing
   * when neither is there.
   *
   * @param named by an argument or the environment; empty when neither names one
   * @param archive relative to the folder that holds the checkout
   */
  static Optional<Path> find(Optional<Path> named, Path root, String archive, Path target)
      throws IOException {
    if (named.isPresent()) {
      return named;
    }
    Path parent = root.toAbsolutePath().normalize().getParent();
    Path packed = parent == null ? root.resolve(archive) : parent.resolve(archive);
    if (!Files.isReadable(packed)) {
      return Optional.empty();
    }
    unpack(packed, target);
    return Optional.of(target);
  }

  /** The file or folder at that place, which may be missing. */
  Path path(String relative) {
    return directory.resolve(relative);
  }

  /** Whether there is something at that place. */
  boolean has(String relative) {
    return Files.exists(path(relative));
  }

  /** The text of a file, one character an octet where the character set says so. */
  String text(String relative, Charset charset) throws IOException {
    return new String(Files.readAllBytes(path(relative)), charset);
  }

  /** The rows of a file of tab-separated values in UTF-8, without its first line. */
  List<List<String>> rows(String relative) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text(relative, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        rows.add(List.of(line.split("\t", -1)));
      }
    }
    return rows.isEmpty() ? rows : rows.subList(1, rows.size());
  }

  /** All files at and below the places, sorted. */
  List<Path> files(List<String> relative) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : relative) {
      if (!has(place)) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(path(place), FileVisitOption.FOLLOW_LINKS)) {
        walk.filter(Files::isRegularFile).sorted().forEach(files::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return files;
  }

  /** The content of an archive as data of its own; it is unpacked once. */
  Corpora unpacked(String archive) throws IOException {
    Path target = scratch.resolve(archive.replace('/', '_').replace(".tar.xz", ""));
    unpack(path(archive), target);
    return new Corpora(target, scratch);
  }

  private static synchronized void unpack(Path archive, Path target) throws IOException {
    Path done = target.resolve(".unpacked");
    if (Files.exists(done)) {
      return;
    }
    Files.createDirectories(target);
    Process tar =
        new ProcessBuilder("tar", "-C", target.toString(), "-xJf", archive.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar cannot unpack " + archive + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unpacking " + archive, e);
    }
    Files.createFile(done);
  }
}
