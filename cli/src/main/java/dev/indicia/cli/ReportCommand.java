package dev.indicia.cli;

import java.util.List;

/** {@code indicia report}: what other receivers report on our domains. */
final class ReportCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OptionSpecs.command(
            "report",
            "Reads DMARC aggregate and failure reports, feedback and TLS reports.",
            "  indicia report show b.example!a.example!1767225600!1767311999.xml.gz",
            "  indicia report show --json ~/Maildir/.reports",
            "  indicia report show - < report.eml");
    spec.addPositional(OptionSpecs.parameter("ACTION", "show"));
    spec.addPositional(
        OptionSpecs.parameters(
            "FILE", "a report, also in gzip, zip or mail; an mbox, a folder; - is stdin"));
    spec.addOption(OptionSpecs.flag("--no-progress", "no progress bar"));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws UsageException, InterruptedException {
    CommonOptions common = CommonOptions.of(arguments);
    List<String> words = arguments.parameters();
    String action = words.getFirst();
    if (!action.equals("show")) {
      throw new UsageException("ACTION: \"" + action + "\" is not show");
    }
    boolean bar = session.streams().errTerminal() && !arguments.has("--no-progress");
    return new ReportShow(session, common.json(), bar).run(words.subList(1, words.size()));
  }
}
