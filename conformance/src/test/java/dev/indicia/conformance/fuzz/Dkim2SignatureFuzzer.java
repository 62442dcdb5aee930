package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The value of a DKIM2-Signature field, on a message with an instance. */
final class Dkim2SignatureFuzzer {
  private final Dkim2MessageFuzzer whole = new Dkim2MessageFuzzer();

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    String message =
        "DKIM2-Signature:"
            + Oracle.latin1(input)
            + "\r\nMessage-Instance: m=1; h=sha256:AAAA:AAAA;\r\nFrom: a@a.test\r\n\r\nx\r\n";
    whole.verify(message.getBytes(StandardCharsets.ISO_8859_1));
  }
}
