package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guides/migrate.md promises to those who come from other programs. */
class MigrateGuideTest {
  @TempDir Path folder;

  /** Each {@code when: {...}} of the page is a rule that the policy takes. */
  @Test
  void rules_areAccepted() throws Exception {
    Matcher when = Pattern.compile("`when: (\\{.*?\\})`").matcher(Files.readString(page()));
    StringBuilder policy = new StringBuilder("mode: enforce\nrules:\n");
    int rules = 0;
    while (when.find()) {
      policy.append("- name: r").append(rules++).append("\n  when: ").append(when.group(1));
      policy.append("\n  then: reject\n");
    }
    assertThat(rules).isGreaterThanOrEqualTo(2);
    Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
    assertThat(PolicyReader.read(file).rules()).hasSize(rules);
  }

  /** Each key that the page names below {@code serve} is one. */
  @Test
  void keysOfTheConfiguration_exist() throws Exception {
    Set<String> named = new TreeSet<>();
    Matcher key =
        Pattern.compile("`(own_networks|submission_listeners|serve: ([a-z_]+):?)[`:]")
            .matcher(Files.readString(page()));
    while (key.find()) {
      named.add(key.group(2) == null ? key.group(1) : key.group(2));
    }
    assertThat(named)
        .containsExactlyInAnyOrder(
            "authserv_id", "own_networks", "signing", "submission_listeners");
    Path file =
        Files.writeString(
            folder.resolve("indicia.yaml"),
            "serve:\n  authserv_id: mx.a.example\n  own_networks: [192.0.2.0/24]\n"
                + "  submission_listeners: [S]\n  signing: []\n");
    assertThat(CommandRun.of("serve", "--config", file.toString(), "--http", "nonsense").err())
        .contains("--http")
        .doesNotContain("indicia.yaml");
  }

  /** opendkim-genkey writes what openssl writes: PKCS #8, and PKCS #1 before OpenSSL 3. */
  @Test
  void keyFilesOfOpenDkim_areRead() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl")), "SKIPPED: openssl is not installed");
    Path message = Samples.write(folder, "m.eml", Samples.plain("Ann <ann@a.example>"));
    for (List<String> options : List.of(List.<String>of(), List.of("-traditional"))) {
      Path key = folder.resolve("mail.private");
      List<String> command = new ArrayList<>(List.of("/usr/bin/openssl", "genrsa"));
      command.addAll(options);
      command.addAll(List.of("-out", key.toString(), "2048"));
      Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Assumptions.assumeTrue(openssl.waitFor() == 0, "SKIPPED: this openssl cannot: " + said);
      CommandRun signed =
          CommandRun.of(
              "sign",
              "--domain",
              "a.example",
              "--selector",
              "mail",
              "--key",
              key.toString(),
              message.toString());
      assertThat(signed.out()).as(signed.err()).startsWith("DKIM-Signature: v=1; a=rsa-sha256;");
    }
  }

  private static Path page() throws IOException {
    return Samples.docs().resolve("../guides/migrate.md").toRealPath();
  }
}
