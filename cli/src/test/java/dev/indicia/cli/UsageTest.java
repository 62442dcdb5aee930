package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to people who ask for help, or ask for something wrong. */
class UsageTest {
  private static final List<String> COMMANDS =
      List.of(
          "check",
          "spf",
          "dmarc",
          "dkim2",
          "bimi",
          "sign",
          "seal",
          "keygen",
          "learn",
          "profile",
          "catalogue",
          "report",
          "serve");

  @TempDir Path folder;

  @Test
  void help_standsInTheReference() throws IOException {
    Path page = Samples.docs().resolve("commands.md");
    String text = Files.readString(page);
    for (String command : COMMANDS) {
      CommandRun run = CommandRun.of(command, "--help");
      assertThat(run.code()).isEqualTo(0);
      assertThat(run.out()).doesNotContain("\u001b").startsWith("Usage: indicia " + command);
      if (Boolean.getBoolean("update")) {
        text = withHelp(text, command, run.out());
        Files.writeString(page, text);
      }
      assertThat(text).as("rewrite it with -Dupdate=true").contains(block(run.out()));
    }
    CommandRun root = CommandRun.of("--help");
    assertThat(root.code()).isEqualTo(0);
    for (String command : COMMANDS) {
      assertThat(root.out()).contains("  " + command + " ");
      assertThat(text).contains("## `indicia " + command + "`");
    }
  }

  private static String block(String help) {
    return "```text\n" + help.stripTrailing() + "\n```";
  }

  private static String withHelp(String page, String command, String help) {
    int heading = page.indexOf("## `indicia " + command + "`");
    int from = page.indexOf("```text\n", heading);
    int to = page.indexOf("\n```", from + "```text".length()) + "\n```".length();
    return page.substring(0, from) + block(help) + page.substring(to);
  }

  @Test
  void everyErrorCodeAndExitCode_standsInTheReference() throws IOException {
    String page = Files.readString(Samples.docs().resolve("exit-codes.md"));
    for (ExitCode code : ExitCode.values()) {
      assertThat(page).contains("| " + code.number() + " |");
    }
    String schema = Files.readString(Samples.docs().resolve("schemas/check.json"));
    for (String code :
        List.of(
            "not-found",
            "permission-denied",
            "is-a-directory",
            "io-error",
            "invalid-json",
            "invalid-delivery",
            "internal-error",
            "out-of-memory")) {
      assertThat(page).contains("`" + code + "`");
      assertThat(schema).contains("\"" + code + "\"");
    }
  }

  @Test
  void version_isOneLine() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out()).matches("indicia \\S+\n");
  }

  @Test
  void wrongUsage_isExit2WithASentence() throws IOException {
    String zone = Samples.zone(folder);
    String bad = Samples.write(folder, "bad.zone", "a.example. TXT \"x\"\nb TYPO\n").toString();
    String config = Samples.write(folder, "bad.yaml", "own_domain: [a.example]\n").toString();
    Files.createDirectories(folder.resolve("dir"));
    String dir = folder.resolve("dir").toString();
    record Case(List<String> args, String words) {}
    for (Case c :
        List.of(
            new Case(List.of(), "Usage: indicia"),
            new Case(List.of("chek"), "did you mean check?"),
            new Case(List.of("check"), "PATH"),
            new Case(List.of("check", "--jsno", "-"), "unknown option \"--jsno\"; did you mean"),
            new Case(List.of("check", "--at", "noon", "-"), "--at: \"noon\" is no time"),
            new Case(List.of("check", "--client-ip", "1.2.3", "-"), "is no IP address"),
            new Case(List.of("check", "--jobs", "0", "-"), "--jobs: \"0\" is no whole number"),
            new Case(List.of("check", "--fail-on", "x", "-"), "never, suspicious, accused"),
            new Case(
                List.of("check", "--methods", "spf,x", "-"), "spf, dkim, dkim2, arc, dmarc, iprev"),
            new Case(List.of("check", "--discovery", "psl", "-"), "--public-suffix-list"),
            new Case(List.of("check", "--dns", "none", "-"), "none: there is no such file"),
            new Case(List.of("check", "--dns", dir, "-"), "is a directory"),
            new Case(List.of("check", "--dns", bad, "-"), "bad.zone:2:"),
            new Case(List.of("check", "--dns", zone, "--resolver", "::1", "-"), "exclude"),
            new Case(List.of("check", "--resolver", "nameserver", "-"), "is no server address"),
            new Case(List.of("check", "--config", config, "-"), "bad.yaml:1:"),
            new Case(List.of("check", "--config", config, "-"), "unknown key \"own_domain\""),
            new Case(List.of("check", "--dns"), "--dns"),
            new Case(List.of("spf", "--dns", zone, "1.2", "a", "b"), "IP: \"1.2\""),
            new Case(List.of("spf", "--dns", zone, "192.0.2.1"), "MAILFROM"),
            new Case(List.of("dmarc", "--dns", zone, ".."), "is no domain name"),
            new Case(
                List.of("dmarc", "--dns", zone, "a.example", "--spf", "pass"), "RESULT:DOMAIN"),
            new Case(
                List.of("dmarc", "--dns", zone, "a.example", "--dkim", "good:a.example"), "good"),
            new Case(List.of("sign", "-"), "--domain, --selector and --key"),
            new Case(
                List.of("sign", "--domain", "a.example", "--selector", "s", "--key", zone, "-"),
                "dns.zone: no \"BEGIN PRIVATE KEY\""),
            new Case(List.of("seal", "-"), "--authserv-id"),
            new Case(List.of("seal", "--authserv-id", "a", "-"), "--domain, --selector and --key"),
            new Case(List.of("keygen", "--domain", "a.example"), "--selector"),
            new Case(
                List.of("keygen", "--domain", "a.example", "--selector", "s", "--bits", "512"),
                "from 1024 to 8192"))) {
      CommandRun run = CommandRun.of(c.args().toArray(new String[0]));
      assertThat(run.code()).as(c.args() + run.err()).isEqualTo(2);
      assertThat(run.err()).as(c.args().toString()).contains(c.words());
      assertThat(run.out()).isEmpty();
    }
  }
}
