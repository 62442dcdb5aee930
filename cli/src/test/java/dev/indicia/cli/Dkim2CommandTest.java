package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hops added by {@code sign --dkim2}, and what {@code dkim2} and {@code check} say of them. */
class Dkim2CommandTest {
  private static final String PAGE =
      "From: Ann <ann@a.example>\r\nTo: list@b.example\r\nSubject: Invoice\r\n"
          + "Message-ID: <1@a.example>\r\nMIME-Version: 1.0\r\n"
          + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello all,</p>\r\n"
          + "<p>see <a href=\"https://a.example/bill\">the bill</a>.</p>\r\n<p>Ann</p>\r\n";

  @TempDir Path folder;
  private String zone = "";

  @BeforeEach
  void keys() {
    StringBuilder records = new StringBuilder();
    for (String name : new String[] {"a", "b"}) {
      CommandRun run =
          CommandRun.of(
              "keygen",
              "--domain",
              name + ".example",
              "--selector",
              "k",
              "--algorithm",
              "ed25519",
              "--out",
              key(name));
      records.append(run.out().lines().filter(line -> line.contains("TXT")).findFirst().get());
      records.append('\n');
    }
    zone = Samples.write(folder, "z.zone", records.toString()).toString();
  }

  private String key(String name) {
    return folder.resolve(name + ".pem").toString();
  }

  private CommandRun sign(String hop, String recipient, String file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sign",
                "--dkim2",
                "--domain",
                hop + ".example",
                "--selector",
                "k",
                "--key",
                key(hop),
                "--mail-from",
                "x@" + hop + ".example",
                "--rcpt-to",
                recipient));
    words.addAll(List.of(more));
    words.add(file);
    return CommandRun.of(words.toArray(new String[0]));
  }

  private String write(String name, String text) {
    return Samples.write(folder, name, text).toString();
  }

  private String changed(String message) {
    return message
            .replace("Subject: ", "Subject: [list] ")
            .replace("https://a.example/bill", "https://pay.test/bill")
            .replace("Ann <ann@a.example>", "Eve <eve@evil.test>")
        + "<p>You read the list.</p>\r\n";
  }

  /** Two hops, of which the second changed the message. */
  private String twoHops() {
    String first = sign("a", "list@b.example", write("m.eml", PAGE)).out();
    String came = write("came.eml", first);
    CommandRun second =
        sign("b", "bob@c.example", write("changed.eml", changed(first)), "--previous", came);
    assertThat(second.err()).isEmpty();
    return write("sent.eml", second.out());
  }

  @Test
  void signedHop_passesInCheck() {
    String file = write("s.eml", sign("a", "list@b.example", write("m.eml", PAGE)).out());
    CommandRun run =
        CommandRun.of(
            "check",
            "--json",
            "--dns",
            zone,
            "--mail-from",
            "x@a.example",
            "--rcpt-to",
            "list@b.example",
            file);
    Object dkim2 = ((Map<?, ?>) run.json().getFirst().get("authentication")).get("dkim2");
    assertThat(((Map<?, ?>) dkim2).get("result")).isEqualTo("pass");
    assertThat(((Map<?, ?>) dkim2).get("draft")).isEqualTo("06");
  }

  @Test
  void changes_areToldAndJudged() {
    CommandRun run = CommandRun.of("dkim2", "--dns", zone, twoHops());
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("DKIM2  pass      2 hops, first a.example, draft 06")
        .contains("sent it from <x@b.example> to <bob@c.example>")
        .contains("usual    subject tagged with \"[list]\"")
        .contains("grave    the author became eve@evil.test instead of ann@a.example")
        .contains("grave    a link goes to pay.test instead of a.example")
        .contains("usual    a footer of 1 paragraph added")
        .contains("- subject: Invoice\n")
        .contains("+ subject: [list] Invoice\n")
        .doesNotContain("\u001b");
  }

  @Test
  void json_fitsItsSchema() {
    JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));
    for (String file : new String[] {twoHops(), write("plain.eml", PAGE)}) {
      CommandRun run = CommandRun.of("dkim2", "--json", "--dns", zone, file);
      assertThat(run.json()).hasSize(1);
      assertThat(schemas.errors("dkim2.json", run.json().getFirst())).isEmpty();
    }
  }

  @Test
  void changeWithoutTheStateBefore_isRefused() {
    String first = sign("a", "list@b.example", write("m.eml", PAGE)).out();
    CommandRun run = sign("b", "bob@c.example", write("changed.eml", changed(first)));
    assertThat(run.code()).isEqualTo(ExitCode.UNREADABLE_INPUT.number());
    assertThat(run.err()).contains("the message was changed, and its state before is not known");
  }

  @Test
  void wrongUse_isSaid() {
    String file = write("m.eml", PAGE);
    String[] key = {"--domain", "a.example", "--selector", "k", "--key", key("a")};
    for (String[] words :
        new String[][] {
          {"sign", "--nonce", "x", file},
          {"sign", "--dkim2", file},
          {"sign", "--dkim2", "--dkim2-draft", "01", file},
          {"sign", "--dkim2", "--mail-from", "a@a.example", "--rcpt-to", "b", "--flag", ";", file},
          {"check", "--dkim2-draft", "77", file}
        }) {
      List<String> all = new ArrayList<>(List.of(words));
      if (words[0].equals("sign")) {
        all.addAll(1, List.of(key));
      }
      CommandRun run = CommandRun.of(all.toArray(new String[0]));
      assertThat(run.code()).as(String.join(" ", all)).isEqualTo(ExitCode.USAGE.number());
      assertThat(run.err()).isNotEmpty();
    }
  }

  @Test
  void messageWithoutChain_isSaid() {
    CommandRun run = CommandRun.of("dkim2", "--dns", zone, write("m.eml", PAGE));
    assertThat(run.out()).contains("There is no DKIM2 header field.");
  }
}
