package dev.indicia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** spf, dmarc, sign and keygen. */
class ProtocolCommandsTest {
  @TempDir Path folder;
  private String zone;

  @BeforeEach
  void zone() {
    zone = Samples.zone(folder);
  }

  @Test
  void spf_printsBothIdentities_andExits0WhateverTheResult() {
    CommandRun run =
        CommandRun.of(
            "spf", "--json", "--dns", zone, "198.51.100.1", "x@a.example", "mx.a.example");
    assertThat(run.code()).isEqualTo(0);
    Map<String, Object> spf = run.json().getFirst();
    assertThat(spf.get("result")).isEqualTo("fail");
    assertThat(spf.get("identity")).isEqualTo("mailfrom");
    assertThat(JsonTree.at(spf, "helo", "result")).isEqualTo("fail");
    assertThat((java.util.List<?>) spf.get("dns")).isNotEmpty();
    assertThat(CommandRun.of("spf", "--dns", zone, "192.0.2.1", "", "mx.a.example").out())
        .contains("SPF    pass", "helo mx.a.example")
        .doesNotContain("mailfrom");
  }

  @Test
  void dmarc_comparesWhatIsGiven() {
    CommandRun run =
        CommandRun.of(
            "dmarc",
            "--json",
            "--dns",
            zone,
            "a.example",
            "--spf",
            "fail:a.example",
            "--dkim",
            "pass:z.example",
            "--dkim",
            "pass:sub.a.example");
    assertThat(run.code()).isEqualTo(0);
    Map<String, Object> dmarc = run.json().getFirst();
    assertThat(dmarc.get("result")).isEqualTo("pass");
    assertThat(dmarc.get("spf_aligned")).isEqualTo(false);
    assertThat(dmarc.get("dkim_aligned")).isEqualTo(true);
    assertThat(JsonTree.at(dmarc, "tags", "p")).isEqualTo("reject");
    assertThat(JsonTree.at(dmarc, "queries", 0)).isEqualTo("_dmarc.a.example");
    assertThat(CommandRun.of("dmarc", "--dns", zone, "a.example").out())
        .contains("DMARC  fail", "policy reject");
  }

  @Test
  void keygenSignCheck_roundTripWithTwoKeys() throws IOException {
    StringBuilder records = new StringBuilder(Samples.ZONE);
    for (String algorithm : new String[] {"rsa", "ed25519"}) {
      CommandRun run =
          CommandRun.of(
              "keygen",
              "--domain",
              "a.example",
              "--selector",
              algorithm,
              "--algorithm",
              algorithm,
              "--out",
              folder.resolve(algorithm + ".pem").toString());
      assertThat(run.code()).isEqualTo(0);
      assertThat(run.out()).startsWith(algorithm + "._domainkey.a.example. IN TXT \"v=DKIM1;");
      records.append(run.out());
    }
    Samples.write(folder, "dns.zone", records.toString());
    for (String eol : new String[] {"\r\n", "\n"}) {
      String message = Samples.plain("ann@a.example").replace("\r\n", eol);
      String[] sign = {
        "sign",
        "--domain",
        "a.example",
        "--selector",
        "rsa",
        "--key",
        folder.resolve("rsa.pem").toString(),
        "--selector",
        "ed25519",
        "--key",
        folder.resolve("ed25519.pem").toString(),
        "-"
      };
      CommandRun signed = CommandRun.reading(message, sign);
      assertThat(signed.code()).as(signed.err()).isEqualTo(0);
      assertThat(signed.out()).endsWith(message);
      assertThat(signed.out().replace("\r\n", "\n").contains("\r")).isFalse();
      assertThat(signed.out().contains("\r\n")).isEqualTo(eol.equals("\r\n"));
      CommandRun check = CommandRun.reading(signed.out(), "check", "--json", "--dns", zone, "-");
      for (int i = 0; i < 2; i++) {
        assertThat(JsonTree.at(check.json().getFirst(), "authentication", "dkim", i, "result"))
            .isEqualTo("pass");
      }
      String[] fieldOnly = sign.clone();
      fieldOnly[fieldOnly.length - 1] = "--field-only";
      fieldOnly = java.util.Arrays.copyOf(fieldOnly, fieldOnly.length + 1);
      fieldOnly[fieldOnly.length - 1] = "-";
      CommandRun field = CommandRun.reading(message, fieldOnly);
      assertThat(field.out() + message).isEqualTo(signed.out());
    }
  }

  @Test
  void signOfWhatCannotBeSigned_isExit3() {
    Path key = folder.resolve("k.pem");
    CommandRun.of(
        "keygen",
        "--domain",
        "a.example",
        "--selector",
        "k",
        "--algorithm",
        "ed25519",
        "--out",
        key.toString());
    String[] args = {
      "sign", "--domain", "a.example", "--selector", "k", "--key", key.toString(), "-"
    };
    CommandRun run = CommandRun.reading("Subject: no author\r\n\r\nx\r\n", args);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("-: cannot be signed: ");
    args[args.length - 1] = folder.resolve("none.eml").toString();
    assertThat(CommandRun.of(args).err()).contains("none.eml: there is no such file");
    args[args.length - 1] = folder.toString();
    assertThat(CommandRun.of(args).err()).contains("is a directory");
  }

  @Test
  void keygen_writesForTheOwnerOnly_andNeverOverwrites() throws IOException {
    Path key = folder.resolve("k.pem");
    String[] args = {
      "keygen",
      "--domain",
      "a.example",
      "--selector",
      "k",
      "--algorithm",
      "ed25519",
      "--out",
      key.toString()
    };
    assertThat(CommandRun.of(args).code()).isEqualTo(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String before = Files.readString(key);
    CommandRun again = CommandRun.of(args);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("never overwritten");
    assertThat(Files.readString(key)).isEqualTo(before);
  }
}
