package dev.indicia.cli;

import dev.indicia.message.MessageLimits;
import dev.indicia.trust.profile.Profiles;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads messages and judges them in order, as the options say that check and learn share. */
final class MailRun {
  /** Messages between reader and writer, for each worker. */
  private static final int ITEMS_A_WORKER = 32;

  /** Messages under way when each waits for the network, unless --jobs says otherwise. */
  private static final int WAITING_ITEMS = 256;

  private static final int JOBS_MAX = 10_000;
  private static final long OCTETS_MIN = 4L << 20;
  private static final long OCTETS_MAX = 16L << 20;

  /** Part of the heap that messages under way may fill; reading makes a second copy of some. */
  private static final int HEAP_PART = 16;

  private final Arguments arguments;
  private final CommonOptions common;
  private final Session session;
  private final int jobs;
  private final @Nullable String trustedHost;
  private final @Nullable Dns dns;

  /** A run as these arguments say. */
  MailRun(Arguments arguments, CommonOptions common, Session session) throws UsageException {
    this.arguments = arguments;
    this.common = common;
    this.session = session;
    this.trustedHost = arguments.nonEmpty("--trust-results");
    this.jobs = arguments.number("--jobs", 1, JOBS_MAX, 0);
    // Recorded results need no DNS: the network's classes stay unloaded.
    this.dns = trustedHost == null ? Dns.of(common, session.streams().clock()) : null;
  }

  /** Adds the parameter, and the options that say what is judged and how. */
  static void addInput(CommandSpec spec) {
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
        OptionSpecs.value(
            "--methods", "LIST", "evaluate only these: spf,dkim,dkim2,arc,dmarc,iprev,bimi"));
    VerifierOptions.add(spec);
    VerifierOptions.addDraft(spec);
  }

  /** Adds the options that say how fast, and what is shown meanwhile. */
  static void addPace(CommandSpec spec) {
    spec.addOption(OptionSpecs.value("--jobs", "N", "messages to work on at once"));
    spec.addOption(OptionSpecs.flag("--no-progress", "no progress bar"));
  }

  /** Whether questions go to the network. */
  boolean network() {
    return dns != null && dns.network();
  }

  /** Takes the results in order. */
  @FunctionalInterface
  interface Taker<R> {
    /** Takes the next one; idle is whether nothing else is ready. */
    void take(R result, boolean idle, Progress progress);
  }

  /** Judges all that is given, in order, and learns from it. */
  Progress run(Profiles profiles, Taker<Judged> taker) throws UsageException, InterruptedException {
    Judging judging = judgings().judging(dns, trustedHost, profiles);
    return read(
        judging::prepare,
        (ready, idle, progress) -> taker.take(judging.judge(ready), idle, progress));
  }

  /**
   * Judges all that is given by authentication alone, each for itself, and does the work with each
   * result, in any thread.
   */
  <R> Progress authenticate(Function<Judged, R> work, Taker<R> taker)
      throws UsageException, InterruptedException {
    Judging judging = judgings().authenticating(dns, trustedHost);
    return read(item -> work.apply(judging.judge(judging.prepare(item))), taker);
  }

  private Judgings judgings() {
    return new Judgings(arguments, common, session.streams().clock().instant());
  }

  private <R> Progress read(Function<Item, R> work, Taker<R> taker) throws InterruptedException {
    ReadProgress reading = new ReadProgress();
    boolean bar = session.streams().errTerminal() && !arguments.has("--no-progress");
    Progress progress =
        new Progress(bar, session.diagnostics(), reading, session.streams().clock());
    List<String> paths = arguments.parameters();
    new Pipeline<R>(limits())
        .run(
            sink ->
                new Inputs(session.streams().in(), MessageLimits.DEFAULT.octetsMax(), reading, sink)
                    .read(paths),
            work::apply,
            (result, idle) -> {
              taker.take(result, idle, progress);
              return true;
            });
    return progress;
  }

  /** What the run ends with; complains when no DNS server answered. */
  ExitCode end(Tally tally) {
    if (tally.isWithoutNetwork() && dns != null) {
      session.diagnostics().complain(dns.unreachable());
    }
    return tally.exitCode();
  }

  private Pipeline.Limits limits() {
    int cores = Runtime.getRuntime().availableProcessors();
    long octets = Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_PART, OCTETS_MIN, OCTETS_MAX);
    if (network()) {
      int waiting = jobs == 0 ? Math.max(WAITING_ITEMS, cores * ITEMS_A_WORKER) : jobs;
      return new Pipeline.Limits(waiting, true, waiting, octets);
    }
    int workers = jobs == 0 ? cores : jobs;
    return new Pipeline.Limits(workers, false, workers * ITEMS_A_WORKER, octets);
  }
}
