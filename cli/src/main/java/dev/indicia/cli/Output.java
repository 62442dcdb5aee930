package dev.indicia.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Standard output: buffered, in UTF-8. When nobody reads it any more, the run ends. */
final class Output {
  private static final int BUFFER_OCTETS = 64 << 10;

  private final OutputStream out;

  Output(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_OCTETS);
  }

  /** Standard output cannot be written any more. */
  static final class Closed extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Closed(IOException cause) {
      super(cause);
    }

    /** Whether the reader went away, which is its right: {@code indicia ... | head}. */
    boolean isBrokenPipe() {
      String why = String.valueOf(getCause() == null ? null : getCause().getMessage());
      return why.toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Why, for people. */
    String why() {
      return String.valueOf(getCause() == null ? null : getCause().getMessage());
    }
  }

  void write(byte[] octets) {
    try {
      out.write(octets);
    } catch (IOException e) {
      throw new Closed(e);
    }
  }

  /** Writes the text as it is. */
  void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new Closed(e);
    }
  }
}
