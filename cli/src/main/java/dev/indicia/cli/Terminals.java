package dev.indicia.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a person is at the other end of a file descriptor. */
final class Terminals {
  private Terminals() {}

  /** Whether the descriptor (1 standard output, 2 standard error) is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // The specification still allows null.
  static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc: the JDK knows only whether input and output both are one.
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
