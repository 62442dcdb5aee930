package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealCommandTest {
  @TempDir Path folder;
  private String key;
  private String zone;

  @BeforeEach
  void makeKey() {
    key = folder.resolve("k.pem").toString();
    CommandRun made =
        CommandRun.of("keygen", "--domain", "r.example", "--selector", "k", "--out", key);
    assertThat(made.code()).as(made.err()).isEqualTo(0);
    zone = Samples.write(folder, "dns.zone", Samples.ZONE + made.out()).toString();
  }

  private CommandRun seal(String message, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "seal",
                "--authserv-id",
                "mx.r.example",
                "--domain",
                "r.example",
                "--selector",
                "k",
                "--key",
                key,
                "--dns",
                zone));
    args.addAll(List.of(more));
    args.add("-");
    return CommandRun.reading(message, args.toArray(new String[0]));
  }

  private String sealed(String message, String... more) {
    CommandRun run = seal(message, more);
    assertThat(run.code()).as(run.err()).isEqualTo(0);
    return run.out();
  }

  private CommandRun check(String message, String... more) {
    List<String> args = new ArrayList<>(List.of("check", "--dns", zone));
    args.addAll(List.of(more));
    args.add("-");
    return CommandRun.reading(message, args.toArray(new String[0]));
  }

  private Object arc(String message, Object... path) {
    Object[] whole = new Object[path.length + 2];
    whole[0] = "authentication";
    whole[1] = "arc";
    System.arraycopy(path, 0, whole, 2, path.length);
    return JsonTree.at(check(message, "--json").json().getFirst(), whole);
  }

  @Test
  void sealedTwice_isAChainThatCheckValidates() {
    for (String eol : new String[] {"\r\n", "\n"}) {
      String message = Samples.signed().replace("\r\n", eol);
      String once = sealed(message);
      String twice = sealed(once);
      assertThat(once).endsWith(message).startsWith("ARC-Seal: i=1;");
      assertThat(twice).endsWith(once);
      assertThat(arc(twice, "result")).isEqualTo("pass");
      assertThat(((Number) arc(twice, "instance")).intValue()).isEqualTo(2);
      assertThat(((Number) arc(twice, "oldest_pass")).intValue()).isZero();
      assertThat(arc(twice, "sets", 1, "cv")).isEqualTo("pass");
      assertThat(arc(twice, "sets", 1, "domain")).isEqualTo("r.example");
      assertThat(arc(twice, "sets", 0, "claims", 0, "method")).isEqualTo("dkim");
      assertThat(arc(twice, "sets", 0, "claims", 0, "result")).isEqualTo("pass");
    }
  }

  @Test
  void messageWithoutChain_isNone() {
    assertThat(arc(Samples.signed(), "result")).isEqualTo("none");
    assertThat(arc(Samples.signed(), "instance")).isNull();
    assertThat(check(Samples.signed()).out()).doesNotContain("  ARC");
  }

  @Test
  void text_showsTheChainOnlyWhereThereIsOne() {
    String message = sealed(Samples.signed());
    assertThat(check(message).out()).contains("ARC    pass").contains("newest sealed by r.example");
    assertThat(check(message, "--explain").out())
        .contains("i=1 cv=none r.example claims dkim=pass");
    String broken = message.replace("all is well", "all is lost");
    assertThat(check(broken).out()).contains("ARC    fail").contains("RFC 8617 §5.2");
  }

  @Test
  void chainThatFails_isSealedAsFailedOnce() {
    String broken = sealed(Samples.signed()).replace("all is well", "all is lost");
    CommandRun json = seal(broken, "--json");
    assertThat(json.json().getFirst().get("cv")).isEqualTo("fail");
    assertThat(json.json().getFirst().get("reason")).isEqualTo("body-hash-mismatch");
    String ended = sealed(broken);
    CommandRun again = seal(ended);
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains("cannot be sealed").contains("RFC 8617 §5.1");
    assertThat(again.out()).isEmpty();
  }

  @Test
  void chainWhoseKeysCannotBeHad_isExit4() {
    String message = sealed(Samples.signed());
    zone =
        Samples.write(folder, "down.zone", "$FAIL k._domainkey.r.example. TXT timeout\n")
            .toString();
    assertThat(seal(message).code()).isEqualTo(4);
  }

  @Test
  void givenResults_areTheSets() {
    CommandRun run =
        seal(
            Samples.plain("a@a.example"),
            "--field-only",
            "--results",
            "spf=pass smtp.mailfrom=b.example; dmarc=fail");
    assertThat(run.out())
        .contains("ARC-Authentication-Results: i=1; mx.r.example; spf=pass")
        .contains("dmarc=fail; arc=none\r\n")
        .doesNotContain("Subject");
    CommandRun wrong = seal(Samples.plain("a@a.example"), "--results", "spf");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--results");
  }

  @Test
  void ownResults_haveSpfAndDmarcWithAnEnvelope() {
    String fields =
        seal(
                Samples.signed(),
                "--field-only",
                "--client-ip",
                "192.0.2.1",
                "--helo",
                "mx.a.example",
                "--mail-from",
                "<x@a.example>")
            .out()
            .replace("\r\n", "");
    assertThat(fields)
        .contains("spf=pass smtp.mailfrom=a.example")
        .contains("dkim=pass header.d=a.example header.s=s1")
        .contains("dmarc=pass header.from=a.example")
        .contains("iprev=pass policy.iprev=192.0.2.1");
  }

  @Test
  void seal_fitsItsSchema() {
    CommandRun run = seal(Samples.signed(), "--json");
    JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));
    assertThat(schemas.errors("seal.json", JsonTree.parse(run.out().strip()))).isEmpty();
    String checked = check(sealed(Samples.signed()), "--json").out().strip();
    assertThat(schemas.errors("check.json", JsonTree.parse(checked))).isEmpty();
    String broken = "ARC-Seal: i=3; cv=?\r\n" + Samples.signed();
    assertThat(schemas.errors("check.json", JsonTree.parse(check(broken, "--json").out().strip())))
        .isEmpty();
  }
}
