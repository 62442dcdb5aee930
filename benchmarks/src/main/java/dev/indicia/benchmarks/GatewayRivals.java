package dev.indicia.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The gateway against the servers it replaces, by CPU seconds of the servers alone: the same
 * messages in the same order, in turn, with the results of all checked. {@code benchmarks/gateway}
 * starts the servers.
 *
 * <p>Arguments, each NAME=VALUE: {@code corpus=DIR}, {@code messages=N}, {@code warm=N} messages
 * that each of ours has seen before, {@code rounds=N}, {@code full=PID,MILTERPORT,HTTPPORT}, {@code
 * authentication=PID,MILTERPORT,HTTPPORT}, and of those that are there {@code opendkim=PID,SOCKET},
 * {@code opendmarc=PID,SOCKET}, {@code rspamd=PID,PORT}.
 */
public final class GatewayRivals {
  private static final String OPENDKIM = "OpenDKIM + OpenDMARC, 1 connection";
  private static final String RSPAMD = "rspamd, authentication alone, HTTP, 8 connections";

  private final Map<String, String> arguments = new HashMap<>();
  private final List<MilterTalk.Mail> mails = new ArrayList<>();
  private final Map<String, double[]> rates = new LinkedHashMap<>();
  private final Corpus corpus;
  private final int rounds;

  /** How often each of ours has seen all messages before the first round. */
  private final int warmUpPasses;

  private GatewayRivals(String... given) throws IOException {
    for (String argument : given) {
      int equals = argument.indexOf('=');
      arguments.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    rounds = Integer.parseInt(arguments.getOrDefault("rounds", "3"));
    corpus =
        Corpus.read(
            Path.of(Objects.requireNonNull(arguments.get("corpus"), "corpus")),
            Integer.parseInt(arguments.getOrDefault("messages", "2000")));
    corpus.deliveries().forEach(delivery -> mails.add(MilterTalk.Mail.of(delivery)));
    warmUpPasses =
        Math.ceilDiv(Integer.parseInt(arguments.getOrDefault("warm", "40000")), mails.size());
  }

  /** One message through a server; whether DKIM, SPF and DMARC came out as expected. */
  private interface Way {
    boolean pass(int message) throws IOException, InterruptedException;
  }

  /** See {@link GatewayRivals}. */
  public static void main(String[] given) throws Exception {
    new GatewayRivals(given).run();
  }

  private void run() throws Exception {
    double size = corpus.octets() / 1024.0 / mails.size();
    System.out.printf("%d messages of %.1f KiB, %d rounds%n", mails.size(), size, rounds);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Ours> ours = List.of(ours("full", client), ours("authentication", client));
      Way theirMilters = theirMilters();
      Way theirHttp = theirHttp(client);
      for (Ours one : ours) {
        warmUp(warmUpPasses * 3 / 4, 64, one.milter());
        warmUp(warmUpPasses / 4, 8, one.http());
      }
      // OpenDKIM ends with "flex scanner internal error" when there are more.
      warmUp(1, 1, theirMilters);
      warmUp(1, 8, theirHttp);
      for (int round = 0; round < rounds; round++) {
        for (Ours one : ours) {
          measure(one.row("milter, 1 connection"), round, 1, one.milter(), one.server());
          measure(one.row("milter, 64 connections"), round, 64, one.milter(), one.server());
          measure(one.row("HTTP, 8 connections"), round, 8, one.http(), one.server());
        }
        if (theirMilters != null) {
          Daemon[] both = {daemon("opendkim"), daemon("opendmarc")};
          measure(OPENDKIM, round, 1, theirMilters, both);
        }
        if (theirHttp != null) {
          measure(RSPAMD, round, 8, theirHttp, daemon("rspamd"));
        }
      }
      print(ours);
    }
  }

  /** One of our servers. */
  private record Ours(String name, Daemon server, Way milter, Way http) {
    String row(String what) {
      return "indicia, " + name + ", " + what;
    }
  }

  private Ours ours(String name, HttpClient client) {
    String[] given = given(name);
    SocketAddress milter = port(given[1]);
    URI http = URI.create("http://127.0.0.1:" + given[2]);
    return new Ours(
        name.equals("full") ? "full verdicts" : "authentication alone",
        daemon(name),
        i -> resultsIn(MilterTalk.pass(milter, mails.get(i)), i),
        i -> ourHttp(client, http, i));
  }

  private void print(List<Ours> ours) {
    System.out.printf("%-54s %26s %12s%n", "server", "messages/CPU-s [range]", "CPU us each");
    rates.forEach((name, values) -> {
      Series series = new Series(values);
      System.out.printf("%-54s %26s %12s%n", name, series, Series.shown(1e6 / series.median()));
    });
    for (Ours one : ours) {
      ratio(one.row("milter, 1 connection"), OPENDKIM);
      ratio(one.row("milter, 64 connections"), OPENDKIM);
      ratio(one.row("HTTP, 8 connections"), RSPAMD);
    }
  }

  private void ratio(String ours, String theirs) {
    double[] our = rates.get(ours);
    double[] their = rates.get(theirs);
    if (our != null && their != null) {
      Series ratio = new Series(our).per(new Series(their));
      System.out.println(ours + " / " + theirs + " = " + ratio);
    }
  }

  /** The compiler of a JVM needs tens of thousands of messages, the others their DNS caches. */
  private void warmUp(int passes, int connections, @Nullable Way way) throws Exception {
    for (int pass = 0; way != null && pass < passes; pass++) {
      load(connections, way);
    }
  }

  private void measure(String name, int round, int connections, Way way, Daemon... servers)
      throws Exception {
    double before = 0;
    for (Daemon server : servers) {
      before -= server.cpuSeconds();
    }
    int wrong = load(connections, way);
    double seconds = before;
    for (Daemon server : servers) {
      seconds += server.cpuSeconds();
    }
    if (wrong > 0) {
      throw new IllegalStateException(
          name + ": " + wrong + " messages with other results than expected, so the run is void");
    }
    rates.computeIfAbsent(name, n -> new double[rounds])[round] = mails.size() / seconds;
  }

  private int load(int connections, Way way) throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    try (ExecutorService clients = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> all = new ArrayList<>();
      for (int c = 0; c < connections; c++) {
        all.add(
            clients.submit(() -> {
              for (int i = next.getAndIncrement(); i < mails.size(); i = next.getAndIncrement()) {
                if (!way.pass(i)) {
                  wrong.incrementAndGet();
                }
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return wrong.get();
  }

  // ---- milters ---------------------------------------------------------------------------------

  private @Nullable Way theirMilters() {
    if (!arguments.containsKey("opendkim") || !arguments.containsKey("opendmarc")) {
      return null;
    }
    SocketAddress dkim = UnixDomainSocketAddress.of(given("opendkim")[1]);
    SocketAddress dmarc = UnixDomainSocketAddress.of(given("opendmarc")[1]);
    return i -> {
      List<MilterTalk.Field> added = new ArrayList<>(MilterTalk.pass(dkim, mails.get(i)));
      added.addAll(MilterTalk.pass(dmarc, mails.get(i).below(added)));
      return resultsIn(added, i);
    };
  }

  private boolean resultsIn(List<MilterTalk.Field> fields, int message) {
    StringBuilder all = new StringBuilder();
    for (MilterTalk.Field field : fields) {
      if (field.name().equalsIgnoreCase("Authentication-Results")) {
        all.append(field.value()).append('\n');
      }
    }
    return isExpected(
        message,
        all.indexOf("dkim=pass") >= 0,
        all.indexOf("spf=pass") >= 0,
        all.indexOf("dmarc=pass") >= 0);
  }

  private boolean isExpected(int message, boolean dkim, boolean spf, boolean dmarc) {
    List<String> expected = corpus.deliveries().get(message).expected();
    return expected.get(0).equals("pass") == dkim
        && expected.get(1).equals("pass") == spf
        && expected.get(2).equals("pass") == dmarc;
  }

  // ---- HTTP ------------------------------------------------------------------------------------

  private boolean ourHttp(HttpClient client, URI server, int message)
      throws IOException, InterruptedException {
    Delivery delivery = corpus.deliveries().get(message);
    String query =
        "/v1/check?client_ip="
            + delivery.clientIp()
            + "&helo="
            + delivery.helo()
            + "&mail_from="
            + URLEncoder.encode(delivery.mailFrom(), StandardCharsets.UTF_8)
            + "&rcpt_to=user@rcpt.example";
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(query))
            .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.octets()))
            .build();
    String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    // What follows the signatures are chains, which may pass where no signature does.
    int dkim = body.indexOf("\"dkim\":[");
    int chains = body.indexOf(",\"dkim2\":", dkim);
    if (dkim < 0 || chains < 0) {
      throw new IOException("no verdict: " + body);
    }
    return isExpected(
        message,
        body.substring(dkim, chains).contains("\"result\":\"pass\""),
        body.contains("\"spf\":{\"result\":\"pass\""),
        body.contains("\"dmarc\":{\"result\":\"pass\""));
  }

  private @Nullable Way theirHttp(HttpClient client) {
    if (!arguments.containsKey("rspamd")) {
      return null;
    }
    URI server = URI.create("http://127.0.0.1:" + given("rspamd")[1] + "/checkv2");
    return i -> {
      Delivery delivery = corpus.deliveries().get(i);
      HttpRequest request =
          HttpRequest.newBuilder(server)
              .header("IP", delivery.clientIp())
              .header("Helo", delivery.helo())
              .header("From", delivery.mailFrom())
              .header("Rcpt", "user@rcpt.example")
              .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.octets()))
              .build();
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return isExpected(
          i,
          body.contains("\"R_DKIM_ALLOW\""),
          body.contains("\"R_SPF_ALLOW\""),
          body.contains("\"DMARC_POLICY_ALLOW\""));
    };
  }

  /** The parts of an argument that is there. */
  private String[] given(String name) {
    return Objects.requireNonNull(arguments.get(name), name).split(",", -1);
  }

  private Daemon daemon(String name) {
    return new Daemon(name, Long.parseLong(given(name)[0]));
  }

  private static SocketAddress port(String number) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(number));
  }
}
