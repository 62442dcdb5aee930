package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dkim.DkimCryptography;
import dev.indicia.dkim.DkimOptions;
import dev.indicia.dkim.DkimResult;
import dev.indicia.dkim.DkimVerifier;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;

/** Any text as a key record, for a signature that no key fits. */
final class DkimKeyRecordFuzzer {
  private static final DkimVerifier STRICT =
      new DkimVerifier(DkimOptions.DEFAULT, DkimCryptography.jdk());
  private static final DkimVerifier LENIENT =
      new DkimVerifier(DkimOptions.lenient(), DkimCryptography.jdk());

  // The body hash is that of an empty body in simple form, so that the key is asked for.
  private static final String FIELD =
      "DKIM-Signature: v=1; a=%s; d=a.test; s=s; h=from; "
          + "bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=%s\r\n";

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    String text = Oracle.latin1(input);
    String signatures =
        String.format(FIELD, "rsa-sha256", "A".repeat(171) + "=")
            + String.format(FIELD, "ed25519-sha256", "A".repeat(86) + "==");
    Message message =
        Message.of((signatures + "From: a@a.test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    Oracle.bounded(
        input.length,
        () -> {
          for (DkimVerifier verifier : new DkimVerifier[] {STRICT, LENIENT}) {
            for (DkimResult result :
                verifier.verify(message, Oracle.txtEverywhere(text), Oracle.AT)) {
              Oracle.check(!(result instanceof DkimResult.Pass), "a key that nobody signed with");
            }
          }
        });
  }
}
