package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.testkit.mail.Loopback;
import dev.indicia.testkit.mail.MailSystem;
import dev.indicia.testkit.mail.SmtpSink;
import dev.indicia.testkit.mail.SmtpTalker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code indicia serve} as a process, and a real mail system that is set up as its guide says: what
 * clients hear, and what arrives. In order, as the verdicts rest on what was learned.
 */
@Tag("slow")
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ServedMail {
  static final String OWN_NAME = "mx.harbor.example";
  static final Map<String, String> NO_CHANGE = Map.of();

  /** When everything arrives: signatures of the examples hold then. */
  private static final String AT = "2026-11-02T15:00:00Z";

  private static final Pattern VERDICT =
      Pattern.compile("Indicia-Verdict: ([a-z]+); layer=([A-Z]+); id=[0-9a-z]{22}\r\n");

  private final SmtpSink sink = newSink();
  private Path folder;
  private Path zone;
  private ServeProcess serve;
  private MailSystem system;
  private int reloads;

  private static SmtpSink newSink() {
    try {
      return new SmtpSink();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int newPort() {
    try {
      return Loopback.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips with one line where the mail system is not here. */
  abstract void assumeHere();

  /** The arguments of serve, as in the guide but for ports and folders. */
  abstract List<String> commandLine() throws IOException;

  /** Starts the mail system as the guide says. */
  abstract MailSystem start(ServeProcess running) throws IOException;

  /** Where mail from outside comes in. */
  abstract int port();

  /** Where mail of own users comes in. */
  abstract int submissionPort();

  int sinkPort() {
    return sink.port();
  }

  Path folder() {
    return folder;
  }

  /**
   * The arguments of the only command line "indicia serve" of a section, and more.
   *
   * @param changed besides the folders
   */
  List<String> commandLine(Guide guide, Map<String, String> changed, String... more) {
    Map<String, String> all = new LinkedHashMap<>(changed);
    all.put("/var/lib/indicia", folder.resolve("data").toString());
    all.put("/etc/indicia", folder.toString());
    List<String> words = new ArrayList<>(guide.command("indicia serve", all));
    words.addAll(List.of(more));
    return words;
  }

  @BeforeAll
  void startAll(@TempDir Path temporary) throws IOException {
    assumeHere();
    folder = temporary;
    String keys = "";
    for (String algorithm : List.of("rsa", "ed25519")) {
      String selector = algorithm.charAt(0) + "2026";
      CommandRun made =
          CommandRun.of(
              "keygen",
              "--domain",
              "harbor.example",
              "--selector",
              selector,
              "--algorithm",
              algorithm,
              "--out",
              folder.resolve(selector + ".pem").toString());
      assertThat(made.code()).as(made.err()).isZero();
      keys += made.out();
    }
    Path examples = Samples.docs().resolve("../../examples/zone.txt");
    zone = Files.writeString(folder.resolve("zone"), Files.readString(examples) + keys);
    Files.writeString(folder.resolve("indicia.yaml"), configuration());
    Files.writeString(folder.resolve("policy.yaml"), policy());
    List<String> arguments = new ArrayList<>(commandLine());
    arguments.addAll(List.of("--dns", zone.toString(), "--at", AT, "--http", "0"));
    serve = ServeProcess.start(folder, arguments.toArray(new String[0]));
    assertThat(serve.readyLine()).as(serve.err()).startsWith("{\"ready\":true,");
    system = start(serve);
  }

  private static String configuration() throws IOException {
    return Guide.of("postfix.md")
        .block("# /etc/indicia/indicia.yaml", Map.of("a.example", "harbor.example"));
  }

  private static String policy() throws IOException {
    return Guide.of("postfix.md").block("# /etc/indicia/policy.yaml", NO_CHANGE);
  }

  @AfterAll
  void stopAll() throws IOException {
    if (system != null) {
      system.close();
    }
    if (serve != null) {
      serve.close();
    }
    sink.close();
  }

  /** What arrived, without what the mail system and we have put above it. */
  private static String below(SentMail mail, String arrived) {
    String first = mail.text().substring(0, mail.text().indexOf('\r') + 2);
    int start = arrived.indexOf("\r\n" + first);
    assertThat(start).as(arrived).isPositive();
    return arrived.substring(start + 2);
  }

  private void reload() throws Exception {
    reloads++;
    serve.signal("HUP");
    for (int i = 0; i < 400 && occurrences(serve.err(), "\"reloaded\"") < reloads; i++) {
      Thread.sleep(25);
    }
    assertThat(occurrences(serve.err(), "\"reloaded\"")).as(serve.err()).isEqualTo(reloads);
  }

  static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private void enforce() throws Exception {
    Files.writeString(
        folder.resolve("policy.yaml"), policy().replace("mode: monitor", "mode: enforce"));
    reload();
  }

  String arrived() throws InterruptedException {
    return sink.next().text();
  }

  // ---- watching -------------------------------------------------------------------------------

  /** Each has the verdict and the results that {@code check} gives, and is not changed. */
  @Test
  @Order(1)
  void examples_getTheirVerdicts_andNothingElseIsChanged() throws Exception {
    Map<String, String> expected = checked();
    assertThat(expected).hasSize(16).containsValues("borrowed", "replayed", "suspicious");
    Map<String, String> seen = new LinkedHashMap<>();
    for (Map.Entry<String, SentMail> example : examples().entrySet()) {
      SentMail mail = example.getValue();
      if (!passes(mail)) {
        assertThat(mail.isRefused(port())).as(example.getKey()).isTrue();
        expected.remove(example.getKey());
        continue;
      }
      String reply = mail.send(port());
      assertThat(reply).as(example.getKey() + serve.err()).startsWith("250");
      String arrived = arrived();
      Matcher verdict = VERDICT.matcher(arrived);
      assertThat(verdict.find()).as(arrived).isTrue();
      seen.put(example.getKey(), verdict.group(1));
      assertThat(arrived).contains("Authentication-Results: " + OWN_NAME + ";");
      if (mail.isWellFormed()) {
        assertThat(below(mail, arrived)).as(example.getKey()).isEqualTo(mail.text());
      }
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(serve.get("/metrics").body())
        .contains("indicia_actions_total{taken=\"accept\",wanted=\"reject\"}");
  }

  /** The verdicts of {@code check} on the examples, by their ids. */
  private Map<String, String> checked() throws IOException {
    Path examples = Samples.docs().resolve("../../examples").toRealPath();
    String deliveries =
        Files.readString(examples.resolve("deliveries.jsonl"))
            .replace("\"message\": \"", "\"message\": \"" + examples + "/");
    if (!speaksForClients()) {
      deliveries =
          deliveries.replaceAll(
              "\"client_ip\": \"[^\"]*\"", "\"client_ip\": \"" + SentMail.LOOPBACK + "\"");
    }
    Path file = Files.writeString(folder.resolve("deliveries.jsonl"), deliveries);
    CommandRun check =
        CommandRun.of("check", "--json", "--dns", zone.toString(), "--at", AT, file.toString());
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (Map<String, Object> result : check.json()) {
      if (result.get("id") != null) {
        verdicts.put(String.valueOf(result.get("id")), String.valueOf(result.get("verdict")));
      }
    }
    return verdicts;
  }

  private Map<String, SentMail> examples() throws IOException {
    Map<String, SentMail> examples = SentMail.examples();
    examples.replaceAll((id, mail) -> as(mail));
    return examples;
  }

  private SentMail example(String id) throws IOException {
    return examples().get(id);
  }

  private SentMail as(SentMail mail) {
    return speaksForClients() ? mail : mail.withClientIp(SentMail.LOOPBACK).withLogin("");
  }

  /** Whether the mail system believes us that somebody else is the client (XCLIENT). */
  abstract boolean speaksForClients();

  /** Whether the message gets through to the judge: line ends that smuggle may be refused. */
  boolean passes(SentMail mail) {
    return true;
  }

  @Test
  @Order(2)
  void forgedFields_areRemoved_andOursStandAtTheTop() throws Exception {
    List<String> forged =
        List.of(
            "Authentication-Results: mx.harbor.example; spf=pass smtp.mailfrom=plain.test",
            "authentication-results: MX.Harbor.Example 1; dkim=pass header.d=plain.test",
            "Authentication-Results: (a (nested) comment)\r\n mx.harbor.example; dmarc=pass",
            "Indicia-Verdict: genuine; layer=NONE; id=0000000000000000000000",
            "INDICIA-POLICY: enforced; action=accept");
    String rest =
        "From: Ann <ann@plain.test>\r\nTo: nina@harbor.example\r\n"
            + "Authentication-Results: mx.elsewhere.example; spf=fail\r\n"
            + "Date: Mon, 02 Nov 2026 14:00:00 +0000\r\nMessage-ID: <1@plain.test>\r\n"
            + "Subject: hello\r\n\r\nHello\r\n";
    SentMail mail =
        as(SentMail.plain("X-First: 1\r\n" + String.join("\r\n", forged) + "\r\n" + rest));
    assertThat(mail.send(port())).startsWith("250");
    String arrived = arrived();
    assertThat(below(mail, arrived)).isEqualTo("X-First: 1\r\n" + rest);
    assertThat(occurrences(arrived.toLowerCase(Locale.ROOT), "indicia-verdict:")).isEqualTo(1);
    assertThat(arrived.replaceAll("(?m)^Received:.*\r\n([ \t].*\r\n)*", ""))
        .matches("(?s)^(Authentication-Results|Indicia-[A-Z][a-z]+): .*");
    assertThat(arrived)
        .contains("Authentication-Results: " + OWN_NAME + ";", "spf=none", "dmarc=none");
  }

  @Test
  @Order(3)
  void mailOfOwnUsers_isSignedAndNotJudged_andTheSignatureHolds() throws Exception {
    String text =
        "From: Rosa <rosa@harbor.example>\r\nTo: otto@fernhill.example\r\n"
            + "Date: Mon, 02 Nov 2026 14:00:00 +0000\r\nMessage-ID: <2@harbor.example>\r\n"
            + "Subject: minutes\r\n\r\n.A line with a dot\r\nand  blanks \r\n";
    SentMail mail =
        new SentMail(
            "198.51.100.9", "laptop", "rosa", "rosa@harbor.example", "otto@fernhill.example", text);
    assertThat(as(mail).send(submissionPort())).startsWith("250");
    assertSigned(text);
    if (hasSubmissionListener()) {
      assertThat(as(mail.withLogin("")).send(submissionPort())).startsWith("250");
      assertSigned(text);
    }
  }

  /** Whether what comes over the listener for submission is own mail without a login too. */
  boolean hasSubmissionListener() {
    return true;
  }

  private void assertSigned(String text) throws Exception {
    String arrived = arrived();
    assertThat(arrived).contains("DKIM-Signature: ").doesNotContain("Indicia-Verdict");
    assertThat(arrived).endsWith(text);
    CommandRun checked =
        CommandRun.of(
            "check",
            "--json",
            "--dns",
            zone.toString(),
            "--at",
            AT,
            "--client-ip",
            "203.0.113.10",
            "--helo",
            OWN_NAME,
            "--mail-from",
            "rosa@harbor.example",
            Samples.write(folder, "signed.eml", arrived).toString());
    Map<String, Object> result = checked.json().getFirst();
    assertThat(result.get("verdict")).as(checked.out()).isEqualTo("genuine");
    assertThat(checked.out()).contains("\"selector\":\"r2026\"");
  }

  // ---- enforcing ------------------------------------------------------------------------------

  @Test
  @Order(4)
  void reload_countsForTheMessageThatIsUnderWay_andKeepsConnections() throws Exception {
    SentMail spoof = example("07-two-from-fields");
    try (SmtpTalker client = spoof.begin(port())) {
      SmtpTalker.expect("250", client.data(spoof.octets()));
      assertThat(arrived()).contains("Indicia-Policy: monitor; action=reject; rule=spoof\r\n");
      spoof.envelope(client);
      client.must("354", "DATA");
      int half = spoof.text().length() / 2;
      client.raw(spoof.text().substring(0, half).getBytes(StandardCharsets.ISO_8859_1));
      enforce();
      String refused = client.say(spoof.text().substring(half) + ".");
      assertThat(refused)
          .contains("550 5.7.1", "not accepted from impersonated senders, reference ");
      spoof.envelope(client);
      assertThat(client.data(spoof.octets())).contains("550 5.7.1");
      client.say("QUIT");
    }
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  @Order(5)
  void tempfail_isSeenAtTheClient() throws Exception {
    assertThat(example("10-length-limit-appended").send(port())).contains("451 4.7.1");
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  @Order(6)
  void quarantine_holdsTheMessage_orMarksIt() throws Exception {
    assertThat(system.holdsAMessage()).isFalse();
    assertThat(example("02-borrowed-account-alert").send(port())).startsWith("250");
    if (holds()) {
      assertThat(system.holdsAMessage()).isTrue();
      assertThat(sink.isEmpty()).isTrue();
      if (!releases()) {
        return;
      }
      release();
    }
    assertThat(arrived())
        .contains("Indicia-Policy: enforced; action=quarantine; rule=hold\r\n")
        .containsPattern("Indicia-Verdict: borrowed; layer=[A-Z]+; ");
  }

  /** Whether the mail system holds what is quarantined; else it goes on with its marks. */
  abstract boolean holds();

  /** Whether what is held can be let go on here. */
  boolean releases() {
    return true;
  }

  /** Lets go on what is held. */
  abstract void release() throws IOException;

  @Test
  @Order(7)
  void banner_standsAboveTheText_andTheSubjectIsMarked() throws Exception {
    SentMail mail = example("03-dkim-replay");
    assertThat(mail.send(port())).startsWith("250");
    String arrived = arrived();
    assertThat(arrived)
        .contains("Indicia-Policy: enforced; action=banner; rule=caution\r\n")
        .containsPattern("\r\nSubject: \\[caution\\](\r\n)? ");
    String before = mail.text().substring(mail.text().indexOf("\r\n\r\n") + 4);
    String after = arrived.substring(arrived.indexOf("\r\n\r\n") + 4);
    assertThat(after).isNotEqualTo(before).endsWith(before.substring(before.length() - 60));
    assertThat(after.length() - before.length()).isBetween(40, 2000);
  }

  @Test
  @Order(8)
  void genuineMail_passesUnchanged_whenEnforcing() throws Exception {
    SentMail mail = example("16-no-policy");
    assertThat(mail.send(port())).startsWith("250");
    assertThat(below(mail, arrived())).isEqualTo(mail.text());
  }

  // ---- the end --------------------------------------------------------------------------------

  @Test
  @Order(99)
  void sigterm_letsTheMessageUnderWayComeToItsEnd() throws Exception {
    SentMail mail = example("16-no-policy");
    try (SmtpTalker client = mail.begin(port())) {
      client.must("354", "DATA");
      client.raw(mail.text().substring(0, 100).getBytes(StandardCharsets.ISO_8859_1));
      // Mail systems do not wait for the milter to read the envelope.
      Thread.sleep(500);
      serve.signal("TERM");
      serve.awaitLog("\"stopping\"");
      assertThat(client.say(mail.text().substring(100) + ".")).startsWith(underWay());
    }
    if (underWay().equals("250")) {
      assertThat(arrived()).as(serve.err()).containsPattern(VERDICT);
    }
    assertThat(serve.waitFor()).as(serve.err()).isZero();
    if (withoutGateway().isEmpty()) {
      assertThatThrownBy(() -> mail.send(port())).isInstanceOf(ConnectException.class);
    } else {
      assertThat(mail.send(port())).startsWith(withoutGateway());
    }
  }

  /**
   * How the reply begins to a message that was half sent when the end came: 250 where the gateway
   * had heard of it.
   */
  abstract String underWay();

  /** How the reply begins while the gateway is not there; "" where nobody listens. */
  abstract String withoutGateway();
}
