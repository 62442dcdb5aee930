package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The value of a Message-Instance field, on a message with a signature. */
final class Dkim2InstanceFuzzer {
  static final String SIGNATURE =
      "DKIM2-Signature: i=1; m=1; t=1767225600; d=a.test; mf=PGFAYS50ZXN0Pg==;"
          + " rt=PGJAYi50ZXN0Pg==; s=s:rsa-sha256:AAAA;\r\n";

  private final Dkim2MessageFuzzer whole = new Dkim2MessageFuzzer();

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    String message =
        SIGNATURE + "Message-Instance:" + Oracle.latin1(input) + "\r\nFrom: a@a.test\r\n\r\nx\r\n";
    whole.verify(message.getBytes(StandardCharsets.ISO_8859_1));
  }
}
