package dev.indicia.cli;

import dev.indicia.events.Engine;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code indicia} command. */
public final class Indicia {
  /** How long Ctrl-C waits for the output to be flushed. */
  private static final long ENDING_MILLIS = 3000;

  private static final List<String> NAMES =
      List.of(
          "check",
          "spf",
          "dmarc",
          "dkim2",
          "bimi",
          "sign",
          "seal",
          "keygen",
          "learn",
          "profile",
          "catalogue",
          "report",
          "serve");

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
              await(done, interruption);
            }));
    int code;
    try {
      code = run(args, standard(interruption));
    } finally {
      done.countDown();
    }
    // With 0 the JVM ends by itself, without loading what System.exit logs with.
    if (code != 0) {
      System.exit(code);
    }
  }

  private static void await(CountDownLatch done, Interruption interruption) {
    try {
      boolean ended = done.await(ENDING_MILLIS, TimeUnit.MILLISECONDS);
      while (!ended && interruption.isHeld()) {
        ended = done.await(ENDING_MILLIS, TimeUnit.MILLISECONDS);
      }
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
    String name = args.length == 0 ? "" : args[0];
    if (name.equals("--version") || name.equals("-V")) {
      session.output().print("indicia " + Engine.current().version() + "\n");
      return ExitCode.OK;
    }
    if (name.equals("--help") || name.equals("-h")) {
      session.output().print(usage());
      return ExitCode.OK;
    }
    if (name.isEmpty()) {
      session.diagnostics().print(usage());
      return ExitCode.USAGE;
    }
    Command command = command(name);
    if (command == null) {
      String what = name.startsWith("-") ? "unknown option \"" : "unknown command \"";
      String similar = CommandLine.similar(List.copyOf(NAMES), name);
      session.diagnostics().complain(what + name + "\"" + similar);
      session.diagnostics().print("See: indicia --help\n");
      return ExitCode.USAGE;
    }
    CommandSpec spec = command.spec();
    CommandLine line;
    try {
      line = CommandLine.parse(spec, List.of(args).subList(1, args.length));
    } catch (UsageException e) {
      session.diagnostics().complain(String.valueOf(e.getMessage()));
      session.diagnostics().print("See: indicia " + name + " --help\n");
      return ExitCode.USAGE;
    }
    if (line.has("--help")) {
      session.output().print(Help.of(spec));
      return ExitCode.OK;
    }
    try {
      return run(command, new Arguments(line), session);
    } catch (UsageException e) {
      session.diagnostics().complain(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
  }

  private static @Nullable Command command(String name) {
    return switch (name) {
      case "check" -> new CheckCommand();
      case "spf" -> new SpfCommand();
      case "dmarc" -> new DmarcCommand();
      case "dkim2" -> new Dkim2Command();
      case "bimi" -> new BimiCommand();
      case "sign" -> new SignCommand();
      case "seal" -> new SealCommand();
      case "keygen" -> new KeygenCommand();
      case "learn" -> new LearnCommand();
      case "profile" -> new ProfileCommand();
      case "catalogue" -> new CatalogueCommand();
      case "report" -> new ReportCommand();
      case "serve" -> new ServeCommand();
      default -> null;
    };
  }

  private static String usage() {
    CommandSpec root =
        OptionSpecs.command("indicia", "Tells who really sent a message, and how that is proven.");
    OptionSpecs.withHelp(root);
    root.addOption(new OptionSpec("--version", "-V", null, false, "show the version"));
    List<CommandSpec> specs = new ArrayList<>();
    for (String name : NAMES) {
      specs.add(Objects.requireNonNull(command(name)).spec());
    }
    return Help.of(root, specs);
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
}
