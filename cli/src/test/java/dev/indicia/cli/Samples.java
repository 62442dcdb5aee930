package dev.indicia.cli;

import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimKeyPair;
import dev.indicia.dkim.DkimSigner;
import dev.indicia.dkim.DkimSigningKey;
import dev.indicia.dkim.DkimSigningOptions;
import dev.indicia.dkim.DkimSigningResult;
import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Messages, keys and the zone that proves them; keys are made anew in each test run. */
final class Samples {
  private static final DkimSigningKey KEY =
      new DkimSigningKey(
          DomainName.of("a.example"), "s1", DkimKeyPair.generateEd25519(new SecureRandom()));

  private Samples() {}

  /** a.example with SPF, DKIM and an enforced policy; b.example without any; c.example fails. */
  static final String ZONE =
      """
      $ORIGIN example.
      a             TXT "v=spf1 ip4:192.0.2.1 -all"
      mx.a          A   192.0.2.1
      mx.a          TXT "v=spf1 a -all"
      _dmarc.a      TXT "v=DMARC1; p=reject"
      1.2.0.192.in-addr.arpa. PTR mx.a
      b             TXT "unrelated"
      $FAIL _dmarc.c TXT servfail
      """
          + KEY.masterFileLine()
          + "\n";

  static String plain(String author) {
    return "From: "
        + author
        + "\r\nTo: bob@b.example\r\nSubject: hello\r\nDate: Tue, 12 May 2026 08:00:00 +0000\r\n"
        + "Message-ID: <1@a.example>\r\n\r\nHello Bob,\r\nall is well.\r\n";
  }

  /** From ann@a.example, signed by a.example. */
  static String signed() {
    String message = plain("Ann <ann@a.example>");
    DkimSigner signer =
        new DkimSigner(List.of(KEY), DkimSigningOptions.DEFAULT, DkimCryptography.jdk());
    DkimSigningResult result =
        signer.sign(
            Message.of(message.getBytes(StandardCharsets.US_ASCII)),
            CommandRun.NOW.minusSeconds(60));
    return ((DkimSigningResult.Signed) result).fields().getFirst() + message;
  }

  static Path write(Path folder, String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The zone in a file. */
  static String zone(Path folder) {
    return write(folder, "dns.zone", ZONE).toString();
  }

  /** The project's documents. */
  static Path docs() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs/reference"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/reference");
  }
}
