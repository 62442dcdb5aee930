package dev.indicia.cli;

import dev.indicia.trust.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The catalogue that comes with the command, and what files change of it. */
final class Catalogues {
  /** In the order in which they are read. */
  static final List<String> RESOURCES =
      List.of("senders.yaml", "platforms.yaml", "freemail.yaml", "brands.yaml");

  private static final String SENDERS = RESOURCES.get(0);
  private static final String BRANDS = RESOURCES.get(3);

  private Catalogues() {}

  private static final class All {
    static final Catalogue INSTANCE = readBuiltIn(RESOURCES);
  }

  // Each file for itself: a command that reads one message asks for few or none of them.
  private static final class Senders {
    static final Catalogue INSTANCE = readBuiltIn(List.of(SENDERS));
  }

  private static final class Brands {
    static final Catalogue INSTANCE = readBuiltIn(List.of(BRANDS));
  }

  /** The catalogue that comes with the command; the first call reads it. */
  static Catalogue builtIn() {
    return All.INSTANCE;
  }

  /** The senders of {@link #builtIn} and nothing else. */
  static Catalogue senders() {
    return Senders.INSTANCE;
  }

  /** The brands of {@link #builtIn} and nothing else. */
  static Catalogue brands() {
    return Brands.INSTANCE;
  }

  /**
   * The built-in catalogue, changed by the files in order.
   *
   * @throws UsageException when a file cannot be read, or something in it is wrong
   */
  static Catalogue of(List<Path> files) throws UsageException {
    Catalogue catalogue = builtIn();
    for (Path file : files) {
      catalogue = CatalogueReader.read(file).after(catalogue);
    }
    return catalogue;
  }

  private static Catalogue readBuiltIn(List<String> resources) {
    List<String> texts = new ArrayList<>();
    for (String resource : resources) {
      try (InputStream in = Catalogues.class.getResourceAsStream("catalogue/" + resource)) {
        if (in == null) {
          throw new AssertionError("resource missing from the jar: " + resource);
        }
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new AssertionError("resource cannot be read: " + resource, e);
      }
    }
    return CatalogueLines.read(texts);
  }
}
