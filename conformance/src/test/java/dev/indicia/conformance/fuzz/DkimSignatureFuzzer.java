package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The value of a DKIM-Signature field, on a message that is otherwise plain. */
final class DkimSignatureFuzzer {
  private final DkimMessageFuzzer whole = new DkimMessageFuzzer();

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    String message =
        "DKIM-Signature:"
            + Oracle.latin1(input)
            + "\r\nFrom: a@a.test\r\nTo: b@b.test\r\nSubject: x\r\n\r\n"
            + "line \t one\r\n\r\ntwo\r\n\r\n";
    whole.verify(message.getBytes(StandardCharsets.ISO_8859_1));
  }
}
