package dev.indicia.cli;

/** One subcommand: what it understands, and what it does. */
interface Command {

  /** Its name, options, parameters and help. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @throws UsageException when an option or a file named by one is wrong
   * @throws InterruptedException when the run was asked to stop
   */
  ExitCode run(Arguments arguments, Session session) throws UsageException, InterruptedException;
}
