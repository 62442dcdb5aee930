package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.events.spool.EventReader;
import dev.indicia.events.spool.EventSpoolLimits;
import dev.indicia.events.spool.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes of a real IMAP server, with the block that the guide shows. */
class MailboxServeTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final int MESSAGES = 40;

  @TempDir Path folder;

  private static Dovecot dovecot() throws Exception {
    String missing = Dovecot.missing();
    if (!missing.isEmpty()) {
      System.err.println("MailboxServeTest: SKIPPED: " + missing);
    }
    Assumptions.assumeTrue(missing.isEmpty(), missing);
    return Dovecot.start();
  }

  /** The guide's block, for that server. */
  private Path config(Dovecot dovecot) throws IOException {
    Matcher block =
        BLOCK.matcher(Files.readString(Samples.docs().resolveSibling("guides/mailbox.md")));
    assertThat(block.find()).isTrue();
    return Files.writeString(
        folder.resolve("config.yaml"),
        block
            .group(1)
            .replaceAll("(?m)^  data: .*$", "  data: " + folder.resolve("data"))
            .replaceAll(
                "(?m)^( +)host: .*$",
                "$1host: localhost\n$1port: " + dovecot.port() + "\n$1ca: " + dovecot.certificate())
            .replaceAll("password_file: .*", "password_file: " + dovecot.passwordFile()));
  }

  private ServeProcess serve(Path config) throws IOException {
    return ServeProcess.configured(folder, config);
  }

  private List<Map<String, Object>> events(String mailbox) throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    if (!Files.exists(folder.resolve("data/events"))) {
      return events;
    }
    try (EventReader reader =
        EventReader.open(folder.resolve("data/events"), "test", EventSpoolLimits.DEFAULT)) {
      for (StoredEvent event : reader.read(10_000, Long.MAX_VALUE).events()) {
        Map<String, Object> object =
            JsonTree.object(new String(event.octets(), StandardCharsets.UTF_8));
        if (String.valueOf(JsonTree.at(object, "event", "queue_id")).startsWith(mailbox + "/")) {
          events.add(object);
        }
      }
    }
    return events;
  }

  private static String message(int number) {
    return "Received: from mx.a.example (mx.a.example [192.0.2.1]) by mx.a.example;\r\n"
        + " Tue, 12 May 2026 08:00:00 +0000\r\n"
        + Samples.plain("ann@a.example").replace("<1@", "<" + number + "@");
  }

  private void await(int count) throws Exception {
    for (int i = 0; i < 1200 && events("archive").size() < count; i++) {
      Thread.sleep(25);
    }
  }

  /** However often the gateway is killed, each message has one event. */
  @Test
  void mailbox_isReadOnce_throughKills_andThenWaitedFor() throws Exception {
    try (Dovecot dovecot = dovecot()) {
      for (int i = 0; i < MESSAGES; i++) {
        dovecot.deliver(message(i));
      }
      Path config = config(dovecot);
      for (int round = 1; round <= 3; round++) {
        try (ServeProcess serve = serve(config)) {
          await(round * 9);
          serve.kill();
        }
      }
      assertThat(events("archive").size()).as(dovecot.log()).isGreaterThanOrEqualTo(27);
      try (ServeProcess serve = serve(config)) {
        await(MESSAGES);
        serve.awaitLog("mailbox_caught_up");
        dovecot.deliver(message(MESSAGES));
        await(MESSAGES + 1);
        assertThat(serve.get("/metrics").body())
            .contains("indicia_mailbox_events_total{mailbox=\"archive\",event=\"caught_up\"}");
        serve.signal("TERM");
        assertThat(serve.waitFor()).isZero();
        assertThat(serve.err()).doesNotContain("for-this-test-alone");
      }
      Set<Object> ids = new HashSet<>();
      Set<Object> places = new HashSet<>();
      for (Map<String, Object> event : events("archive")) {
        ids.add(event.get("id"));
        places.add(JsonTree.at(event, "event", "queue_id"));
        assertThat(JsonTree.at(event, "event", "front_end")).isEqualTo("mailbox");
        assertThat(JsonTree.at(event, "event", "envelope", "client_ip")).isEqualTo("192.0.2.1");
      }
      assertThat(ids).as("none is missing").hasSize(MESSAGES + 1);
      assertThat(places).hasSize(MESSAGES + 1);
      assertThat(events("archive")).as("none stands there twice").hasSize(MESSAGES + 1);
    }
  }

  @Test
  void whatIsWrongInTheFile_isSaidWithItsLine() throws Exception {
    String good =
        "serve:\n  mailboxes:\n    - name: archive\n      host: imap.a.example\n      user: bob\n"
            + "      password_file: secret\n";
    assertWrong(good + "      oops: 1\n", ":7:7: unknown key \"oops\"");
    assertWrong(good.replace("archive", "Archive"), ":3:13: name: not lower-case");
    assertWrong(good + "      port: 70000\n", ":7:13: port: not from 1 to 65535");
    assertWrong(good + "      tls: off\n", "tls: neither implicit nor starttls");
    assertWrong(good + "      holds: spam\n", ":7:14: holds: not archive, reported or journal");
    assertWrong(good + "      token: jwt\n", ":7:14: token: neither xoauth2 nor oauthbearer");
    assertWrong(good + "      provider: aol\n", ":7:17: provider: not microsoft365");
    assertWrong(good + "      token_file: token\n", "needs password_file or token_file");
    assertWrong(good.replace("      user: bob\n", ""), "a mailbox needs name, host and user");
    assertWrong(good + good.substring(good.indexOf("    - ")), "\"archive\" stands there twice");
    assertWrong(good + "      ca: none.pem\n", "none.pem: there is no such file");
  }

  private void assertWrong(String config, String complaint) throws IOException {
    assertThat(CommandRun.serving(folder, config).err()).contains(complaint);
  }
}
