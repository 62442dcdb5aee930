package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.Zone;
import dev.indicia.testkit.LoopbackDns;
import dev.indicia.testkit.mail.SmtpSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics of the real process, once everything that is counted has happened, are those of
 * docs/reference/metrics.md; and the dashboard asks for nothing else.
 */
class MetricsServedTest {
  private static final Pattern SERIES = Pattern.compile("(indicia_[a-z0-9_]+)(?:\\{(.*?)\\})? .*");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"([^\"]*)\"");
  private static final Pattern ROW =
      Pattern.compile("\\| `(indicia_[a-z0-9_]+)` \\| (?:`(.*?)`)? ?\\|");
  private static final Pattern SELECTOR = Pattern.compile("(indicia_[a-z0-9_]+)(?:\\{([^}]*)\\})?");
  private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

  @TempDir Path folder;

  /** What the process says of itself: for each metric its labels, and the values of each label. */
  private record Seen(Map<String, Set<String>> labels, Set<String> pairs) {
    static Seen of(String text) {
      Map<String, Set<String>> labels = new TreeMap<>();
      Set<String> pairs = new TreeSet<>();
      Set<String> histograms = new TreeSet<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith("# TYPE ") && line.endsWith(" histogram")) {
          histograms.add(line.split(" ")[2]);
        }
        Matcher series = SERIES.matcher(line);
        if (!series.matches()) {
          continue;
        }
        String name = series.group(1);
        String family = name.replaceFirst("_(bucket|sum|count)$", "");
        Set<String> names =
            labels.computeIfAbsent(
                histograms.contains(family) ? family : name, any -> new TreeSet<>());
        Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
        while (label.find()) {
          if (!label.group(1).equals("le")) {
            names.add(label.group(1));
            pairs.add(name + " " + label.group(1) + " " + label.group(2));
          }
        }
      }
      return new Seen(labels, pairs);
    }
  }

  @Test
  void metrics_areThoseOfTheirPage_andTheDashboardAsksForNoOthers() throws Exception {
    Seen seen = Seen.of(metricsOfABusyProcess());
    Map<String, Set<String>> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Samples.docs().resolve("metrics.md")));
    while (row.find()) {
      documented.put(
          row.group(1),
          row.group(2) == null ? Set.of() : new TreeSet<>(List.of(row.group(2).split(" "))));
    }
    assertThat(seen.labels()).isEqualTo(documented);

    Path dashboard = Samples.docs().resolve("../../gateway/setup/grafana/dashboard.json");
    List<String> queries = queries(JsonTree.parse(Files.readString(dashboard)));
    assertThat(queries).hasSizeGreaterThan(10);
    for (String query : queries) {
      assertThat(unknown(query, seen)).as(query).isEmpty();
    }
  }

  /** What a query asks for that is not there: metrics, labels, or values of labels. */
  private static Set<String> unknown(String query, Seen seen) {
    Set<String> unknown = new TreeSet<>();
    Matcher selector = SELECTOR.matcher(query);
    assertThat(selector.find()).as(query).isTrue();
    String name = selector.group(1);
    Set<String> labels = seen.labels().get(name.replaceFirst("_bucket$", ""));
    if (labels == null) {
      return Set.of(name);
    }
    Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
    while (label.find()) {
      for (String value : label.group(2).split("\\|")) {
        String pair = name + " " + label.group(1) + " " + value;
        if (!seen.pairs().contains(pair)) {
          unknown.add(pair);
        }
      }
    }
    Matcher by = BY.matcher(query);
    while (by.find()) {
      Arrays.stream(by.group(1).split(", *"))
          .filter(one -> !one.equals("le") && !labels.contains(one))
          .forEach(unknown::add);
    }
    return unknown;
  }

  /** Each "expr" in the dashboard. */
  private static List<String> queries(Object json) {
    return switch (json) {
      case Map<?, ?> members ->
          members.entrySet().stream()
              .flatMap(member ->
                  member.getKey().equals("expr")
                      ? java.util.stream.Stream.of(String.valueOf(member.getValue()))
                      : queries(member.getValue()).stream())
              .toList();
      case List<?> values ->
          values.stream().flatMap(one -> queries(one).stream()).collect(Collectors.toList());
      case null, default -> List.of();
    };
  }

  private String metricsOfABusyProcess() throws Exception {
    String key = "k.pem";
    CommandRun made =
        CommandRun.of(
            "keygen",
            "--domain",
            "harbor.example",
            "--selector",
            "k",
            "--algorithm",
            "ed25519",
            "--out",
            folder.resolve(key).toString());
    assertThat(made.code()).as(made.err()).isZero();
    Path config =
        Files.writeString(
            folder.resolve("indicia.yaml"),
            """
            serve:
              authserv_id: mx.harbor.example
              own_networks: [203.0.113.10]
              signing:
                - {domain: harbor.example, selector: k, key: k.pem}
              seal: {domain: harbor.example, selector: k, key: k.pem}
              dkim2: "06"
              mailboxes:
                - {name: nobody, host: 127.0.0.1, port: 1, user: x, password_file: secret, hosts: [mx.harbor.example]}
            """);
    Files.writeString(folder.resolve("secret"), "unused");
    // At once, and not after the time that one waits for a server.
    String zone =
        Files.readString(Samples.docs().resolve("../../examples/zone.txt"))
            .replace("TXT timeout", "TXT servfail");
    try (LoopbackDns dns = LoopbackDns.serve(Zone.parse("zone.txt", zone, IncludeReader.NONE));
        SmtpSink sink = new SmtpSink();
        ServeProcess serve =
            ServeProcess.start(
                folder,
                "--resolver",
                dns.address().getAddress().getHostAddress() + ":" + dns.address().getPort(),
                "--http",
                "0",
                "--milter",
                "0",
                "--smtp",
                "0",
                "--next-hop",
                "127.0.0.1:" + sink.port(),
                "--data",
                folder.resolve("data").toString(),
                "--config",
                config.toString(),
                "--at",
                "2026-11-02T15:00:00Z")) {
      int port =
          Integer.parseInt(String.valueOf(serve.ready().get("smtp")).replaceFirst(".*:", ""));
      Map<String, SentMail> examples = SentMail.examples();
      for (String id :
          List.of(
              "02-borrowed-account-alert",
              "07-two-from-fields",
              "10-length-limit-appended",
              "13-dns-trouble")) {
        assertThat(examples.get(id).send(port)).as(id).startsWith("250");
      }
      SentMail own = SentMail.plain("From: Rosa <rosa@harbor.example>\r\n\r\nHello\r\n");
      assertThat(own.withLogin("rosa").send(port)).startsWith("250");
      assertThat(
              serve
                  .post("?client_ip=192.0.2.1", own.text().getBytes(StandardCharsets.US_ASCII))
                  .statusCode())
          .isEqualTo(200);
      serve.signal("HUP");
      serve.awaitLog("\"reloaded\"");
      String metrics = serve.get("/metrics").body();
      for (int i = 0; i < 100 && !metrics.contains("indicia_mailbox_events_total{"); i++) {
        Thread.sleep(100); // Nobody answers at that port.
        metrics = serve.get("/metrics").body();
      }
      return metrics;
    }
  }
}
