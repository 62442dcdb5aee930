package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.report.FeedbackReport;
import dev.indicia.report.ReportResult;

/** The machine-readable part of a feedback or failure report, of any octets. */
final class FeedbackReportFuzzer {
  private static final String BEFORE =
      """
      MIME-Version: 1.0\r
      Content-Type: multipart/report; report-type=feedback-report; boundary="=_fuzz"\r
      \r
      --=_fuzz\r
      Content-Type: message/feedback-report\r
      \r
      """;

  @FuzzTest(maxDuration = "20s")
  void read(byte[] input) {
    byte[] mail = Oracle.octets(BEFORE + Oracle.latin1(input) + "\r\n--=_fuzz--\r\n");
    Oracle.bounded(
        mail.length,
        () -> {
          for (ReportResult result : Reports.read(mail)) {
            if (result instanceof ReportResult.Read read
                && read.report() instanceof FeedbackReport report) {
              Oracle.check(!report.feedbackType().isEmpty(), "no type");
              report.arrivalDate();
              report.reportedDomain();
              Oracle.check(report.incidents() >= 0, "fewer than no messages");
            }
          }
        });
  }
}
