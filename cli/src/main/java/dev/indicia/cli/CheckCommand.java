package dev.indicia.cli;

import dev.indicia.trust.profile.Profiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code indicia check}: a verdict for each message. */
final class CheckCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "check",
            "Says of each message whether its sender is proven, and by what.",
            "  indicia check message.eml",
            "  indicia check --client-ip 192.0.2.1 --helo mx.a.example --mail-from a@a.example"
                + " m.eml",
            "  indicia check --received-by mx.b.example ~/Maildir",
            "  indicia check --json --dns recorded.zone deliveries.jsonl");
    MailRun.addInput(spec);
    spec.addOption(
        OptionSpecs.value(
            "--depth", "HOW", "full, or authentication alone (the default with --methods)"));
    spec.addOption(OptionSpecs.value("--profiles", "DIR", "keep what is learned in this folder"));
    spec.addOption(
        OptionSpecs.value("--fail-on", "LEVEL", "exit 1 from there: never, suspicious, accused"));
    spec.addOption(OptionSpecs.flag("--explain", "print the evidence too"));
    MailRun.addPace(spec);
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws UsageException, InterruptedException {
    CommonOptions common = CommonOptions.of(arguments);
    Tally.FailOn failOn =
        Tally.FailOn.valueOf(
            arguments
                .word("--fail-on", List.of("never", "suspicious", "accused"))
                .toUpperCase(Locale.ROOT));
    MailRun mail = new MailRun(arguments, common, session);
    CheckRun run = new CheckRun(session, common.json(), arguments.has("--explain"));
    Path folder = arguments.file("--profiles");
    if (isAuthenticationAlone(arguments)) {
      if (folder != null) {
        throw new UsageException(
            "--profiles: by authentication alone nothing is learned; with --methods add --depth full");
      }
      return authenticate(mail, run, failOn);
    }
    if (folder == null) {
      return check(mail, run, failOn, new Profiles());
    }
    try (ProfilesFolder kept = ProfilesFolder.hold(folder, "check", true, session)) {
      Profiles profiles = kept.load();
      return kept.saving(profiles, () -> check(mail, run, failOn, profiles));
    }
  }

  private static boolean isAuthenticationAlone(Arguments arguments) throws UsageException {
    // Who names methods asks for these and nothing else.
    List<String> depths = List.of("full", "authentication");
    return arguments
        .word("--depth", arguments.nonEmpty("--methods") == null ? depths : depths.reversed())
        .equals("authentication");
  }

  private static ExitCode authenticate(MailRun mail, CheckRun run, Tally.FailOn failOn)
      throws UsageException, InterruptedException {
    Tally tally = new Tally(failOn, mail.network());
    Progress progress =
        mail.authenticate(run::rendered, (result, idle, bar) -> run.take(result, idle, tally, bar));
    run.end(tally, progress);
    return mail.end(tally);
  }

  private static ExitCode check(MailRun mail, CheckRun run, Tally.FailOn failOn, Profiles profiles)
      throws UsageException, InterruptedException {
    Tally tally = new Tally(failOn, mail.network());
    Progress progress =
        mail.run(profiles, (result, idle, bar) -> run.take(run.rendered(result), idle, tally, bar));
    run.end(tally, progress);
    return mail.end(tally);
  }
}
