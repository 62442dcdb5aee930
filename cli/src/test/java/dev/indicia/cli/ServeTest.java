package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpNetwork;
import dev.indicia.events.spool.EventBatch;
import dev.indicia.events.spool.EventReader;
import dev.indicia.events.spool.EventSpoolLimits;
import dev.indicia.events.spool.StoredEvent;
import dev.indicia.gateway.milter.MilterClient;
import dev.indicia.gateway.milter.MilterCommand;
import dev.indicia.gateway.milter.MilterResponse;
import dev.indicia.testkit.mail.SmtpSink;
import dev.indicia.testkit.mail.SmtpTalker;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process: what others rely on. */
class ServeTest {
  private static final String QUERY =
      "?client_ip=192.0.2.1&helo=mx.a.example&mail_from=ann%40a.example&rcpt_to=bob@b.example"
          + "&received_at=2026-05-12T08:30:00Z";
  private static final String SPOOF =
      "From: ann@a.example\r\nTo: bob@b.example\r\nSubject: hello\r\n\r\nHello\r\n";
  private static final String REJECT =
      "mode: enforce\nrules:\n- name: spoof\n  when: {verdict: impersonated}\n  then: reject\n"
          + "  text: \"not by {layer}, {id}\"\n";

  @TempDir Path folder;

  private final JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));

  private ServeProcess serve(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--dns",
                Samples.zone(folder),
                "--http",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString(),
                "--authserv-id",
                "mx.b.example",
                "--at",
                "2026-05-12T08:30:00Z"));
    arguments.addAll(List.of(more));
    return ServeProcess.start(folder, arguments.toArray(new String[0]));
  }

  private List<Map<String, Object>> events() throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    try (EventReader reader =
        EventReader.open(folder.resolve("data/events"), "test", EventSpoolLimits.DEFAULT)) {
      EventBatch batch = reader.read(100_000, Long.MAX_VALUE);
      for (StoredEvent event : batch.events()) {
        events.add(JsonTree.object(new String(event.octets(), StandardCharsets.UTF_8)));
      }
    }
    return events;
  }

  private static String verdict(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return String.valueOf(JsonTree.object(response.body()).get("verdict"));
  }

  @Test
  void http_checksMessages_andTellsOfItself_andStopsCleanly() throws Exception {
    try (ServeProcess serve = serve("--milter", "off")) {
      assertThat(serve.readyLine())
          .matches(
              "\\{\"ready\":true,\"http\":\"127\\.0\\.0\\.1:\\d+\",\"milter\":null,\"smtp\":null,"
                  + "\"journal\":null}");
      byte[] signed = Samples.signed().getBytes(StandardCharsets.ISO_8859_1);
      HttpResponse<String> response = serve.post(QUERY, signed);
      assertThat(verdict(response)).isEqualTo("genuine");
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(schemas.errors("check.json", JsonTree.parse(response.body()))).isEmpty();
      assertThat(response.body()).as("one line").endsWith("}\n").containsOnlyOnce("\n");
      String lineFeeds = Samples.signed().replace("\r\n", "\n");
      assertThat(verdict(serve.post(QUERY, lineFeeds.getBytes(StandardCharsets.ISO_8859_1))))
          .as("the line ends of a file")
          .isEqualTo("genuine");
      assertThat(
              verdict(
                  serve.post(
                      QUERY.replace("192.0.2.1", "192.0.2.77"),
                      SPOOF.getBytes(StandardCharsets.US_ASCII))))
          .isEqualTo("impersonated");
      assertThat(verdict(serve.post("", SPOOF.getBytes(StandardCharsets.US_ASCII))))
          .as("nothing is known of the session")
          .isNotEqualTo("genuine");
      assertThat(serve.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(serve.get("/health/ready").body()).contains("up");
      assertThat(serve.get("/metrics").body())
          .contains("direction=\"inbound\",verdict=\"genuine\",layer=\"NONE\"} 2")
          .contains("indicia_method_results_total{method=\"spf\",result=\"pass\"} 2")
          .contains("indicia_events_stored_total 4")
          .contains("indicia_message_seconds_bucket{front_end=\"http\",le=\"+Inf\"} 4");
      assertThat(serve.get("/nothing").statusCode()).isEqualTo(404);
      assertThat(serve.get("/v1/check").statusCode()).isEqualTo(405);
      assertThat(serve.post("?client_ip=nonsense", signed).statusCode()).isEqualTo(400);
      assertThat(serve.post("?received_at=yesterday", signed).statusCode()).isEqualTo(400);
      serve.signal("TERM");
      assertThat(serve.waitFor()).isZero();
    }
    List<Map<String, Object>> events = events();
    assertThat(events).hasSize(4);
    for (Map<String, Object> event : events) {
      Map<String, Object> own = Map.of("id", event.get("id"), "event", event.get("event"));
      assertThat(schemas.errors("event.json", own)).as(own.toString()).isEmpty();
      Map<String, Object> check = new java.util.LinkedHashMap<>(event);
      check.remove("event");
      assertThat(schemas.errors("check.json", check)).isEmpty();
    }
    assertThat(JsonTree.at(events.getFirst(), "event", "envelope", "mail_from"))
        .isEqualTo("ann@a.example");
    CommandRun shown =
        CommandRun.of(
            "profile",
            "show",
            "a.example",
            "--profiles",
            folder.resolve("data/profiles").toString());
    assertThat(shown.code()).as(shown.err()).isZero();
  }

  @Test
  void smtp_writesWhatItFound_andReloadsItsPolicy_keepingTheOldOneWhereTheNewIsBroken()
      throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "mode: monitor\n");
    try (SmtpSink sink = new SmtpSink();
        ServeProcess serve =
            serve(
                "--milter",
                "127.0.0.1:0",
                "--smtp",
                "127.0.0.1:0",
                "--next-hop",
                "127.0.0.1:" + sink.port(),
                "--policy",
                policy.toString())) {
      String[] commands = {
        "EHLO mx.a.example",
        "XCLIENT ADDR=192.0.2.77 NAME=x.test HELO=mx.a.example",
        "EHLO mx.a.example",
        "MAIL FROM:<ann@a.example>",
        "RCPT TO:<bob@b.example>",
        "DATA"
      };
      assertThat(serve.talk("smtp", SPOOF, commands)).last().asString().startsWith("250");
      assertThat(sink.next().text())
          .contains("Authentication-Results: mx.b.example;", "spf=fail")
          .containsPattern("Indicia-Verdict: impersonated; layer=[A-Z]+; id=[0-9a-z]{22}\r\n")
          .endsWith("\r\n\r\nHello\r\n");

      Files.writeString(policy, REJECT + "oops: 1\n");
      serve.signal("HUP");
      serve.awaitLog("reload_refused");
      assertThat(serve.err()).contains("policy.yaml:7:1: unknown key \\\"oops\\\"");
      assertThat(serve.talk("smtp", SPOOF, commands)).last().asString().startsWith("250");

      Files.writeString(policy, REJECT);
      serve.signal("HUP");
      serve.awaitLog("\"reloaded\"");
      assertThat(serve.talk("smtp", SPOOF, commands))
          .last()
          .asString()
          .matches("550 5\\.7\\.1 not by [A-Z]+, [0-9a-z]{22}");
      assertThat(sink.drain()).hasSize(1);
      assertThat(serve.get("/metrics").body())
          .contains("indicia_reloads_total{result=\"failed\"} 1")
          .contains("indicia_actions_total{taken=\"reject\",wanted=\"reject\"} 1");
      serve.signal("TERM");
      assertThat(serve.waitFor()).isZero();
    }
    assertThat(events()).hasSize(3);
  }

  @Test
  void killed_hasTheEventOfEveryMessageItAnswered() throws Exception {
    Set<Object> answered = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      try (ServeProcess serve = serve("--milter", "off")) {
        List<Thread> clients = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
          clients.add(
              Thread.ofVirtual()
                  .start(() -> {
                    try {
                      while (true) {
                        HttpResponse<String> response =
                            serve.post(QUERY, SPOOF.getBytes(StandardCharsets.US_ASCII));
                        Object id = JsonTree.object(response.body()).get("id");
                        synchronized (answered) {
                          answered.add(id);
                        }
                      }
                    } catch (IOException | InterruptedException e) {
                      // It was killed.
                    }
                  }));
        }
        int before = answered(answered);
        for (int i = 0; i < 400 && answered(answered) < before + 10; i++) {
          Thread.sleep(25);
        }
        Thread.sleep(round * 37L);
        serve.kill();
        for (Thread client : clients) {
          client.join();
        }
      }
    }
    Set<Object> written = new HashSet<>();
    events().forEach(event -> written.add(event.get("id")));
    assertThat(answered).hasSizeGreaterThan(10);
    assertThat(written).containsAll(answered);
  }

  private static int answered(Set<Object> ids) {
    synchronized (ids) {
      return ids.size();
    }
  }

  @Test
  void logs_haveHashesInsteadOfAddresses_whereThatIsWanted() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "serve:\n  log_addresses: hashed\n  http: 127.0.0.1:0\n  milter: off\n");
    try (ServeProcess serve =
        ServeProcess.start(folder, "--dns", Samples.zone(folder), "--config", config.toString())) {
      serve.post(QUERY, SPOOF.getBytes(StandardCharsets.US_ASCII));
      serve.awaitLog("\"verdict\"");
      assertThat(serve.err())
          .contains("\"mail_from\":\"hash:")
          .doesNotContain("ann@a.example", "192.0.2.1");
    }
  }

  @Test
  void authenticationAlone_judgesWhoIsProven_andLearnsNothing() throws Exception {
    Path config =
        Files.writeString(folder.resolve("config.yaml"), "serve:\n  depth: authentication\n");
    try (ServeProcess serve = serve("--milter", "off", "--config", config.toString())) {
      byte[] signed = Samples.signed().getBytes(StandardCharsets.ISO_8859_1);
      HttpResponse<String> response = serve.post(QUERY, signed);
      assertThat(verdict(response)).isEqualTo("genuine");
      assertThat(schemas.errors("check.json", JsonTree.parse(response.body()))).isEmpty();
      assertThat(
              verdict(
                  serve.post(
                      QUERY.replace("192.0.2.1", "192.0.2.77"),
                      SPOOF.getBytes(StandardCharsets.US_ASCII))))
          .isEqualTo("impersonated");
      assertThat(serve.get("/metrics").body()).contains("indicia_profiles_senders 0");
    }
    assertThat(events()).hasSize(2);
  }

  @Test
  void whatIsWrong_isSaidBeforeAnythingRuns() throws Exception {
    String zone = Samples.zone(folder);
    assertUsage("--smtp needs --next-hop", "--dns", zone, "--smtp", "127.0.0.1:0");
    assertUsage("is no address such as", "--dns", zone, "--http", "nonsense");
    Path policy = Files.writeString(folder.resolve("p.yaml"), "mode: on\n");
    assertUsage("p.yaml:1:7: mode", "--dns", zone, "--policy", policy.toString());
    assertUsage("nothing to do: ", "--dns", zone, "--http", "off");
    assertThat(CommandRun.of("serve", "--dns", zone, "--milter", "unix:").err())
        .contains("is no address such as unix:PATH");
    assertUsage("p.yaml: is no folder", "--dns", zone, "--data", policy.toString());
    Path data = folder.resolve("data");
    try (ServeProcess serve = serve("--milter", "off")) {
      assertThat(serve.isAlive()).isTrue();
      assertUsage("is in use by process", "--dns", zone, "--data", data.toString());
      assertUsage(
          "cannot listen", "--dns", zone, "--http", String.valueOf(serve.ready().get("http")));
    }
  }

  @Test
  void milter_listensAtASocketOfTheFileSystem_whichGoesWithIt() throws Exception {
    Path socket = folder.resolve("milter.sock");
    try (ServeProcess serve = serve("--milter", "unix:" + socket)) {
      assertThat(serve.ready().get("milter")).isEqualTo("unix:" + socket);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-rw----");
      try (MilterClient mta = MilterClient.connect(UnixDomainSocketAddress.of(socket))) {
        mta.send(new MilterCommand.OptNeg(6, 0x1ff, 0x1fffff));
        assertThat(mta.receive()).isInstanceOf(MilterResponse.Agreement.class);
      }
      serve.signal("TERM");
      assertThat(serve.waitFor()).isZero();
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void filter_offersTlsWithTheFilesOfTheConfiguration_andBelievesWhoIsTrusted() throws Exception {
    LocalPem.write(folder);
    String block =
        "serve:\n  filter:\n    certificate: "
            + LocalPem.CERTIFICATE
            + "\n    key: "
            + LocalPem.KEY
            + "\n    require_tls: true\n    trusted: [192.0.2.0/24]\n";
    Path config = Files.writeString(folder.resolve("filter.yaml"), block);
    assertThat(ConfigReader.read(config, Instant.EPOCH).serve().filter().trusted())
        .containsExactly(IpNetwork.of("192.0.2.0/24"));
    try (ServeProcess serve =
            serve(
                "--milter",
                "off",
                "--smtp",
                "127.0.0.1:0",
                "--next-hop",
                "127.0.0.1:9",
                "--config",
                config.toString());
        SmtpTalker client = new SmtpTalker(port(serve.ready().get("smtp")))) {
      assertThat(client.say("EHLO x.test")).isNotEmpty();
      assertThat(client.say("MAIL FROM:<a@a.example>")).startsWith("530 5.7.0");
      assertThat(client.say("STARTTLS")).startsWith("220");
    }
    Path data = Files.writeString(folder.resolve("data.yaml"), "serve:\n  data: kept\n");
    assertThat(ConfigReader.read(data, Instant.EPOCH).serve().options())
        .as("a file name is relative to the file")
        .containsEntry("data", folder.resolve("kept").toString());
    assertFilterWrong("{require_tls: true}", "filter: TLS needs certificate and key");
    assertFilterWrong("{key: key.pem}", "filter: TLS needs certificate and key");
    assertFilterWrong("{tls: true}", "unknown key \"tls\"; the keys are certificate, key");
    assertFilterWrong("{trusted: [x]}", "trusted: not a network: \"x\"");
    assertFilterWrong("{hop: {tls: on}}", "tls: not off, opportunistic or required: \"on\"");
    assertFilterWrong("{hop: {ca: a.pem}}", "hop: ca and name are for tls");
    assertFilterWrong("{hop: {lmtp: yes}}", "the keys are tls, ca, name, client, one_recipient");
  }

  private static int port(Object address) {
    return Integer.parseInt(String.valueOf(address).replaceFirst(".*:", ""));
  }

  private void assertFilterWrong(String block, String complaint) throws IOException {
    assertThat(CommandRun.serving(folder, "serve:\n  filter: " + block + "\n").err())
        .contains("wrong.yaml:2:", complaint);
  }

  private static void assertUsage(String complaint, String... arguments) {
    List<String> all = new ArrayList<>(List.of("serve", "--milter", "off"));
    all.addAll(List.of(arguments));
    CommandRun run = CommandRun.of(all.toArray(new String[0]));
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(complaint);
    assertThat(run.out()).isEmpty();
  }
}
