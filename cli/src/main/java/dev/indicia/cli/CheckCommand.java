package dev.indicia.cli;

import dev.indicia.message.MessageLimits;
import dev.indicia.trust.profile.Profiles;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code indicia check}: a verdict for each message. */
final class CheckCommand implements Command {
  /** Messages between reader and writer, for each worker. */
  private static final int ITEMS_A_WORKER = 32;

  /** Messages under way when each waits for the network, unless --jobs says otherwise. */
  private static final int WAITING_ITEMS = 256;

  private static final int JOBS_MAX = 10_000;
  private static final long OCTETS_MIN = 4L << 20;
  private static final long OCTETS_MAX = 16L << 20;

  /** Part of the heap that messages under way may fill; reading makes a second copy of some. */
  private static final int HEAP_PART = 16;

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
    spec.addPositional(
        OptionSpecs.parameters(
            "PATH", "a message, mbox, Maildir, folder or deliveries file (.jsonl); - is stdin"));
    spec.addOption(OptionSpecs.value("--client-ip", "ADDRESS", "address that connected to us"));
    spec.addOption(OptionSpecs.value("--helo", "NAME", "what it said in HELO or EHLO"));
    spec.addOption(
        OptionSpecs.value("--mail-from", "ADDRESS", "the envelope sender; \"\" for none"));
    spec.addOption(
        OptionSpecs.values("--rcpt-to", "ADDRESS", "an envelope recipient; may be repeated"));
    spec.addOption(
        OptionSpecs.value(
            "--received-by", "HOST", "read the envelope from this host's trace field"));
    spec.addOption(
        OptionSpecs.value("--trust-results", "HOST", "believe the results this host recorded"));
    spec.addOption(
        OptionSpecs.value("--methods", "LIST", "evaluate only these: spf,dkim,arc,dmarc,iprev"));
    VerifierOptions.add(spec);
    spec.addOption(
        OptionSpecs.value("--fail-on", "LEVEL", "exit 1 from there: never, suspicious, accused"));
    spec.addOption(OptionSpecs.flag("--explain", "print the evidence too"));
    spec.addOption(OptionSpecs.value("--jobs", "N", "messages to work on at once"));
    spec.addOption(OptionSpecs.flag("--no-progress", "no progress bar"));
    return OptionSpecs.withCommon(spec);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws UsageException, InterruptedException {
    CommonOptions common = CommonOptions.of(arguments);
    String trustedHost = arguments.nonEmpty("--trust-results");
    int jobs = arguments.number("--jobs", 1, JOBS_MAX, 0);
    Tally.FailOn failOn =
        Tally.FailOn.valueOf(
            arguments
                .word("--fail-on", List.of("never", "suspicious", "accused"))
                .toUpperCase(Locale.ROOT));
    // Recorded results need no DNS: the network's classes stay unloaded.
    @Nullable Dns dns = trustedHost == null ? Dns.of(common, session.streams().clock()) : null;
    boolean network = dns != null && dns.network();
    Judging judging =
        new Judgings(arguments, common, session.streams().clock().instant())
            .judging(dns, trustedHost, new Profiles());
    CheckRun run = new CheckRun(session, common.json(), arguments.has("--explain"));
    Tally tally = new Tally(failOn, network);
    ReadProgress reading = new ReadProgress();
    boolean bar = session.streams().errTerminal() && !arguments.has("--no-progress");
    Progress progress =
        new Progress(bar, session.diagnostics(), reading, session.streams().clock());
    List<String> paths = arguments.parameters();
    Pipeline<Ready> pipeline = new Pipeline<>(limits(network, jobs));
    pipeline.run(
        sink ->
            new Inputs(session.streams().in(), MessageLimits.DEFAULT.octetsMax(), reading, sink)
                .read(paths),
        judging::prepare,
        (ready, idle) -> run.take(run.rendered(judging.judge(ready)), idle, tally, progress));
    run.end(tally, progress);
    if (tally.isWithoutNetwork() && dns != null) {
      session.diagnostics().complain(dns.unreachable());
    }
    return tally.exitCode();
  }

  private static Pipeline.Limits limits(boolean network, int jobs) {
    int cores = Runtime.getRuntime().availableProcessors();
    long octets = Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_PART, OCTETS_MIN, OCTETS_MAX);
    if (network) {
      int waiting = jobs == 0 ? Math.max(WAITING_ITEMS, cores * ITEMS_A_WORKER) : jobs;
      return new Pipeline.Limits(waiting, true, waiting, octets);
    }
    int workers = jobs == 0 ? cores : jobs;
    return new Pipeline.Limits(workers, false, workers * ITEMS_A_WORKER, octets);
  }
}
