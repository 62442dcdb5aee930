package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.events.spool.EventReader;
import dev.indicia.events.spool.EventSpoolLimits;
import dev.indicia.events.spool.StoredEvent;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of hosted mail by SMTP, with the blocks that the guide shows. */
class JournalServeTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final String JOURNAL_RECIPIENT = "journal-7f3c9a2e@indicia.a.example";
  private static final String ROUTING_RECIPIENT = "copies-51d0b8e7@indicia.a.example";

  @TempDir Path folder;

  private final JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));

  /** The block of the guide that has the word, for this machine: loopback, and a free port. */
  private String block(String word) throws IOException {
    String guide = Files.readString(Samples.docs().resolveSibling("guides/hosted-mail.md"));
    Matcher blocks = BLOCK.matcher(guide);
    while (blocks.find()) {
      if (blocks.group(1).contains(word)) {
        return blocks
            .group(1)
            .replaceAll("(?m)^( +)listen: .*$", "$1listen: 127.0.0.1:0")
            .replaceAll("networks: \\[", "networks: [127.0.0.1, ")
            .replaceAll("(?m)^  data: .*$", "  data: " + folder.resolve("data"));
      }
    }
    throw new AssertionError("no block with " + word);
  }

  private ServeProcess serve(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), config);
    return ServeProcess.configured(folder, file, "--at", "2026-05-12T08:30:00Z");
  }

  private List<Map<String, Object>> events() throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    try (EventReader reader =
        EventReader.open(folder.resolve("data/events"), "test", EventSpoolLimits.DEFAULT)) {
      for (StoredEvent event : reader.read(1000, Long.MAX_VALUE).events()) {
        events.add(JsonTree.object(new String(event.octets(), StandardCharsets.UTF_8)));
      }
    }
    for (Map<String, Object> event : events) {
      Map<String, Object> own = Map.of("id", event.get("id"), "event", event.get("event"));
      assertThat(schemas.errors("event.json", own)).as(own.toString()).isEmpty();
    }
    return events;
  }

  private static String last(ServeProcess serve, String message, String... commands)
      throws Exception {
    return serve.talk("journal", message, commands).getLast();
  }

  private static String arrivedAt(String host, String original) {
    return "Received: from mx.a.example (mx.a.example. [192.0.2.1])\r\n by "
        + host
        + " with ESMTPS id 1\r\n for <bob@b.example>; Tue, 12 May 2026 08:29:00 +0000\r\n"
        + original;
  }

  private static String report(String original) {
    return "From: ann@a.example\r\n"
        + "To: bob@b.example\r\n"
        + "X-MS-Journal-Report:\r\n"
        + "MIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=\"_003_j\"\r\n\r\n"
        + "--_003_j\r\n"
        + "Content-Type: text/plain; charset=\"us-ascii\"\r\n\r\n"
        + "Sender: ann@a.example\r\n"
        + "Subject: hello\r\n"
        + "Message-Id: <1@a.example>\r\n"
        + "To: bob@b.example\r\n"
        + "Bcc: secret@b.example\r\n\r\n"
        + "--_003_j\r\n"
        + "Content-Type: message/rfc822\r\n\r\n"
        + original
        + "\r\n--_003_j--\r\n";
  }

  @Test
  void microsoft365_asTheGuideSays() throws Exception {
    String original = arrivedAt("X.mail.protection.outlook.com", Samples.signed());
    String[] commands = {
      "EHLO out.example", "MAIL FROM:<>", "RCPT TO:<" + JOURNAL_RECIPIENT + ">", "DATA"
    };
    try (ServeProcess serve = serve(block("microsoft365"))) {
      assertThat(last(serve, report(original), commands)).isEqualTo("250 2.0.0 Taken");
      assertThat(last(serve, report(original), commands)).isEqualTo("250 2.0.0 Taken");
      assertThat(last(serve, "Subject: stray\r\n\r\nno report\r\n", commands))
          .isEqualTo("250 2.0.0 Taken");
      assertThat(serve.get("/metrics").body())
          .contains(
              "indicia_messages_total{front_end=\"journal\",direction=\"inbound\","
                  + "verdict=\"genuine\",layer=\"NONE\"} 1");
      serve.kill();
    }
    try (ServeProcess serve = serve(block("microsoft365"))) {
      assertThat(last(serve, report(original), commands)).isEqualTo("250 2.0.0 Taken");
    }
    List<Map<String, Object>> events = events();
    assertThat(events)
        .as("the copy that came three times, once to a new process, has one event")
        .hasSize(2);
    Map<String, Object> event = events.getFirst();
    assertThat(event.get("verdict")).isEqualTo("genuine");
    assertThat(JsonTree.at(event, "event", "front_end")).isEqualTo("journal");
    assertThat(JsonTree.at(event, "event", "action", "taken")).isEqualTo("observe");
    assertThat(JsonTree.at(event, "event", "envelope", "client_ip")).isEqualTo("192.0.2.1");
    assertThat(JsonTree.at(event, "event", "envelope", "rcpt_to"))
        .isEqualTo(List.of("bob@b.example", "secret@b.example"));
    assertThat(JsonTree.at(events.getLast(), "error", "code")).isEqualTo("not-a-journal-report");
  }

  @Test
  void googleWorkspace_asTheGuideSays() throws Exception {
    String copy =
        "X-Gm-Original-To: bob@b.example\r\n" + arrivedAt("mx.google.com", Samples.signed());
    try (ServeProcess serve = serve(block("google-workspace"))) {
      String[] commands = {
        "EHLO out.example",
        "MAIL FROM:<ann@a.example>",
        "RCPT TO:<" + ROUTING_RECIPIENT + ">",
        "DATA"
      };
      assertThat(last(serve, copy, commands)).isEqualTo("250 2.0.0 Taken");
      commands[2] = "RCPT TO:<guess@indicia.a.example>";
      assertThat(serve.talk("journal", copy, commands)).contains("550 5.1.1 no such recipient");
    }
    assertThat(events()).hasSize(1);
    Map<String, Object> event = events().getFirst();
    assertThat(event.get("verdict")).isEqualTo("genuine");
    assertThat(JsonTree.at(event, "event", "front_end")).isEqualTo("routing");
    assertThat(JsonTree.at(event, "event", "envelope", "mail_from")).isEqualTo("ann@a.example");
    assertThat(JsonTree.at(event, "event", "envelope", "rcpt_to"))
        .isEqualTo(List.of("bob@b.example"));
  }

  /** As the guide says of certificate, key and require_tls. */
  @Test
  void copies_comeOverTls_whereThatIsRequired() throws Exception {
    LocalPem.write(folder);
    String config =
        block("microsoft365")
            + "    certificate: "
            + LocalPem.CERTIFICATE
            + "\n    key: "
            + LocalPem.KEY
            + "\n    require_tls: true\n";
    try (ServeProcess serve = serve(config);
        Socket plain = connect(String.valueOf(serve.ready().get("journal")))) {
      assertThat(ask(plain, "")).startsWith("220");
      assertThat(ask(plain, "EHLO out.example\r\n")).contains("250 STARTTLS");
      assertThat(ask(plain, "MAIL FROM:<>\r\n")).startsWith("530 5.7.0");
      assertThat(ask(plain, "STARTTLS\r\n")).startsWith("220");
      try (Socket secure =
          TlsFiles.client(folder.resolve(LocalPem.CERTIFICATE))
              .getSocketFactory()
              .createSocket(plain, "localhost", 0, true)) {
        assertThat(ask(secure, "EHLO out.example\r\n")).startsWith("250");
        assertThat(ask(secure, "MAIL FROM:<>\r\n")).startsWith("250");
      }
    }
    Files.writeString(folder.resolve(LocalPem.KEY), "nothing");
    CommandRun run =
        CommandRun.of(
            "serve",
            "--dns",
            Samples.zone(folder),
            "--http",
            "off",
            "--milter",
            "off",
            "--config",
            folder.resolve("config.yaml").toString());
    assertThat(run.err()).contains("key.pem: has no \"-----BEGIN PRIVATE KEY-----\"");
  }

  @Test
  void limits_areThoseOfTheFile() throws Exception {
    String config =
        block("microsoft365")
            + "  limits:\n    copies: {recipients_max: 1}\n    smtp: {recipients_max: 1}\n";
    String recipient = "RCPT TO:<" + JOURNAL_RECIPIENT + ">";
    try (ServeProcess serve = serve(config)) {
      assertThat(
              serve.talk(
                  "journal",
                  report(Samples.signed()),
                  "EHLO out.example",
                  "MAIL FROM:<>",
                  recipient,
                  recipient,
                  "DATA"))
          .contains("250 2.0.0 Taken")
          .anyMatch(reply -> reply.startsWith("452 4.5.3"));
    }
    assertThat(JsonTree.at(events().getFirst(), "error", "code")).isEqualTo("too-many-recipients");
  }

  private static Socket connect(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    return new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** Sends the octets; what comes back, to the end of a reply. */
  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    StringBuilder reply = new StringBuilder();
    while (!reply.toString().matches("(?s)(\\d{3}-.*?\r\n)*\\d{3} .*\r\n")) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        break;
      }
      reply.append((char) c);
    }
    return reply.toString();
  }

  @Test
  void whatIsWrongInTheFile_isSaidWithItsLine() throws Exception {
    String good =
        "serve:\n  journal:\n    listen: 127.0.0.1:0\n    provider: microsoft365\n"
            + "    networks: [192.0.2.0/24]\n    recipients: [j@b.example]\n";
    assertWrong(good + "    oops: 1\n", ":7:5: unknown key \"oops\"");
    assertWrong(good.replace("127.0.0.1:0", "here"), ":3:13: listen: not an address");
    assertWrong(good.replace("127.0.0.1:0", "off"), ":3:13: listen: not an address");
    assertWrong(good.replace("microsoft365", "yahoo"), ":4:15: provider: not microsoft365");
    assertWrong(good.replace("192.0.2.0/24", "192.0.2.0/99"), ":5:16: networks: not a network");
    assertWrong(good.replace("j@b.example", "nobody"), ":6:18: recipients: not an address");
    assertWrong(good.replace("    networks: [192.0.2.0/24]\n", ""), "journal needs listen");
    assertWrong(good + "    hosts: [\"a b\"]\n", ":7:13: hosts: not a host name");
    assertWrong(good.replace("microsoft365", "exchange"), "exchange needs hosts");
    assertWrong(good + "    require_tls: true\n", "TLS needs certificate and key");
    assertWrong(
        good + "    certificate: none.pem\n    key: none.pem\n", "none.pem: there is no such file");
  }

  private void assertWrong(String config, String... complaints) throws IOException {
    assertThat(CommandRun.serving(folder, config).err()).contains(complaints);
  }
}
