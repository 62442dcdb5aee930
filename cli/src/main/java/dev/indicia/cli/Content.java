package dev.indicia.cli;

import java.nio.file.Path;

/** The octets of one input, or where they are, or why they cannot be had. */
sealed interface Content {

  /** About how many octets judging it will hold in memory. */
  long weight();

  /** The octets of one message as a file stores it. */
  final class Octets implements Content {
    private final byte[] octets;

    Octets(byte[] octets) {
      this.octets = octets;
    }

    /** The octets themselves, not a copy. */
    byte[] octets() {
      return octets;
    }

    @Override
    public long weight() {
      return octets.length;
    }
  }

  /**
   * A file that holds one message; read when its turn comes.
   *
   * @param size in octets, when it was listed
   */
  record InFile(Path path, long size) implements Content {
    @Override
    public long weight() {
      return size;
    }
  }

  /** A message past the limit for messages, of which nothing is kept. */
  record TooLarge(long octetsMax) implements Content {
    @Override
    public long weight() {
      return 0;
    }
  }

  /** Input that is no message: it becomes a result with this error. */
  record Unreadable(String code, String message) implements Content {
    @Override
    public long weight() {
      return 0;
    }
  }
}
