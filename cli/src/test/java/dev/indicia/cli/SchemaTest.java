package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print is what the schemas say. */
class SchemaTest {
  @TempDir Path folder;
  private final JsonSchema schemas = new JsonSchema(Samples.docs().resolve("schemas"));

  private void assertValid(String schema, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.json()).as(run.err()).isNotEmpty();
    for (Map<String, Object> object : run.json()) {
      assertThat(schemas.errors(schema, object)).as(object.toString()).isEmpty();
    }
  }

  @Test
  void check_fitsItsSchema() {
    String zone = Samples.zone(folder);
    Samples.write(folder, "mail/a.eml", Samples.signed());
    Samples.write(folder, "mail/b.eml", Samples.plain("a@a.example, x@c.example"));
    Samples.write(folder, "mail/c.eml", Samples.plain("x@c.example"));
    Samples.write(folder, "mail/d.eml", "DKIM-Signature: nonsense\r\n" + Samples.plain(""));
    Samples.write(folder, "mail/e.eml", "");
    Samples.write(folder, "mail/f.eml", Samples.plain("a@b.example") + "\u0000\r");
    String mail = folder.resolve("mail").toString();
    assertValid(
        "check.json",
        "check",
        "--json",
        "--dns",
        zone,
        "--client-ip",
        "192.0.2.9",
        "--helo",
        "mx.a.example",
        "--mail-from",
        "x@a.example",
        mail,
        "none");
    assertValid("check.json", "check", "--json", "--dns", zone, "--methods", "iprev", mail);
    assertValid("check.json", "check", "--json", "--trust-results", "mx.b.example", mail);
    assertValid("check.json", "check", "--json", "--resolver", "127.0.0.1:9", mail + "/a.eml");
  }

  @Test
  void spfAndDmarc_fitTheirSchemas() {
    String zone = Samples.zone(folder);
    assertValid("spf.json", "spf", "--json", "--dns", zone, "192.0.2.1", "x@a.example", "mx");
    assertValid("spf.json", "spf", "--json", "--dns", zone, "::1", "", "");
    for (String domain : new String[] {"a.example", "b.example", "c.example"}) {
      assertValid(
          "dmarc.json",
          "dmarc",
          "--json",
          "--dns",
          zone,
          domain,
          "--spf",
          "pass:a.example",
          "--dkim",
          "temperror:b.example",
          "--dkim",
          "fail:x.c.example");
    }
  }

  @Test
  void signAndKeygen_fitTheirSchemas() {
    String key = folder.resolve("k.pem").toString();
    assertValid(
        "keygen.json",
        "keygen",
        "--json",
        "--domain",
        "a.example",
        "--selector",
        "k",
        "--algorithm",
        "ed25519",
        "--out",
        key);
    String file = Samples.write(folder, "m.eml", Samples.plain("a@a.example")).toString();
    assertValid(
        "sign.json",
        "sign",
        "--json",
        "--domain",
        "a.example",
        "--selector",
        "k",
        "--key",
        key,
        file);
    assertValid(
        "sign.json",
        "sign",
        "--json",
        "--dkim2",
        "--domain",
        "a.example",
        "--selector",
        "k",
        "--key",
        key,
        "--mail-from",
        "a@a.example",
        "--rcpt-to",
        "b@b.example",
        file);
  }

  @Test
  void delivery_fitsItsSchema() {
    String line =
        "{\"id\":\"1\",\"received_at\":\"2026-05-12T08:29:30Z\",\"client_ip\":\"192.0.2.1\","
            + "\"helo\":\"x\",\"mail_from\":\"\",\"rcpt_to\":[\"b@b.example\"],\"message\":\"m\"}";
    assertThat(schemas.errors("delivery.json", JsonTree.parse(line))).isEmpty();
    assertThat(schemas.errors("delivery.json", JsonTree.parse("{\"id\":\"1\"}"))).isNotEmpty();
  }
}
