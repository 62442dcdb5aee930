package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TLS reports, and JSON that is none. */
class TlsReportTest {
  private static final String REPORT =
      """
      {
        "organization-name": "B Inc.",
        "date-range": {
          "start-datetime": "2026-01-01T00:00:00Z",
          "end-datetime": "2026-01-01T23:59:59Z"
        },
        "contact-info": "tls@b.example",
        "report-id": "1@b.example",
        "policies": [{
          "policy": {
            "policy-type": "sts",
            "policy-string": ["version: STSv1", "mode: enforce"],
            "policy-domain": "a.example",
            "mx-host": ["*.a.example"]
          },
          "summary": {
            "total-successful-session-count": 5,
            "total-failure-session-count": 3
          },
          "failure-details": [{
            "result-type": "certificate-expired",
            "sending-mta-ip": "2001:db8::1",
            "receiving-mx-hostname": "mx.a.example",
            "receiving-ip": "192.0.2.1",
            "failed-session-count": 3,
            "failure-reason-code": "\\u00e4\\ud83d\\ude00\\n"
          }]
        }]
      }
      """;

  private static Found with(String from, String to) {
    assertThat(REPORT).contains(from);
    return Found.in(REPORT.replace(from, to));
  }

  @Test
  void report_isReadWhole() {
    Found found = Found.in(REPORT);
    assertThat(found.deviations()).isEmpty();
    TlsReport report = found.tls();
    assertThat(report.organizationName()).isEqualTo("B Inc.");
    assertThat(report.begin()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(report.totalSuccessful()).isEqualTo(5);
    assertThat(report.totalFailed()).isEqualTo(3);
    assertThat(report.policies())
        .containsExactly(
            new TlsReport.Policy(
                TlsReport.PolicyType.STS,
                List.of("version: STSv1", "mode: enforce"),
                "a.example",
                List.of("*.a.example"),
                5,
                3,
                List.of(
                    new TlsReport.Failure(
                        "certificate-expired",
                        IpAddress.of("2001:db8::1"),
                        "mx.a.example",
                        null,
                        IpAddress.of("192.0.2.1"),
                        3,
                        null,
                        "ä😀\n"))));
  }

  @Test
  void looserForms_areReadAndNoted() {
    assertThat(with("[\"*.a.example\"]", "\"*.a.example\"").deviations())
        .containsExactly(ReportDeviation.MEMBER_FORM);
    assertThat(with("\"tls@b.example\"", "null").deviations())
        .containsExactly(ReportDeviation.MEMBER_MISSING);
    for (String member :
        new String[] {
          "report-id",
          "start-datetime",
          "policy-type",
          "policy-domain",
          "total-successful-session-count",
          "total-failure-session-count",
          "result-type",
          "failed-session-count"
        }) {
      assertThat(with("\"" + member + "\"", "\"x\"").deviations())
          .as(member)
          .containsExactly(ReportDeviation.MEMBER_MISSING);
    }
    assertThat(with(": 5,", ": \"5\",").tls().totalSuccessful()).isEqualTo(5);
    assertThat(with(": 5,", ": 5.0,").tls().totalSuccessful()).isEqualTo(5);
    assertThat(with("\"sts\"", "\"other\"").deviations())
        .containsExactly(ReportDeviation.POLICY_TYPE);
    Found local = with("00:00:00Z", "00:00:00");
    assertThat(local.tls().begin()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(local.deviations()).containsExactly(ReportDeviation.TIME_SYNTAX);
    assertThat(with("\"192.0.2.1\"", "\"mx\"").deviations())
        .containsExactly(ReportDeviation.SOURCE_SYNTAX);
    Found twice = with("\"report-id\"", "\"contact-info\": \"x\", \"report-id\"");
    assertThat(twice.tls().contactInfo()).isEqualTo("tls@b.example");
    assertThat(twice.deviations()).containsExactly(ReportDeviation.MEMBER_REPEATED);
    assertThat(Found.in(REPORT + "{}").deviations()).containsExactly(ReportDeviation.JSON_TRAILING);
    assertThat(
            with("\"report-id\"", "\"new\": [{}, [1, {\"a\": null}]], \"report-id\"").deviations())
        .isEmpty();
    assertThat(with("B Inc.", "\\ud800 \\ude00").tls().organizationName())
        .isEqualTo("\ufffd \ufffd");
    assertThat(with("\"failure-details\"", "\"x\"").tls().policies().getFirst().failures())
        .isEmpty();
  }

  @Test
  void wrongKinds_areRefused() {
    assertThat(with(": 5,", ": -5,").refusal()).isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(with(": 5,", ": 1e99,").refusal()).isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(with(": 5,", ": 1e-999999999,").refusal()).isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(with(": 5,", ": true,").refusal()).isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(with("\"B Inc.\"", "{}").refusal()).isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(with("\"summary\": {", "\"summary\": [").refusal())
        .isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(Found.in("{\"policies\":{}}").refusal()).isEqualTo(ReportReason.TLS_MEMBER);
    assertThat(Found.in("{\"a\":1}").refusal()).isEqualTo(ReportReason.NOT_A_REPORT);
  }

  @Test
  void brokenJson_isRefused() {
    for (String json :
        new String[] {
          "{a:1}",
          "{\"a\" 1}",
          "{\"a\":}",
          "{\"a\":1,}",
          "{\"a\":01}",
          "{\"a\":1.}",
          "{\"a\":-}",
          "{\"a\":tru}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12g4\"}",
          "{\"a\":[1 2]}",
          "{\"a\":+1}",
          "{'a':1}",
          "{\"a\":[1,]}",
          "{\"a\":NaN}",
          "{,}",
          "{\"a\":1]"
        }) {
      assertThat(Found.in(json).refusal()).as(json).isEqualTo(ReportReason.JSON_SYNTAX);
    }
    String text = REPORT.strip();
    for (int i = 1; i < text.length(); i++) {
      assertThat(Found.in(text.substring(0, i)).refusal())
          .as("cut at " + i)
          .isEqualTo(ReportReason.JSON_TRUNCATED);
    }
  }
}
