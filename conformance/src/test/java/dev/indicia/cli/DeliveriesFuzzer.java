package dev.indicia.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A deliveries file of any octets: every line becomes an item, and nothing is thrown. */
final class DeliveriesFuzzer {
  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Deliveries deliveries = new Deliveries("stream.jsonl", Path.of("no-such-folder"));
    try {
      deliveries.read(new ByteArrayInputStream(input), new ReadProgress(), item -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
