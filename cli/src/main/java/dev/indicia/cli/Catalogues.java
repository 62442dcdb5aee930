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

  private static final List<String> ADDRESSES = RESOURCES.subList(0, 3);
  private static final List<String> BRANDS = RESOURCES.subList(3, 4);

  private Catalogues() {}

  private static final class All {
    static final Catalogue INSTANCE = readBuiltIn(RESOURCES);
  }

  // Each for itself: a command that reads one message asks for one of them, or for none.
  private static final class Addresses {
    static final Catalogue INSTANCE = readBuiltIn(ADDRESSES);
  }

  private static final class Brands {
    static final Catalogue INSTANCE = readBuiltIn(BRANDS);
  }

  /** The catalogue that comes with the command; the first call reads it. */
  static Catalogue builtIn() {
    return All.INSTANCE;
  }

  /** The senders, platforms and free mail of {@link #builtIn}, without its brands. */
  static Catalogue addresses() {
    return Addresses.INSTANCE;
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
