package dev.indicia.cli;

/** The exit codes of the command (docs/reference/exit-codes.md); in order of precedence. */
enum ExitCode {
  /** Interrupted, by Ctrl-C for instance. */
  INTERRUPTED(130),
  /** The command line, or a file that an option names, is wrong. Nothing was judged. */
  USAGE(2),
  /** Nothing could be judged because no DNS server answered. */
  NO_NETWORK(4),
  /** Some input could not be read. */
  UNREADABLE_INPUT(3),
  /** A verdict at or above {@code --fail-on}. */
  FOUND(1),
  /** None of the above. */
  OK(0);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the process ends with. */
  int number() {
    return number;
  }

  /** The one of both that takes precedence. */
  ExitCode or(ExitCode other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
