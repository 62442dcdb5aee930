package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.events.Json;
import dev.indicia.report.AggregateReport;
import dev.indicia.report.FeedbackReport;
import dev.indicia.report.Report;
import dev.indicia.report.TlsReport;
import org.jspecify.annotations.Nullable;

/** One report as one flat object (docs/reference/schemas/report.json): every key, always. */
final class ReportJson {
  private ReportJson() {}

  /** What the report says, in its keys; null where it has no such thing. */
  private record Row(
      String kind,
      @Nullable String orgName,
      @Nullable String reportId,
      @Nullable String policyDomain,
      @Nullable Long messages,
      @Nullable Long rows,
      @Nullable Long policies,
      @Nullable Long totalSuccessful,
      @Nullable Long totalFailed,
      @Nullable String feedbackType,
      @Nullable String sourceIp,
      @Nullable String reportedDomain) {}

  /** The report that was found in the file. */
  static byte[] line(String file, Report report) {
    Row row = row(report);
    return Json.line(json ->
        json.string("file", file)
            .string("kind", row.kind)
            .string("org_name", row.orgName)
            .string("report_id", row.reportId)
            .string("policy_domain", row.policyDomain)
            .number("messages", row.messages)
            .number("rows", row.rows)
            .number("policies", row.policies)
            .number("total_successful", row.totalSuccessful)
            .number("total_failed", row.totalFailed)
            .string("feedback_type", row.feedbackType)
            .string("source_ip", row.sourceIp)
            .string("reported_domain", row.reportedDomain));
  }

  /** A file that is not read. */
  static byte[] error(String file, String code, String message) {
    return Json.line(json ->
        json.string("file", file)
            .object("error", o -> o.string("code", code).string("message", message)));
  }

  /** The kind of the report, as JSON and people have it. */
  static String kind(Report report) {
    return switch (report) {
      case AggregateReport aggregate -> "aggregate";
      case TlsReport tls -> "tls";
      case FeedbackReport feedback -> feedback.isAuthFailure() ? "failure" : "feedback";
    };
  }

  private static Row row(Report report) {
    String kind = kind(report);
    return switch (report) {
      case AggregateReport aggregate ->
          new Row(
              kind,
              aggregate.head().metadata().orgName(),
              aggregate.head().metadata().reportId(),
              domain(aggregate.head().policy().domain()),
              aggregate.messages(),
              aggregate.records(),
              null,
              null,
              null,
              null,
              null,
              null);
      case TlsReport tls ->
          new Row(
              kind,
              tls.organizationName(),
              tls.reportId(),
              tls.policies().isEmpty() ? null : domain(tls.policies().getFirst().domain()),
              null,
              null,
              (long) tls.policies().size(),
              tls.totalSuccessful(),
              tls.totalFailed(),
              null,
              null,
              null);
      case FeedbackReport feedback ->
          new Row(
              kind,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              feedback.feedbackType(),
              feedback.sourceIp().map(IpAddress::toString).orElse(null),
              domain(feedback.reportedDomain().orElse(null)));
    };
  }

  /** Lower-case A-labels where it is a domain name, else as written. */
  static @Nullable String domain(@Nullable String written) {
    return written == null
        ? null
        : DomainName.parse(written.strip()).map(DomainName::text).orElse(written);
  }
}
