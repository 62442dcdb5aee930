package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dns.DomainName;
import dev.indicia.events.Json;
import dev.indicia.events.PlainText;
import dev.indicia.events.Times;
import dev.indicia.trust.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain text, times, exit codes, progress and configuration. */
class SmallPartsTest {
  @TempDir Path folder;

  @Test
  void plainText_showsWhatWouldHide() {
    for (Map.Entry<String, String> c :
        Map.of(
                "a\u001b[31mb", "a\\x1b[31mb",
                "line\r\nend", "line\\x0d\\x0aend",
                "\u202emoc.x", "\\u{202e}moc.x",
                "a\u200bb", "a\\u{200b}b",
                "\u009b2J", "\\x9b2J",
                "\ud800x", "\\u{d800}x",
                "grüße 漢字", "grüße 漢字")
            .entrySet()) {
      assertThat(PlainText.of(c.getKey())).isEqualTo(c.getValue());
    }
    assertThat(PlainText.of("x".repeat(1000))).hasSize(301).endsWith("…");
  }

  @Test
  void json_survivesHalfASurrogatePair() {
    String line = new String(Json.line(j -> j.string("a", "x\ud800y\udc00\ud83d\ude00")));
    assertThat(JsonTree.at(JsonTree.parse(line), "a")).isEqualTo("x\ufffdy\ufffd\ud83d\ude00");
  }

  @Test
  void times_areRead() {
    Instant time = Instant.parse("2026-05-12T08:30:00Z");
    for (String text :
        List.of(
            "2026-05-12T08:30:00Z",
            "2026-05-12T10:30:00+02:00",
            "2026-05-12 08:30:00Z",
            "1778574600")) {
      assertThat(Times.parse(text)).as(text).contains(time);
    }
    for (String text : List.of("", "noon", "2026-13-01", "2026-05-12T08:30:00", "-5")) {
      assertThat(Times.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void exitCodes_comeInTheDocumentedOrder() {
    List<Integer> order = List.of(130, 2, 4, 3, 1, 0);
    for (ExitCode a : ExitCode.values()) {
      for (ExitCode b : ExitCode.values()) {
        ExitCode first = order.indexOf(a.number()) <= order.indexOf(b.number()) ? a : b;
        assertThat(a.or(b)).isEqualTo(first);
      }
    }
  }

  @Test
  void progress_showsPartRateAndTime() {
    ReadProgress reading = new ReadProgress();
    assertThat(Progress.line(1500, reading, Duration.ofSeconds(3))).isEqualTo("1,500  500/s  0:03");
    reading.listed(2000);
    for (int i = 0; i < 500; i++) {
      reading.visited();
    }
    assertThat(Progress.line(500, reading, Duration.ofSeconds(3700)))
        .isEqualTo("[######------------------]  25 %  500/2,000  0/s  1:01:40");
  }

  @Test
  void config_isReadAndChecked() throws Exception {
    Path file =
        Samples.write(
            folder,
            "indicia.yaml",
            """
            own_domains: [A.example, b.example]
            protected_names:
              - "Ann Example"
            trusted_forwarders: [lists.example, 192.0.2.0/24, "2001:db8::/32"]
            trusted_sealers: [seal.example]
            thresholds:
              framed: 0.25
              slot_values: 30
            """);
    Config config = ConfigReader.read(file, Instant.EPOCH);
    assertThat(config.ownDomains())
        .isEqualTo(Set.of(DomainName.of("a.example"), DomainName.of("b.example")));
    assertThat(config.protectedNames()).containsExactly("Ann Example");
    assertThat(config.trusted().forwarders()).containsExactly(DomainName.of("lists.example"));
    assertThat(config.trusted().networks()).hasSize(2);
    assertThat(config.trusted().sealers()).containsExactly(DomainName.of("seal.example"));
    assertThat(config.thresholds().of(Threshold.FRAMED)).isEqualTo(0.25);
    assertThat(config.thresholds().of(Threshold.SLOT_VALUES)).isEqualTo(30);
    assertThat(config.thresholds().of(Threshold.TEMPLATED)).isEqualTo(0.55);
    assertThat(ConfigReader.read(Samples.write(folder, "empty.yaml", "# nothing\n"), Instant.EPOCH))
        .isEqualTo(Config.EMPTY);
  }

  @Test
  void config_complainsOfThresholds() {
    for (Map.Entry<String, String> c :
        Map.of(
                "thresholds: {slot: 1}\n", "unknown key \"slot\"; the keys are established_deliver",
                "thresholds: {framed: 1.5}\n", "thresholds.framed: not from 0 to 1",
                "thresholds: {framed: .nan}\n", "bad.yaml:1:26: Malformed",
                "thresholds: {frame_words: -1}\n", "not from 1 to 1000",
                "thresholds: {framed: 0.2, FRAMED: 0.3}\n", "\"FRAMED\" stands there twice",
                "thresholds: {framed: 0.2, framed: 0.2}\n", "\"framed\" stands there twice",
                "thresholds: [1]\n", "expected \"name: number\" lines")
            .entrySet()) {
      Path file = Samples.write(folder, "bad.yaml", c.getKey());
      assertThatThrownBy(() -> ConfigReader.read(file, Instant.EPOCH))
          .as(c.getKey())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("bad.yaml:1:")
          .hasMessageContaining(c.getValue());
    }
  }

  @Test
  void limits_areThoseOfTheReference_andWhatIsNotWrittenStays() throws Exception {
    ServeLimits limits =
        limits(
            "{http: {connections_max: 7}, smtp_times: {judge_millis: 90000}, smtp: {}, "
                + "gateway: {message_octets_max: 1000, memory_octets_max: 5000000000},"
                + " events: {age_max: P7D}, copies: {attached_max: 3},"
                + " imap: {idle_millis_max: 60000}}");
    assertThat(limits.http().connectionsMax()).isEqualTo(7);
    assertThat(limits.http().requestSecondsMax()).isEqualTo(60);
    assertThat(limits.smtpTimes().judgeMillis()).isEqualTo(90_000);
    assertThat(limits.smtp()).isEqualTo(ServeLimits.DEFAULT.smtp());
    assertThat(limits.gateway().messageOctetsMax()).isEqualTo(1000);
    assertThat(limits.gateway().memoryOctetsMax()).isEqualTo(5_000_000_000L);
    assertThat(limits.events().ageMax()).isEqualTo(Duration.ofDays(7));
    assertThat(limits.copies().attachedMax()).isEqualTo(3);
    assertThat(limits.copies().recipientsMax()).isEqualTo(10_000);
    assertThat(limits.imap().idleMillisMax()).isEqualTo(60_000);
    assertThat(limits.imap().commandMillisMax()).isEqualTo(120_000);
    assertThat(limits.milter()).isEqualTo(ServeLimits.DEFAULT.milter());
    assertThat(limits("{}")).isEqualTo(ServeLimits.DEFAULT);
  }

  private ServeLimits limits(String text) throws UsageException {
    Path file = Samples.write(folder, "limits.yaml", "serve: {limits: " + text + "}\n");
    return ConfigReader.read(file, Instant.EPOCH).serve().limits();
  }

  @Test
  void limits_complainWithThePlace() {
    assertComplaints(
        Map.of(
            "{htp: {}}", "unknown key \"htp\"; the keys are http, milter, smtp, smtp_times",
            "{http: {connectionsMax: 7}}", "unknown key \"connectionsMax\"",
            "{http: 7}", "http: expected \"key: value\" lines",
            "{http: {connections_max: 0}}", "http: limits are positive",
            "{http: {connections_max: -1}}", "not a number of 0 to 1073741824: \"-1\"",
            "{http: {connections_max: 2000000000}}", "not a number of 0 to 1073741824",
            "{spool: {disk_octets_max: 9999999999999999}}", "not a number of 0 to",
            "{smtp: {command_octets_max: 100}}", "below what RFC 5321",
            "{milter: {packet_octets_max: 1000}}", "packetOctetsMax is too small: 1000",
            "{events: {age_max: 30}}", "age_max: no duration such as P30D"));
  }

  @Test
  void limitsOfCopies_complainWithThePlace() {
    assertComplaints(
        Map.of(
            "{copies: {attached_max: 0}}", "copies: limits are positive",
            "{copies: {message_octets_max: 2000000000}}", "not a number of 0 to 1073741824",
            "{copies: {octets_max: 5}}", "the keys are text_octets_max, recipients_max",
            "{imap: {nesting_max: 101}}", "imap: nestingMax is above 100",
            "{imap: {idle_millis_max: 1800000}}", "imap: idleMillisMax is not under 30 minutes",
            "{imap: {connect_millis_max: 86400001}}", "imap: a time is longer than a day",
            "{imap: {command_millis_max: 86400001}}", "imap: a time is longer than a day",
            "{imap: {retry_millis_max: 86400001}}", "imap: a time is longer than a day",
            "{imap: {retry_millis_min: 300001}}", "imap: the wait shrinks"));
  }

  private void assertComplaints(Map<String, String> complaints) {
    for (Map.Entry<String, String> c : complaints.entrySet()) {
      assertThatThrownBy(() -> limits(c.getKey()))
          .as(c.getKey())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("limits.yaml:1:")
          .hasMessageContaining(c.getValue());
    }
  }

  /** What a file holds must not steer the terminal on which it is complained of. */
  @Test
  void config_complaintsQuoteWithoutControlCharacters() {
    for (String text :
        List.of(
            "\"own\\e[31m_domains\": []\n",
            "thresholds: {\"fr\\e[31mamed\": 1}\n",
            "own_domains: [\"a\\e[31m b\"]\n",
            "trusted_forwarders: [\"a\\e[31m b\"]\n",
            "\"x\\e[31m\": 1\n\"x\\e[31m\": 1\n")) {
      Path file = Samples.write(folder, "bad.yaml", text);
      assertThatThrownBy(() -> ConfigReader.read(file, Instant.EPOCH))
          .as(text)
          .isInstanceOf(UsageException.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }
  }

  @Test
  void config_complainsWithThePlace() {
    for (Map.Entry<String, String> c :
        Map.of(
                "own_domains: a.example\n", ":1:14: own_domains: expected a list",
                "own_domains:\n  - a b\n", ":2:5: own_domains: not a domain name",
                "\nown_domain: []\n", ":2:1: unknown key \"own_domain\"",
                "own_domains: []\nown_domains: []\n", ":2:",
                "trusted_forwarders: [192.0.2.0/33]\n", "neither a domain name nor a network",
                "thresholds: {framed: high}\n", "thresholds.framed: not a number",
                "protected_names: [\"\"]\n", "an empty text",
                "- a\n", "expected \"key: value\" lines",
                "own_domains: [a\n", ":1:16: ")
            .entrySet()) {
      Path file = Samples.write(folder, "bad.yaml", c.getKey());
      assertThatThrownBy(() -> ConfigReader.read(file, Instant.EPOCH))
          .as(c.getKey())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("bad.yaml:")
          .hasMessageContaining(c.getValue());
    }
  }
}
