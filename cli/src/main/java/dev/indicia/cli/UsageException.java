package dev.indicia.cli;

import java.io.Serial;

/** The command line, or a file that an option names, is wrong; the message says what to do. */
final class UsageException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
