package dev.indicia.cli;

import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import dev.indicia.events.PlainText;
import dev.indicia.events.Times;
import dev.indicia.report.AggregateHead;
import dev.indicia.report.AggregateReport;
import dev.indicia.report.FeedbackReport;
import dev.indicia.report.ReportDeviation;
import dev.indicia.report.ReportResult;
import dev.indicia.report.TlsReport;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One report as a block for people. Everything in it is written by others, and made safe. */
final class ReportText {
  private static final int SOURCES_SHOWN_MAX = 20;
  private static final int FAILURES_SHOWN_MAX = 20;

  private final Style style;
  private final StringBuilder out = new StringBuilder(1024);

  ReportText(Style style) {
    this.style = style;
  }

  /** The block, with an empty line behind it. */
  String block(String file, ReportResult.Read read, ReportSources sources) {
    out.append(style.strong(ReportJson.kind(read.report()).toUpperCase(Locale.ROOT)));
    out.append("  ").append(PlainText.of(file)).append('\n');
    switch (read.report()) {
      case AggregateReport aggregate -> aggregate(aggregate, sources);
      case TlsReport tls -> tls(tls);
      case FeedbackReport feedback -> feedback(feedback);
    }
    if (!read.deviations().isEmpty()) {
      String ids =
          read.deviations().stream().map(ReportDeviation::id).collect(Collectors.joining(", "));
      out.append(style.faint("  overlooked: " + ids)).append('\n');
    }
    return out.append('\n').toString();
  }

  private void line(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.append(String.format(Locale.ROOT, "  %-9s", name)).append(PlainText.of(value));
      out.append('\n');
    }
  }

  private void period(@Nullable Instant begin, @Nullable Instant end) {
    if (begin != null || end != null) {
      line("Period", time(begin) + " to " + time(end));
    }
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "?" : Times.format(time);
  }

  private void aggregate(AggregateReport report, ReportSources sources) {
    AggregateHead.Metadata metadata = report.head().metadata();
    line("By", by(metadata.orgName(), metadata.email()));
    line("Report", metadata.reportId());
    period(metadata.begin(), metadata.end());
    line("Domain", ReportJson.domain(report.head().policy().domain()));
    line("Policy", policy(report.head().policy()));
    for (String error : metadata.errors()) {
      line("Error", error);
    }
    ReportSources.Source all = sources.all();
    line(
        "Messages",
        String.format(
            Locale.ROOT,
            "%,d in %,d rows: %,d pass, %,d fail, %,d quarantined or rejected",
            report.messages(),
            report.records(),
            all.passed(),
            report.messages() - all.passed(),
            all.refused()));
    if (report.records() > 0) {
      table(sources);
    }
  }

  private void table(ReportSources sources) {
    String row = "  %-39s %11s %11s %11s %11s %11s%n";
    out.append(
        style.faint(
            String.format(Locale.ROOT, row, "source", "messages", "pass", "fail", "dkim", "spf")));
    for (ReportSources.Source source : sources.largest(SOURCES_SHOWN_MAX)) {
      out.append(
          String.format(
              Locale.ROOT,
              row,
              source.name(),
              number(source.messages()),
              number(source.passed()),
              number(source.messages() - source.passed()),
              number(source.dkim()),
              number(source.spf())));
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static @Nullable String by(@Nullable String who, @Nullable String contact) {
    if (who == null || contact == null) {
      return who == null ? contact : who;
    }
    return who + ", " + contact;
  }

  private static String policy(AggregateHead.Policy policy) {
    StringBuilder text = new StringBuilder();
    append(text, "p", policy.p());
    append(text, "sp", policy.sp());
    append(text, "np", policy.np());
    if (policy.pct() != null && policy.pct() != 100) {
      text.append(" pct=").append(policy.pct());
    }
    if (Boolean.TRUE.equals(policy.testing())) {
      text.append(" t=y");
    }
    return text.toString().strip();
  }

  private static void append(StringBuilder text, String tag, @Nullable DmarcPolicy policy) {
    if (policy != null) {
      text.append(' ').append(tag).append('=').append(policy.word());
    }
  }

  private void tls(TlsReport report) {
    line("By", by(report.organizationName(), report.contactInfo()));
    line("Report", report.reportId());
    period(report.begin(), report.end());
    int shown = 0;
    for (TlsReport.Policy policy : report.policies()) {
      String type = policy.type() == null ? "unknown policy" : policy.type().word();
      String domain = ReportJson.domain(policy.domain());
      line("Policy", type + " of " + (domain == null ? "?" : domain));
      line(
          "Sessions",
          String.format(
              Locale.ROOT, "%,d secured, %,d failed", policy.successful(), policy.failed()));
      for (TlsReport.Failure failure : policy.failures()) {
        if (++shown <= FAILURES_SHOWN_MAX) {
          line("", failure(failure));
        }
      }
    }
    if (shown > FAILURES_SHOWN_MAX) {
      line("", String.format(Locale.ROOT, "and %,d more", shown - FAILURES_SHOWN_MAX));
    }
  }

  private static String failure(TlsReport.Failure failure) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d ", failure.failedSessions()));
    text.append(failure.resultType() == null ? "?" : failure.resultType());
    String name = failure.receivingMxHostname();
    IpAddress server = failure.receivingIp();
    if (name != null || server != null) {
      text.append(" at ").append(name == null ? server : name);
    }
    if (failure.sendingMtaIp() != null) {
      text.append(" from ").append(failure.sendingMtaIp());
    }
    if (failure.failureReasonCode() != null) {
      text.append(": ").append(failure.failureReasonCode());
    }
    return text.toString();
  }

  private void feedback(FeedbackReport report) {
    line("By", report.first("User-Agent").orElse(null));
    line("Type", report.feedbackType());
    line("Failure", report.authFailure().orElse(null));
    line("Domain", ReportJson.domain(report.reportedDomain().orElse(null)));
    line("Source", report.sourceIp().map(IpAddress::toString).orElse(null));
    line("Sender", report.first("Original-Mail-From").orElse(null));
    line("Arrived", report.arrivalDate().map(Times::format).orElse(null));
    line("Results", report.first("Authentication-Results").orElse(null));
    if (report.incidents() != 1) {
      line("Messages", number(report.incidents()));
    }
  }
}
