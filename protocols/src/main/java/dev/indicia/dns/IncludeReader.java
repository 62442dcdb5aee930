package dev.indicia.dns;

import java.io.IOException;

/**
 * Reads the files that {@code $INCLUDE} lines of a zone name; the caller decides what may be read.
 */
@FunctionalInterface
public interface IncludeReader {
  /** Refuses every {@code $INCLUDE}. */
  IncludeReader NONE =
      new IncludeReader() {
        @Override
        public Source read(String including, String file) throws IOException {
          throw new IOException("$INCLUDE is not allowed here");
        }
      };

  /**
   * Reads one file.
   *
   * @param including the name of the source that holds the {@code $INCLUDE}
   * @param file the file as written there
   * @throws IOException when it cannot be read; the message becomes part of the error reported
   */
  Source read(String including, String file) throws IOException;

  /**
   * The text of a file.
   *
   * @param name its name in error messages; two sources of one name are the same file
   */
  record Source(String name, String text) {}
}
