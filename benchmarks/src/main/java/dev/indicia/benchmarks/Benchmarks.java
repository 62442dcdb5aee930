package dev.indicia.benchmarks;

import dev.indicia.dkim.BodyCanonicalizer;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.vector.VectorCanonicalizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures and prints one table, with ratios and goals; writes the same as JSON lines. Exit codes:
 * 0 measured (whether or not the goals are met), 1 void because of a wrong verdict or a failure, 2
 * wrong options.
 */
public final class Benchmarks {
  private static final int WARM_UPS = 3;
  private static final int RIVAL_ROUNDS = 5;
  private static final double KIBI = 1024;

  private final Settings settings;
  private final Report report;
  private final Corpus corpus;
  private final Rounds rounds;

  private Benchmarks(Settings settings, Report report, Corpus corpus) {
    this.settings = settings;
    this.report = report;
    this.corpus = corpus;
    this.rounds = new Rounds(corpus);
  }

  /** See {@link Settings#USAGE}. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Settings settings;
    try {
      settings = Settings.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.err.print(Settings.USAGE);
      System.exit(2);
      return;
    }
    try {
      run(settings, out);
    } catch (Rounds.WrongVerdict e) {
      System.err.println("benchmarks: void, a verdict is wrong: " + e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      System.err.println("benchmarks: " + e);
      System.exit(1);
    }
  }

  private static void run(Settings settings, PrintStream out) throws Exception {
    Files.createDirectories(settings.work());
    Report report = new Report(out);
    Machine.describe(report, settings.work());
    Corpus corpus = Corpus.read(settings.corpus(), settings.messagesMax());
    report.header(
        String.format(
            "corpus: %s, %d messages, %.1f MB",
            settings.corpus(), corpus.deliveries().size(), corpus.octets() / 1e6));
    report.header("reproduce: benchmarks/run  (figures are CPU time; compare ratios only)");
    Benchmarks benchmarks = new Benchmarks(settings, report, corpus);
    if (settings.parts().contains(Settings.Part.INPROCESS)) {
      benchmarks.inProcess();
    }
    Mailauth mailauth = Mailauth.find(settings, report);
    if (settings.parts().contains(Settings.Part.RIVALS) && mailauth != null) {
      benchmarks.rivals(mailauth);
    }
    if (settings.parts().contains(Settings.Part.COMMAND)) {
      benchmarks.command(mailauth);
    }
    report.print();
    out.println(report.missed() == 0 ? "every goal is met" : report.missed() + " goals missed");
    Path json = settings.work().resolve("results.jsonl");
    report.write(json, Instant.now().toString());
    out.println("JSON lines: " + json);
  }

  private DkimEngine dkim(String name, BodyCanonicalizer canonicalizer) {
    return new DkimEngine(name, corpus, DkimOptions.DEFAULT.withBodyCanonicalizer(canonicalizer));
  }

  /** The vector path where the JVM was started with its module. */
  private @Nullable DkimEngine dkimVector() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      report.note("vector skipped: the JVM runs without --add-modules jdk.incubator.vector");
      return null;
    }
    return dkim("dkimVector", VectorCanonicalizer.INSTANCE);
  }

  private void inProcess() throws Exception {
    report.section("in process, one thread");
    List<Engine> engines = new ArrayList<>();
    engines.add(new BoundLoop(corpus));
    engines.add(dkim("dkim", BodyCanonicalizer.plain()));
    DkimEngine vector = dkimVector();
    if (vector != null) {
      engines.add(vector);
    }
    engines.add(new SpfEngine(corpus));
    engines.add(new FullEngine(corpus));
    engines.add(new JdkimEngine(corpus.records()));
    engines.add(new JspfEngine(corpus.records()));
    for (Engine engine : engines) {
      rounds.check(engine);
    }
    Map<String, Rounds.Usage> usages = rounds.measure(engines, WARM_UPS, settings.rounds());
    for (Engine engine : engines) {
      report.row(engine.name(), micros(usages, engine.name()), "us CPU/message", null);
    }
    Series bound = micros(usages, "boundLoop");
    Series dkim = micros(usages, "dkim");
    Series spf = micros(usages, "spf");
    report.section("in process, ratios");
    report.row("DKIM, part of the bound", bound.per(dkim), "x", Row.atLeast(0.65));
    if (vector != null) {
      Series part = bound.per(micros(usages, "dkimVector"));
      report.row("DKIM with vectors, part of the bound", part, "x", Row.atLeast(0.80));
    }
    report.row("jDKIM / DKIM", micros(usages, "jDKIM").per(dkim), "x", Row.atLeast(5.5));
    report.row("SPF from text", spf.rate(1e6), "checks/CPU-s", Row.atLeast(150_000));
    report.row("jSPF / SPF", micros(usages, "jSPF").per(spf), "x", Row.atLeast(20));
    report.row("DKIM, allocated", kibis(usages, "dkim"), "KiB/message", Row.atMost(12));
    report.row(
        "SPF + DKIM + DMARC, allocated", kibis(usages, "full"), "KiB/message", Row.atMost(32));
    // Both threads share one verifier, as those of a program do.
    Engine shared = dkim("dkim", BodyCanonicalizer.plain());
    double scaling = rounds.scaling(List.of(shared, shared), settings.rounds());
    report.row("DKIM, two threads / one (wall, best of all)", scaling, "x", Row.atLeast(1.85));
  }

  private static Series micros(Map<String, Rounds.Usage> usages, String engine) {
    return Objects.requireNonNull(usages.get(engine)).micros();
  }

  private static Series kibis(Map<String, Rounds.Usage> usages, String engine) {
    return Objects.requireNonNull(usages.get(engine)).allocated().times(1 / KIBI);
  }

  /** Rival programs in turn with ours; of ours the whole JVM counts, collector and all. */
  private void rivals(Mailauth mailauth) throws Exception {
    report.section("rivals as programs, warm");
    int messages = corpus.deliveries().size();
    Engine dkim = dkim("dkim", BodyCanonicalizer.plain());
    Engine full = new FullEngine(corpus);
    rounds.check(dkim);
    rounds.check(full);
    rounds.measure(List.of(dkim, full), WARM_UPS, 1);
    double[][] micros = new double[4][RIVAL_ROUNDS];
    for (int round = 0; round < RIVAL_ROUNDS; round++) {
      micros[0][round] = mailauth.driverMicros(settings.corpus(), "dkim", messages);
      micros[1][round] = rounds.processMicros(dkim);
      micros[2][round] = mailauth.driverMicros(settings.corpus(), "full", messages);
      micros[3][round] = rounds.processMicros(full);
    }
    Series[] series = new Series[micros.length];
    for (int i = 0; i < series.length; i++) {
      series[i] = new Series(micros[i]);
    }
    report.row("mailauth, DKIM", series[0], "us CPU/message", null);
    report.row("ours, DKIM, whole JVM", series[1], "us CPU/message", null);
    report.row("mailauth / ours, DKIM", series[0].per(series[1]), "x", Row.atLeast(10));
    report.row("mailauth, SPF + DKIM + ARC + DMARC", series[2], "us CPU/message", null);
    report.row("ours, SPF + DKIM + DMARC, whole JVM", series[3], "us CPU/message", null);
    report.row("mailauth / ours, full", series[2].per(series[3]), "x", Row.atLeast(20));
  }

  private void command(@Nullable Mailauth mailauth) throws IOException, InterruptedException {
    Path launcher = settings.launcher();
    if (launcher == null || !Files.isExecutable(launcher)) {
      report.note("the command skipped: no indicia=FILE given");
    } else if (!Command.exists("python3")) {
      report.note("the command skipped: python3 is needed to measure it");
    } else {
      new WholeProcess(settings, corpus, launcher, mailauth, report).run();
    }
  }
}
