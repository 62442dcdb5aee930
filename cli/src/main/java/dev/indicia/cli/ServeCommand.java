package dev.indicia.cli;

import java.util.concurrent.CountDownLatch;

/** {@code indicia serve}: the gateway, until SIGTERM. */
final class ServeCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "serve",
            "Judges mail as it arrives: milter, SMTP filter and HTTP in one process.",
            "  indicia serve --data /var/lib/indicia",
            "  indicia serve --data /var/lib/indicia --smtp 127.0.0.1:10025 --next-hop"
                + " 127.0.0.1:10026",
            "  indicia serve --http 127.0.0.1:0 --milter off --dns recorded.zone");
    spec.addOption(
        OptionSpecs.value(
            "--http", "ADDRESS", "HTTP; default 127.0.0.1:8460, port 0 takes a free one, or off"));
    spec.addOption(
        OptionSpecs.value(
            "--milter", "ADDRESS", "milter; default 127.0.0.1:8461, or unix:PATH, or off"));
    spec.addOption(
        OptionSpecs.value(
            "--smtp", "ADDRESS", "SMTP filter; default 127.0.0.1:8462 with --next-hop, or off"));
    spec.addOption(
        OptionSpecs.value("--next-hop", "HOST:PORT", "where the SMTP filter hands mail on"));
    spec.addOption(
        OptionSpecs.value("--data", "DIR", "keep events and what is learned in this folder"));
    spec.addOption(
        OptionSpecs.value(
            "--policy", "FILE", "what is done by the verdict (YAML); default: watch"));
    VerifierOptions.add(spec);
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws UsageException, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    try (Serving serving = Serving.start(arguments, session)) {
      // Before the ready line: whoever reads it may send a signal at once.
      Signals.on("TERM", end::countDown);
      Signals.on("INT", end::countDown);
      Signals.on("HUP", serving::reload);
      session.output().print(serving.readyLine());
      session.output().flush();
      end.await();
      serving.log().info("stopping", json -> {});
    }
    return ExitCode.OK;
  }
}
