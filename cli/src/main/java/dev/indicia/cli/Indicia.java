package dev.indicia.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code indicia} command. */
public final class Indicia {
  /** How long Ctrl-C waits for the output to be flushed. */
  private static final long ENDING_MILLIS = 3000;

  private Indicia() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Interruption interruption = new Interruption();
    CountDownLatch done = new CountDownLatch(1);
    // The JVM answers SIGINT by running this hook and ends with 130 by itself.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              interruption.request();
              await(done);
            }));
    int code;
    try {
      code = run(args, standard(interruption));
    } finally {
      done.countDown();
    }
    System.exit(code);
  }

  private static void await(CountDownLatch done) {
    try {
      done.await(ENDING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Streams standard(Interruption interruption) {
    String noColour = System.getenv("NO_COLOR");
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Terminals.isTerminal(1),
        Terminals.isTerminal(2) && !dumb,
        (noColour == null || noColour.isEmpty()) && !dumb,
        InstantSource.system(),
        interruption);
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  public static int run(String[] args, Streams streams) {
    Output output = new Output(streams.out());
    Diagnostics diagnostics = new Diagnostics(streams.err());
    ExitCode code;
    try {
      code = run(args, new Session(streams, output, diagnostics));
      output.flush();
    } catch (Output.Closed closed) {
      code = closed.isBrokenPipe() ? ExitCode.OK : ExitCode.UNREADABLE_INPUT;
      if (!closed.isBrokenPipe()) {
        diagnostics.complain("cannot write to standard output: " + closed.why());
      }
    } finally {
      diagnostics.clearStatus();
    }
    return code.number();
  }

  private static ExitCode run(String[] args, Session session) {
    Map<CommandSpec, Command> commands = new LinkedHashMap<>();
    CommandSpec root = root(commands);
    CommandLine line = new CommandLine(root);
    try {
      ParseResult parsed = line.parseArgs(args);
      ParseResult sub = parsed.subcommand();
      ParseResult asked = sub == null ? parsed : sub;
      if (asked.isUsageHelpRequested()) {
        session.output().print(usage(asked.commandSpec()));
        return ExitCode.OK;
      }
      if (asked.isVersionHelpRequested()) {
        session.output().print("indicia " + Engine.current().version() + "\n");
        return ExitCode.OK;
      }
      if (sub == null) {
        session.diagnostics().print(usage(root));
        return ExitCode.USAGE;
      }
      Command command = commands.get(sub.commandSpec());
      if (command == null) {
        throw new IllegalStateException("no command for " + sub.commandSpec().name());
      }
      return run(command, new Arguments(sub), session);
    } catch (ParameterException e) {
      complain(e, session.diagnostics());
      return ExitCode.USAGE;
    } catch (UsageException e) {
      session.diagnostics().complain(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
  }

  private static ExitCode run(Command command, Arguments arguments, Session session)
      throws UsageException {
    try {
      session.streams().interruption().wakes(Thread.currentThread());
      return command.run(arguments, session);
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    } catch (IllegalStateException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      session
          .diagnostics()
          .complain(
              cause instanceof OutOfMemoryError
                  ? "this JVM has too little memory for this input; give it more (-Xmx)"
                  : "a bug in indicia, please report it: " + cause);
      return ExitCode.UNREADABLE_INPUT;
    } finally {
      session.streams().interruption().wakes(null);
    }
  }

  private static void complain(ParameterException e, Diagnostics diagnostics) {
    String problem = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> similar = unmatched.getSuggestions();
      boolean option = unmatched.isUnknownOption();
      problem =
          (option ? "unknown option " : "unexpected argument ")
              + "\""
              + String.join(" ", unmatched.getUnmatched().subList(0, 1))
              + "\""
              + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?");
    }
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    diagnostics.complain(problem);
    diagnostics.print("See: " + name + " --help\n");
  }

  private static CommandSpec root(Map<CommandSpec, Command> commands) {
    CommandSpec root =
        OptionSpecs.command("indicia", "Tells who really sent a message, and how that is proven.");
    OptionSpecs.withHelp(root);
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("show the version")
            .build());
    for (Command command :
        List.of(
            new CheckCommand(),
            new SpfCommand(),
            new DmarcCommand(),
            new SignCommand(),
            new KeygenCommand())) {
      CommandSpec spec = command.spec();
      commands.put(spec, command);
      root.addSubcommand(spec.name(), spec);
    }
    return root;
  }

  private static String usage(CommandSpec spec) {
    return spec.commandLine().getUsageMessage(Ansi.OFF);
  }
}
