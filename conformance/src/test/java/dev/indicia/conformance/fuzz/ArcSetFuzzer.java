package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The values of the three fields of an ARC Set, one line each, on a message that is plain. */
final class ArcSetFuzzer {
  private final ArcMessageFuzzer whole = new ArcMessageFuzzer();

  @FuzzTest(maxDuration = "20s")
  void verify(byte[] input) {
    String[] lines = Oracle.latin1(input).split("\n", -1);
    String[] names = {"ARC-Seal:", "ARC-Message-Signature:", "ARC-Authentication-Results:"};
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      message.append(names[i % 3]).append(lines[i]).append("\r\n");
    }
    message.append("From: a@a.test\r\nTo: b@b.test\r\n\r\nline \t one\r\n\r\ntwo\r\n\r\n");
    whole.verify(message.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
