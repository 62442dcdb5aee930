package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
  @TempDir Path folder;
  private String zone;

  @BeforeEach
  void files() {
    zone = Samples.zone(folder);
    Samples.write(folder, "mail/signed.eml", Samples.signed());
  }

  private CommandRun check(String lines, String... more) {
    String file = Samples.write(folder, "deliveries.jsonl", lines).toString();
    String[] args = new String[more.length + 5];
    args[0] = "check";
    args[1] = "--json";
    args[2] = "--dns";
    args[3] = zone;
    args[4] = file;
    System.arraycopy(more, 0, args, 5, more.length);
    return CommandRun.of(args);
  }

  private static String line(String members) {
    return "{\"id\":\"d\",\"received_at\":\"2026-05-12T08:29:30Z\",\"mail_from\":\"\","
        + "\"rcpt_to\":\"bob@b.example\",\"message\":\"mail/signed.eml\""
        + members
        + "}\n";
  }

  @Test
  void delivery_hasItsOwnSessionAndClock() {
    Map<String, Object> result =
        check(
                "{\"id\":\"d1\",\"received_at\":\"2026-05-12T10:29:30+02:00\","
                    + "\"client_ip\":\"192.0.2.1\",\"helo\":\"mx.a.example\","
                    + "\"mail_from\":\"bounce@a.example\",\"rcpt_to\":[\"bob@b.example\"],"
                    + "\"message\":\"mail/signed.eml\",\"unknown\":{\"x\":[1]}}\n")
            .json()
            .getFirst();
    assertThat(result.get("id")).isEqualTo("d1");
    assertThat(result.get("judged_at")).isEqualTo("2026-05-12T08:29:30Z");
    assertThat(JsonTree.at(result, "authentication", "spf", "domain")).isEqualTo("a.example");
    assertThat(JsonTree.at(result, "authentication", "dkim", 0, "age_seconds")).isEqualTo(30L);
  }

  @Test
  void at_overridesEveryClock() {
    assertThat(check(line(""), "--at", "2026-05-12T09:00:00Z").json().getFirst().get("judged_at"))
        .isEqualTo("2026-05-12T09:00:00Z");
  }

  @Test
  void absentClientAndHelo_leaveSpfNull() {
    assertThat(JsonTree.at(check(line("")).json().getFirst(), "authentication", "spf")).isNull();
  }

  @Test
  void ownDomains_areThoseOfTheRecipients() {
    Samples.write(folder, "mail/own.eml", Samples.plain("boss@b.example"));
    Map<String, Object> result =
        check(
                "{\"id\":\"d\",\"received_at\":\"2026-05-12T08:29:30Z\",\"client_ip\":\"198.51.100.1\",\"helo\":\"x.example\",\"mail_from\":\"x@x.example\",\"rcpt_to\":[\"bob@b.example\"],\"message\":\"mail/own.eml\"}\n")
            .json()
            .getFirst();
    assertThat(result.get("verdict")).isEqualTo("impersonated");
  }

  @Test
  void brokenLines_areErrorsThatNameTheLine_andTheOthersGoOn() {
    String good = line("");
    record Case(String line, String code, String words) {}
    for (Case c :
        List.of(
            new Case("{\"id\":\"x\"", "invalid-json", "not JSON"),
            new Case("nonsense", "invalid-json", "not JSON"),
            new Case("[1]", "invalid-delivery", "not a JSON object"),
            new Case("{} {}", "invalid-delivery", "more than one"),
            new Case("{\"message\":\"m\"}", "invalid-delivery", "\"id\" is missing"),
            new Case("{\"id\":\"x\"}", "invalid-delivery", "\"message\" is missing"),
            new Case(
                "{\"id\":\"x\",\"message\":\"m\",\"client_ip\":\"1.2.3\"}",
                "invalid-delivery",
                "client_ip is no IP address"),
            new Case(
                "{\"id\":\"x\",\"message\":\"m\",\"received_at\":\"today\"}",
                "invalid-delivery",
                "received_at is no RFC 3339 time"),
            new Case(
                "{\"id\":\"x\",\"message\":\"m\",\"helo\":{}}",
                "invalid-delivery",
                "\"helo\" is not a string"),
            new Case(
                "{\"id\":\"x\",\"message\":\"m\",\"rcpt_to\":[1]}",
                "invalid-delivery",
                "\"rcpt_to\" is not a string"))) {
      CommandRun run = check(good + c.line() + "\n\n" + good);
      assertThat(run.code()).as(c.line()).isEqualTo(3);
      assertThat(run.json()).as(c.line()).hasSize(3);
      Map<String, Object> broken = run.json().get(1);
      assertThat(JsonTree.at(broken, "error", "code")).as(c.line()).isEqualTo(c.code());
      assertThat((String) JsonTree.at(broken, "error", "message"))
          .as(c.line())
          .contains("deliveries.jsonl:2: ", c.words());
      assertThat(run.json().get(2)).containsKey("verdict");
    }
  }

  @Test
  void missingMessage_isAnErrorWithTheDeliverysId() {
    CommandRun run = check(line("").replace("signed", "none"));
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.json().getFirst().get("id")).isEqualTo("d");
    assertThat(JsonTree.at(run.json().getFirst(), "error", "code")).isEqualTo("not-found");
  }

  @Test
  void folderAsMessage_isAnError() {
    CommandRun run = check(line("").replace("mail/signed.eml", "mail"));
    assertThat(JsonTree.at(run.json().getFirst(), "error", "code")).isEqualTo("is-a-directory");
  }

  @Test
  void overlongLine_isOneError() {
    String filler = "x".repeat(Deliveries.LINE_OCTETS_MAX);
    CommandRun run = check(line(",\"y\":\"" + filler + "\"") + line(""));
    assertThat(run.json()).hasSize(2);
    assertThat((String) JsonTree.at(run.json().get(0), "error", "message")).contains("octets");
    assertThat(run.json().get(1)).containsKey("verdict");
  }

  @Test
  void byteOrderMarkAndCrlf_areAccepted() {
    CommandRun run =
        check("\u00ef\u00bb\u00bf" + line("").replace("\n", "\r\n") + line("").strip());
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.json()).hasSize(2);
  }

  @Test
  void deliveriesOnStandardInput_areRead() {
    String message = folder.resolve("mail/signed.eml").toString();
    String line = "{\"id\":\"d1\",\"message\":\"" + message + "\"}\n";
    CommandRun run = CommandRun.reading(line, "check", "--json", "--dns", zone, "-");
    assertThat(run.json()).hasSize(1);
    assertThat(run.json().get(0).get("id")).isEqualTo("d1");
    assertThat(run.code()).isZero();
  }

  @Test
  void recordedStream_givesTheSameOctetsEachTime() {
    String message = folder.resolve("mail/signed.eml").toString();
    String line =
        "{\"id\":\"d1\",\"received_at\":\"2026-05-12T08:00:00Z\",\"client_ip\":\"192.0.2.1\","
            + "\"helo\":\"mx.a.example\",\"mail_from\":\"a@a.example\",\"message\":\""
            + message
            + "\"}\n";
    String first = CommandRun.reading(line, "check", "--json", "--dns", zone, "-").out();
    String second = CommandRun.reading(line, "check", "--json", "--dns", zone, "-").out();
    assertThat(first).isEqualTo(second).contains("\"at\":\"2026-05-12T08:00:00Z\"");
  }
}
