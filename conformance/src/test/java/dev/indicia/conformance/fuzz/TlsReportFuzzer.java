package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.report.ReportResult;
import dev.indicia.report.TlsReport;
import dev.indicia.report.TlsWriter;
import java.nio.charset.StandardCharsets;

/** A TLS report of any octets: read, written, read again. */
final class TlsReportFuzzer {
  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          if (Reports.read(input).getFirst() instanceof ReportResult.Read read
              && read.report() instanceof TlsReport report) {
            byte[] written = TlsWriter.format(report).getBytes(StandardCharsets.UTF_8);
            boolean same =
                Reports.read(written).getFirst() instanceof ReportResult.Read again
                    && again.report() instanceof TlsReport other
                    && other.policies().size() == report.policies().size()
                    && other.totalFailed() == report.totalFailed();
            Oracle.check(same, "written, and read otherwise");
          }
        });
  }
}
