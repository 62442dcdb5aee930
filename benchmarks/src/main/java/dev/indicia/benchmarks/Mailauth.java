package dev.indicia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The npm package mailauth, by the driver of the performance folder and by its own command. */
final class Mailauth {
  private static final Pattern CPU = Pattern.compile("cpu/1000=([0-9.]+) ");

  private final Path node;
  private final Path folder;
  private final Path driver;

  private Mailauth(Path node, Path folder, Path driver) {
    this.node = node;
    this.folder = folder;
    this.driver = driver;
  }

  /** Mailauth as the settings have it; null, with a note in the report, when a piece is missing. */
  static @Nullable Mailauth find(Settings settings, Report report) {
    if (settings.perf() == null) {
      report.note("mailauth skipped: no perf=DIR given (environment variable INDICIA_PERF)");
      return null;
    }
    if (settings.nodeModules() == null) {
      report.note("mailauth skipped: no node-modules=DIR given");
      return null;
    }
    Path folder = settings.nodeModules().toAbsolutePath();
    Path node = folder.resolve("node_modules/.bin/node");
    Path driver = settings.perf().resolve("peers/mailauth_bench.mjs").toAbsolutePath();
    for (Path needed : List.of(node, driver, folder.resolve("node_modules/mailauth"))) {
      if (!Files.exists(needed)) {
        report.note("mailauth skipped: " + needed + " is missing");
        return null;
      }
    }
    return new Mailauth(node, folder, driver);
  }

  /** The driver over the first messages of a corpus; {@code mode} is dkim, spf or full. */
  Command driver(Path corpus, String mode, int messages) {
    return Command.of(
        folder,
        node.toString(),
        driver.toString(),
        folder.toString(),
        corpus.toAbsolutePath().toString(),
        mode,
        Integer.toString(messages));
  }

  /**
   * CPU time for a message, in microseconds, as the driver measured it after its warm-up.
   *
   * @throws Rounds.WrongVerdict when the driver reports a result other than the expected one
   */
  double driverMicros(Path corpus, String mode, int messages)
      throws IOException, InterruptedException {
    String output = driver(corpus, mode, messages).output();
    Matcher cpu = CPU.matcher(output == null ? "" : output);
    if (output == null || !cpu.find()) {
      throw new IOException("mailauth's driver failed: " + output);
    }
    if (!output.contains("mismatch={}")) {
      throw new Rounds.WrongVerdict(output.strip());
    }
    return Double.parseDouble(cpu.group(1)) * 1e3;
  }

  /** Its command on one message, DNS from a file. */
  Command report(Delivery delivery, Path message, Path dns) {
    return Command.of(
        folder,
        node.toString(),
        folder.resolve("node_modules/.bin/mailauth").toString(),
        "report",
        "--client-ip",
        delivery.clientIp(),
        "--helo",
        delivery.helo(),
        "--sender",
        delivery.mailFrom(),
        "--dns-cache",
        dns.toString(),
        message.toString());
  }

  /** The records in the form of its DNS cache. */
  static String dnsCache(Map<String, List<String>> records) {
    Map<String, List<String>> types = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : records.entrySet()) {
      int bar = entry.getKey().indexOf('|');
      String type = entry.getKey().substring(bar + 1);
      List<String> values = new ArrayList<>();
      for (String data : entry.getValue()) {
        values.add(
            switch (type) {
              case "TXT" -> "[" + Row.quoted(data) + "]";
              case "MX" -> mailExchange(data);
              default -> Row.quoted(data);
            });
      }
      types
          .computeIfAbsent(entry.getKey().substring(0, bar), name -> new ArrayList<>())
          .add(Row.quoted(type) + ":[" + String.join(",", values) + "]");
    }
    List<String> names = new ArrayList<>();
    types.forEach((name, all) -> names.add(Row.quoted(name) + ":{" + String.join(",", all) + "}"));
    return "{" + String.join(",", names) + "}";
  }

  private static String mailExchange(String data) {
    int space = data.indexOf(' ');
    String host = data.substring(space + 1, data.length() - 1);
    return "{\"priority\":" + data.substring(0, space) + ",\"exchange\":" + Row.quoted(host) + "}";
  }
}
