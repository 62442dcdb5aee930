package dev.indicia.benchmarks;

import dev.indicia.dkim.BodyCanonicalizer;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.vector.VectorCanonicalizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.conscrypt.Conscrypt;
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
  private final boolean vector;
  private final @Nullable Provider provider;

  private Benchmarks(Settings settings, Report report, Corpus corpus) {
    this.settings = settings;
    this.report = report;
    this.corpus = corpus;
    this.rounds = new Rounds(corpus);
    this.vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    this.provider = provider(report);
    if (!vector) {
      report.note("vector skipped: the JVM runs without --add-modules jdk.incubator.vector");
    }
  }

  /** Conscrypt, where its native library has the platform. */
  private static @Nullable Provider provider(Report report) {
    try {
      Provider conscrypt = Conscrypt.newProvider();
      Conscrypt.Version version = Conscrypt.version();
      report.header(
          "provider: Conscrypt %d.%d.%d"
              .formatted(version.major(), version.minor(), version.patch()));
      return conscrypt;
    } catch (LinkageError e) {
      report.note("provider skipped: Conscrypt has no native library for this platform: " + e);
      return null;
    }
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
    if (settings.parts().contains(Settings.Part.VERDICT)) {
      benchmarks.verdicts();
    }
    if (settings.parts().contains(Settings.Part.COMMAND)) {
      benchmarks.command(mailauth);
    }
    if (settings.parts().contains(Settings.Part.MILTER)) {
      new MilterPath(settings, corpus, report).run();
    }
    if (settings.parts().contains(Settings.Part.REPORTS)) {
      ReportSpeed.run(settings, report);
    }
    report.print();
    out.println(report.missed() == 0 ? "every goal is met" : report.missed() + " goals missed");
    Path json = settings.work().resolve("results.jsonl");
    report.write(json, Instant.now().toString());
    out.println("JSON lines: " + json);
  }

  private Engine dkim(String name, BodyCanonicalizer canonicalizer, DkimCryptography cryptography) {
    DkimOptions options = DkimOptions.DEFAULT.withBodyCanonicalizer(canonicalizer);
    return new DkimEngine(name, corpus, options, cryptography);
  }

  private Engine dkim() {
    return dkim("dkim", BodyCanonicalizer.plain(), DkimCryptography.jdk());
  }

  private Engine full(String name, BodyCanonicalizer canonicalizer, DkimCryptography cryptography) {
    DkimOptions options = DkimOptions.DEFAULT.withBodyCanonicalizer(canonicalizer);
    return new FullEngine(name, corpus, options, cryptography);
  }

  private Engine full() {
    return full("full", BodyCanonicalizer.plain(), DkimCryptography.jdk());
  }

  private void inProcess() throws Exception {
    report.section("in process, one thread");
    List<Engine> engines = new ArrayList<>();
    engines.add(new BoundLoop(corpus));
    engines.add(dkim());
    engines.add(full());
    if (vector) {
      engines.add(dkim("dkimVector", VectorCanonicalizer.INSTANCE, DkimCryptography.jdk()));
      engines.add(full("fullVector", VectorCanonicalizer.INSTANCE, DkimCryptography.jdk()));
    }
    if (provider != null) {
      Signature rsa = Signature.getInstance("SHA256withRSA", provider);
      DkimCryptography cryptography = DkimCryptography.of(provider);
      engines.add(new BoundLoop("boundLoopProvider", corpus, rsa));
      engines.add(dkim("dkimProvider", BodyCanonicalizer.plain(), cryptography));
      engines.add(full("fullProvider", BodyCanonicalizer.plain(), cryptography));
      if (vector) {
        engines.add(dkim("dkimProviderVector", VectorCanonicalizer.INSTANCE, cryptography));
        engines.add(full("fullProviderVector", VectorCanonicalizer.INSTANCE, cryptography));
      }
    }
    DkimKeyPair pair = HopEngine.key();
    for (HopEngine.Kind kind : HopEngine.Kind.values()) {
      engines.add(new HopEngine(kind, corpus, pair));
    }
    engines.add(new SpfEngine(corpus));
    engines.add(new JdkimEngine(corpus.records()));
    engines.add(new JspfEngine(corpus.records()));
    for (Engine engine : engines) {
      rounds.check(engine);
    }
    Map<String, Rounds.Usage> usages = rounds.measure(engines, WARM_UPS, settings.rounds());
    for (Engine engine : engines) {
      report.row(engine.name(), micros(usages, engine.name()), "us CPU/message", null);
    }
    ratios(usages);
    // Both threads share one verifier, as those of a program do.
    Engine shared = dkim();
    double scaling = rounds.scaling(List.of(shared, shared), settings.rounds());
    report.row("DKIM, two threads / one (wall, best of all)", scaling, "x", Row.atLeast(1.85));
  }

  private void ratios(Map<String, Rounds.Usage> usages) {
    report.section("in process, ratios");
    partOfBound("DKIM", usages, "boundLoop", "dkim", Row.atLeast(0.65));
    partOfBound("DKIM with vectors", usages, "boundLoop", "dkimVector", Row.atLeast(0.80));
    partOfBound("DKIM, provider", usages, "boundLoopProvider", "dkimProvider", null);
    partOfBound("DKIM, provider, vectors", usages, "boundLoopProvider", "dkimProviderVector", null);
    Series dkim = micros(usages, "dkim");
    Series spf = micros(usages, "spf");
    report.row(
        "DKIM2, one hop / DKIM, one signature",
        micros(usages, "dkim2Hop").per(micros(usages, "dkimOne")),
        "x",
        Row.atMost(1.5));
    Series arc = micros(usages, "dkimAndArc");
    report.row(
        "DKIM and an ARC Set / DKIM, one signature",
        arc.per(micros(usages, "dkimOne")),
        "x",
        Row.atMost(1.6));
    report.row(
        "the same / DKIM, three signatures",
        arc.per(micros(usages, "dkimThree")),
        "x",
        Row.atMost(1.15));
    report.row("jDKIM / DKIM", micros(usages, "jDKIM").per(dkim), "x", Row.atLeast(5.5));
    report.row("SPF from text", spf.rate(1e6), "checks/CPU-s", Row.atLeast(150_000));
    report.row("jSPF / SPF", micros(usages, "jSPF").per(spf), "x", Row.atLeast(20));
    report.row("DKIM, allocated", kibis(usages, "dkim"), "KiB/message", Row.atMost(12));
    report.row(
        "SPF + DKIM + DMARC, allocated", kibis(usages, "full"), "KiB/message", Row.atMost(32));
    if (usages.containsKey("fullProvider")) {
      report.row("the same, provider", kibis(usages, "fullProvider"), "KiB/message", null);
    }
  }

  private void partOfBound(
      String name,
      Map<String, Rounds.Usage> usages,
      String bound,
      String engine,
      Row.@Nullable Goal goal) {
    if (usages.containsKey(engine)) {
      Series part = micros(usages, bound).per(micros(usages, engine));
      report.row(name + ", part of the bound", part, "x", goal);
    }
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
    Map<String, Engine> ours = new LinkedHashMap<>();
    ours.put("DKIM", dkim());
    ours.put("full", full());
    if (vector) {
      ours.put(
          "full, vectors",
          full("fullVector", VectorCanonicalizer.INSTANCE, DkimCryptography.jdk()));
    }
    if (provider != null) {
      DkimCryptography cryptography = DkimCryptography.of(provider);
      ours.put("full, provider", full("fullProvider", BodyCanonicalizer.plain(), cryptography));
      if (vector) {
        ours.put(
            "full, provider, vectors",
            full("fullProviderVector", VectorCanonicalizer.INSTANCE, cryptography));
      }
    }
    for (Engine engine : ours.values()) {
      rounds.check(engine);
    }
    rounds.measure(List.copyOf(ours.values()), WARM_UPS, 1);
    int messages = corpus.deliveries().size();
    Map<String, double[]> micros = new LinkedHashMap<>();
    for (int round = 0; round < RIVAL_ROUNDS; round++) {
      put(
          micros,
          "mailauth, DKIM",
          round,
          mailauth.driverMicros(settings.corpus(), "dkim", messages));
      put(
          micros,
          "mailauth, full",
          round,
          mailauth.driverMicros(settings.corpus(), "full", messages));
      for (Map.Entry<String, Engine> our : ours.entrySet()) {
        put(micros, "ours, " + our.getKey(), round, rounds.processMicros(our.getValue()));
      }
    }
    micros.forEach((name, values) -> report.row(name, new Series(values), "us CPU/message", null));
    for (String name : ours.keySet()) {
      String rival = name.equals("DKIM") ? "mailauth, DKIM" : "mailauth, full";
      Series ratio = series(micros, rival).per(series(micros, "ours, " + name));
      report.row("mailauth / ours, " + name, ratio, "x", Row.atLeast(goal(name)));
    }
    report.note("full: SPF + DKIM + DMARC, mailauth's also ARC (a tenth of the messages has it)");
  }

  private static double goal(String name) {
    return name.equals("DKIM") ? 10 : 20;
  }

  private static void put(Map<String, double[]> micros, String name, int round, double value) {
    micros.computeIfAbsent(name, key -> new double[RIVAL_ROUNDS])[round] = value;
  }

  private static Series series(Map<String, double[]> micros, String name) {
    return new Series(Objects.requireNonNull(micros.get(name)));
  }

  private void verdicts() throws Exception {
    VerdictRows rows = new VerdictRows(report, settings.rounds());
    rows.add(Verdicts.of(corpus), full(), rounds);
    Path stream = settings.stream();
    if (stream == null || !Files.isReadable(stream.resolve("stream.jsonl"))) {
      report.note("verdicts of a stream skipped: no stream=DIR with stream.jsonl given");
      return;
    }
    rows.add(Verdicts.read("stream", stream, settings.messagesMax()), full(), rounds);
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
