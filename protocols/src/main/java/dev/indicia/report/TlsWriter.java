package dev.indicia.report;

import dev.indicia.dns.IpAddress;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes TLS reports as JSON (RFC 8460 §4.4). Pure. */
public final class TlsWriter {
  private final StringBuilder out = new StringBuilder(4096);
  private boolean first = true;

  private TlsWriter() {}

  /** The report as JSON on one line; what it lacks is left out. */
  public static String format(TlsReport report) {
    TlsWriter writer = new TlsWriter();
    writer.report(report);
    return writer.out.append('\n').toString();
  }

  private void report(TlsReport report) {
    open('{');
    string("organization-name", report.organizationName());
    name("date-range");
    open('{');
    time("start-datetime", report.begin());
    time("end-datetime", report.end());
    close('}');
    string("contact-info", report.contactInfo());
    string("report-id", report.reportId());
    name("policies");
    open('[');
    for (TlsReport.Policy policy : report.policies()) {
      separate();
      policy(policy);
    }
    close(']');
    close('}');
  }

  private void policy(TlsReport.Policy policy) {
    open('{');
    name("policy");
    open('{');
    string("policy-type", policy.type() == null ? null : policy.type().word());
    strings("policy-string", policy.strings());
    string("policy-domain", policy.domain());
    strings("mx-host", policy.mxHosts());
    close('}');
    name("summary");
    open('{');
    number("total-successful-session-count", policy.successful());
    number("total-failure-session-count", policy.failed());
    close('}');
    if (!policy.failures().isEmpty()) {
      name("failure-details");
      open('[');
      for (TlsReport.Failure failure : policy.failures()) {
        separate();
        failure(failure);
      }
      close(']');
    }
    close('}');
  }

  private void failure(TlsReport.Failure failure) {
    open('{');
    string("result-type", failure.resultType());
    address("sending-mta-ip", failure.sendingMtaIp());
    string("receiving-mx-hostname", failure.receivingMxHostname());
    string("receiving-mx-helo", failure.receivingMxHelo());
    address("receiving-ip", failure.receivingIp());
    number("failed-session-count", failure.failedSessions());
    string("additional-information", failure.additionalInformation());
    string("failure-reason-code", failure.failureReasonCode());
    close('}');
  }

  private void open(char bracket) {
    out.append(bracket);
    first = true;
  }

  private void close(char bracket) {
    out.append(bracket);
    first = false;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void name(String name) {
    separate();
    quoted(name);
    out.append(':');
  }

  private void string(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quoted(value);
    }
  }

  private void strings(String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    name(name);
    open('[');
    for (String value : values) {
      separate();
      quoted(value);
    }
    close(']');
  }

  private void number(String name, long value) {
    name(name);
    out.append(value);
  }

  private void address(String name, @Nullable IpAddress address) {
    string(name, address == null ? null : address.toString());
  }

  /** RFC 3339, whole seconds. */
  private void time(String name, @Nullable Instant time) {
    string(
        name,
        time == null
            ? null
            : DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** RFC 8259 §7. */
  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (pair) {
        out.append(c).append(text.charAt(++i));
      } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) (Character.isSurrogate(c) ? 0xfffd : c)));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
