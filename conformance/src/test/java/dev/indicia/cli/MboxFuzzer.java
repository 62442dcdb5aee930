package dev.indicia.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An mbox of any octets: no more messages than lines, none larger than allowed. */
final class MboxFuzzer {
  private static final int OCTETS_MAX = 1000;

  @FuzzTest(maxDuration = "20s")
  void split(byte[] input) {
    read(input, OCTETS_MAX);
    read(input, Integer.MAX_VALUE / 2);
  }

  private static void read(byte[] input, int octetsMax) {
    MessageSplitter splitter = new MessageSplitter(new ByteArrayInputStream(input), octetsMax);
    int messages = 0;
    try {
      for (Content content = splitter.next(); content != null; content = splitter.next()) {
        if (content instanceof Content.Octets message && message.octets().length > octetsMax) {
          throw new AssertionError("larger than allowed: " + message.octets().length);
        }
        // Every message but the first has a separator line.
        if (++messages > input.length / 6 + 1) {
          throw new AssertionError("more messages than separators fit");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
