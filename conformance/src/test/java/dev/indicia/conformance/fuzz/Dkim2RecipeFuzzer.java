package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The JSON of a recipe, which leads back from a message with several fields and lines. */
final class Dkim2RecipeFuzzer {
  private final Dkim2MessageFuzzer whole = new Dkim2MessageFuzzer();

  @FuzzTest(maxDuration = "20s")
  void undo(byte[] input) {
    String message =
        Dkim2InstanceFuzzer.SIGNATURE
            + "Message-Instance: m=1; h=sha256:AAAA:AAAA; r="
            + Base64.getEncoder().encodeToString(input)
            + ";\r\nFrom: a@a.test\r\nSubject: x\r\nComments: a\r\nComments: b\r\n\r\n"
            + "one\r\ntwo\r\n\r\nthree";
    whole.verify(message.getBytes(StandardCharsets.ISO_8859_1));
  }
}
