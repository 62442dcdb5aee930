package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.dns.IpAddress;
import dev.indicia.report.AggregateRecord;
import dev.indicia.report.AggregateReport;
import dev.indicia.report.AggregateWriter;
import dev.indicia.report.Disposition;
import dev.indicia.report.ReportResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** An aggregate report of any octets; what was read of its head is written and read again. */
final class AggregateReportFuzzer {
  private static final AggregateRecord RECORD =
      new AggregateRecord(
          IpAddress.of("192.0.2.1"),
          1,
          Disposition.NONE,
          true,
          true,
          List.of(),
          "a.example",
          null,
          null,
          List.of(),
          List.of());

  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          List<ReportResult> results = Reports.read(input);
          if (results.getFirst() instanceof ReportResult.Read read
              && read.report() instanceof AggregateReport report) {
            again(report);
          }
        });
  }

  private static void again(AggregateReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      AggregateWriter writer = new AggregateWriter(out, report.head());
      writer.record(RECORD);
      writer.end();
    } catch (IllegalArgumentException incomplete) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Oracle.check(
        Reports.read(out.toByteArray()).getFirst() instanceof ReportResult.Read,
        "written, and not readable: " + out);
  }
}
