package dev.indicia.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The indicia command from start to end, against mailauth's in turn. */
final class WholeProcess {
  private static final int COLD_OCTETS = 12 << 10;
  private static final int BATCHES = 5;

  private final Settings settings;
  private final Corpus corpus;
  private final Path launcher;
  private final @Nullable Mailauth mailauth;
  private final Report report;

  WholeProcess(
      Settings settings, Corpus corpus, Path launcher, @Nullable Mailauth mailauth, Report report) {
    this.settings = settings;
    this.corpus = corpus;
    this.launcher = launcher.toAbsolutePath();
    this.mailauth = mailauth;
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    // Builds what is stale and makes the AOT cache, so that no measured run does.
    Command.of(settings.work(), launcher.toString(), "--version").run(settings.work());
    batch();
    cold();
    shortest();
  }

  private Command indicia(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(arguments);
    return new Command(settings.work(), Map.of("INDICIA_NO_BUILD", "1"), words);
  }

  /** Every message of the corpus in one run, DKIM against DKIM. */
  private void batch() throws IOException, InterruptedException {
    int messages = corpus.deliveries().size();
    report.section("command, " + messages + " messages");
    Path folder = settings.corpus().resolve("msgs").toAbsolutePath();
    if (settings.messagesMax() == messages) {
      folder = linked(settings.work().resolve("messages-" + messages));
    }
    Command ours =
        indicia(
            List.of(
                "check",
                "--json",
                "--methods",
                "dkim",
                "--at",
                corpus.at().toString(),
                "--dns",
                settings.corpus().resolve("zone.db").toAbsolutePath().toString(),
                folder.toString()));
    double[] cpu = new double[BATCHES];
    double[] peak = new double[BATCHES];
    double[] wall = new double[BATCHES];
    double[] rival = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      Command.Usage usage = ours.run(settings.work());
      if (i == 0) {
        checkOutput(Path.of(usage.output()));
      }
      cpu[i] = usage.cpuSeconds();
      peak[i] = usage.peakMebibytes();
      wall[i] = usage.wallSeconds();
      if (mailauth != null) {
        rival[i] =
            mailauth.driver(settings.corpus(), "dkim", messages).run(settings.work()).cpuSeconds();
      }
    }
    report.row("indicia check --methods dkim, CPU", new Series(cpu), "s", null);
    report.row("the same, wall", new Series(wall), "s", null);
    report.row("the same, peak memory", new Series(peak), "MiB", Row.atMost(110));
    if (mailauth != null) {
      report.row("mailauth dkim, CPU", new Series(rival), "s", null);
      Series ratio = new Series(cpu).per(new Series(rival));
      report.row("CPU of indicia / mailauth", ratio, "x", Row.atMost(0.45));
    }
  }

  /** One message of about 12 KB: SPF, DKIM and DMARC from a cold start. */
  private void cold() throws IOException, InterruptedException {
    report.section("command, one message of 12 KB, cold");
    Delivery delivery =
        corpus.deliveries().stream()
            .filter(d -> d.expected().equals(List.of("pass", "pass", "pass")))
            .min(Comparator.comparingInt(d -> Math.abs(d.octets().length - COLD_OCTETS)))
            .orElseThrow();
    Map<String, List<String>> records = recordsFor(delivery);
    Path zone = settings.work().resolve("one.zone");
    Path cache = settings.work().resolve("one.json");
    Path message = settings.corpus().resolve("msgs").resolve(delivery.file()).toAbsolutePath();
    Files.writeString(zone, zoneFile(records));
    Files.writeString(cache, Mailauth.dnsCache(records));
    Command ours =
        indicia(
            List.of(
                "check",
                "--json",
                "--client-ip",
                delivery.clientIp(),
                "--helo",
                delivery.helo(),
                "--mail-from",
                delivery.mailFrom(),
                "--at",
                corpus.at().toString(),
                "--dns",
                zone.toAbsolutePath().toString(),
                message.toString()));
    int runs = settings.rounds();
    double[] cpu = new double[runs];
    double[] peak = new double[runs];
    double[] wall = new double[runs];
    double[] rival = new double[runs];
    for (int i = -1; i < runs; i++) {
      Command.Usage usage = ours.run(settings.work());
      double rivalCpu =
          mailauth == null
              ? 0
              : mailauth
                  .report(delivery, message, cache.toAbsolutePath())
                  .run(settings.work())
                  .cpuSeconds();
      // The first run reads the files from disk.
      if (i >= 0) {
        cpu[i] = usage.cpuSeconds() * 1e3;
        peak[i] = usage.peakMebibytes();
        wall[i] = usage.wallSeconds() * 1e3;
        rival[i] = rivalCpu * 1e3;
      }
    }
    report.row("indicia check, CPU", new Series(cpu), "ms", null);
    report.row("the same, wall", new Series(wall), "ms", null);
    report.row("the same, peak memory", new Series(peak), "MiB", null);
    if (mailauth != null) {
      report.row("mailauth report, CPU", new Series(rival), "ms", null);
      Series ratio = new Series(cpu).per(new Series(rival));
      report.row("CPU of indicia / mailauth", ratio, "x", Row.atMost(0.5));
    }
  }

  private void shortest() throws IOException, InterruptedException {
    report.section("command, nothing to do");
    for (String option : List.of("--version", "--help")) {
      double[] wall = new double[settings.rounds()];
      for (int i = 0; i < wall.length; i++) {
        wall[i] = indicia(List.of(option)).run(settings.work()).wallSeconds();
      }
      report.row("indicia " + option + ", wall", new Series(wall), "s", Row.atMost(0.3));
    }
  }

  /** A folder with links to the messages of a shortened corpus. */
  private Path linked(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Delivery delivery : corpus.deliveries()) {
      Path link = folder.resolve(delivery.file());
      if (!Files.exists(link)) {
        Files.createLink(
            link, settings.corpus().resolve("msgs").resolve(delivery.file()).toAbsolutePath());
      }
    }
    return folder.toAbsolutePath();
  }

  /** What evaluating the message asks for. */
  private Map<String, List<String>> recordsFor(Delivery delivery) {
    Map<String, List<String>> records = new HashMap<>();
    for (String key : new FullEngine(corpus).questions(delivery)) {
      List<String> data = corpus.records().get(key);
      if (data != null) {
        records.put(key, data);
      }
    }
    return records;
  }

  private static String zoneFile(Map<String, List<String>> records) {
    StringBuilder zone = new StringBuilder("$TTL 3600\n");
    records.forEach((key, values) -> {
      int bar = key.indexOf('|');
      String type = key.substring(bar + 1);
      for (String data : values) {
        zone.append(key, 0, bar).append(". IN ").append(type).append(' ');
        zone.append(type.equals("TXT") ? strings(data) : data).append('\n');
      }
    });
    return zone.toString();
  }

  /** Character-strings of at most 250 octets. */
  private static String strings(String data) {
    StringBuilder strings = new StringBuilder();
    for (int i = 0; i < data.length(); i += 250) {
      strings.append('"').append(data, i, Math.min(i + 250, data.length())).append("\" ");
    }
    return strings.toString();
  }

  /** The correctness gate: one line a message, in order, with the expected DKIM result. */
  private void checkOutput(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    if (lines.size() != corpus.deliveries().size()) {
      throw new Rounds.WrongVerdict("indicia check wrote " + lines.size() + " lines");
    }
    for (int i = 0; i < lines.size(); i++) {
      Delivery delivery = corpus.deliveries().get(i);
      String expected = delivery.expected().get(Method.DKIM.ordinal());
      if (!dkim(lines.get(i), delivery.file()).equals(expected)) {
        throw new Rounds.WrongVerdict(delivery.file() + " is not " + expected + " in the output");
      }
    }
  }

  /** "pass" when one of authentication.dkim[].result is, for the message of that name. */
  private static String dkim(String line, String file) {
    List<String> path = new ArrayList<>();
    String result = "fail";
    boolean named = false;
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      for (JsonToken t = json.nextToken(); t != null; t = json.nextToken()) {
        if (t == JsonToken.START_OBJECT || t == JsonToken.START_ARRAY) {
          path.add(Objects.requireNonNullElse(json.currentName(), ""));
        } else if (t == JsonToken.END_OBJECT || t == JsonToken.END_ARRAY) {
          path.removeLast();
        } else if (t == JsonToken.VALUE_STRING && json.currentName() != null) {
          String place = String.join("/", path) + "/" + json.currentName();
          named |= place.equals("/id") && json.getString().endsWith(file);
          boolean signature = place.startsWith("/authentication/dkim/");
          if (signature && place.endsWith("/result") && json.getString().equals("pass")) {
            result = "pass";
          }
        }
      }
    }
    return named ? result : "missing";
  }
}
