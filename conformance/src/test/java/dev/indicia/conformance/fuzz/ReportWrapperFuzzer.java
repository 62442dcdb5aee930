package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Gzip, zip and mail of any octets, as they are and inside of each other. */
final class ReportWrapperFuzzer {
  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          Reports.read(input);
          Reports.read(gzip(input));
          Reports.read(
              Oracle.octets(
                  "Content-Type: application/zip; name=\"r.zip\"\r\n\r\n" + Oracle.latin1(input)));
        });
  }

  private static byte[] gzip(byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
