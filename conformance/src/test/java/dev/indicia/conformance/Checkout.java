package dev.indicia.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's own files, as the tests about them see them. */
final class Checkout {
  private static final Set<String> NOT_SOURCE = Set.of(".git", "target", "node_modules");

  private Checkout() {}

  /** The folder that holds ARCHITECTURE.md. */
  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("ARCHITECTURE.md"))) {
      Path parent = at.getParent();
      if (parent == null) {
        throw new IllegalStateException("no ARCHITECTURE.md above " + Path.of("").toAbsolutePath());
      }
      at = parent;
    }
    return at;
  }

  static String text(String path) {
    return text(root().resolve(path));
  }

  static String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file that belongs into the repository, in sorted order. */
  static List<Path> files() {
    Path root = root();
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .filter(path -> Stream.of(names(root.relativize(path))).noneMatch(NOT_SOURCE::contains))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java files under a folder "src/main/java" or "src/test/java" of any module. */
  static List<Path> java(String sourceSet) {
    String part = "/src/" + sourceSet + "/java/";
    return files().stream()
        .filter(path -> path.toString().endsWith(".java"))
        .filter(path -> path.toString().contains(part))
        .toList();
  }

  private static String[] names(Path relative) {
    String[] names = new String[relative.getNameCount()];
    for (int i = 0; i < names.length; i++) {
      names[i] = relative.getName(i).toString();
    }
    return names;
  }
}
