package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Feedback and failure reports. */
class FeedbackReportTest {
  private static final String ABUSE =
      """
      From: <arf@b.example>
      Subject: FW: You won
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=feedback-report; boundary="=_p"

      --=_p
      Content-Type: text/plain

      A complaint.
      --=_p
      Content-Type: message/feedback-report

      Feedback-Type: abuse
      User-Agent: Agent/1.0
      Version: 1
      Source-IP: 192.0.2.1
      Reported-Domain: A.Example
      Reported-Domain: c.example
      Original-Mail-From: <x@a.example>
      Arrival-Date: Thu, 1 Jan 2026 10:00:00 +0000
      Incidents: 12

      --=_p
      Content-Type: message/rfc822
      Content-Transfer-Encoding: 7bit

      From: <x@a.example>
      Subject: You won
      Content-Type: application/zip

      PK is not looked into
      --=_p--
      """;

  private static final String FAILURE =
      ABUSE
          .replace("Feedback-Type: abuse", "Feedback-Type: auth-failure\nAuth-Failure: dmarc")
          .replace(
              "Incidents: 12",
              "Identity-Alignment: none\nAuthentication-Results: b.example; dmarc=fail");

  private static Found with(String report, String from, String to) {
    assertThat(report).contains(from);
    return Found.in(report.replace(from, to));
  }

  @Test
  void complaint_isReadWhole_andItsMessageNotLookedInto() {
    for (String lines :
        new String[] {
          ABUSE, ABUSE.replace("\n", "\r\n"), "From x@a.example Thu Jan  1 10:00:00 2026\n" + ABUSE
        }) {
      Found found = Found.in(lines);
      FeedbackReport report = found.feedback();
      assertThat(found.deviations()).isEmpty();
      assertThat(report.feedbackType()).isEqualTo("abuse");
      assertThat(report.isAuthFailure()).isFalse();
      assertThat(report.sourceIp()).contains(IpAddress.of("192.0.2.1"));
      assertThat(report.reportedDomain()).contains("a.example");
      assertThat(report.all("reported-domain")).hasSize(2);
      assertThat(report.arrivalDate()).contains(Instant.parse("2026-01-01T10:00:00Z"));
      assertThat(report.incidents()).isEqualTo(12);
      FeedbackReport.Original original = report.original();
      assertThat(original).isNotNull();
      assertThat(new String(original.octets(), StandardCharsets.UTF_8)).startsWith("From: <x@a");
      assertThat(original.headersOnly()).isFalse();
    }
  }

  @Test
  void failure_needsMoreFields() {
    Found found = Found.in(FAILURE);
    assertThat(found.deviations()).isEmpty();
    assertThat(found.feedback().isAuthFailure()).isTrue();
    assertThat(found.feedback().authFailure()).contains("dmarc");
    for (String field : new String[] {"Auth-Failure", "Identity-Alignment", "Reported-Domain"}) {
      assertThat(
              with(FAILURE, field + ":", "X-Other:")
                  .deviations()
                  .contains(ReportDeviation.FIELD_MISSING))
          .as(field)
          .isTrue();
    }
  }

  @Test
  void eachKindOfFailure_needsItsOwnFields() {
    for (String[] pair :
        new String[][] {
          {"signature", "DKIM-Domain: a.example\nDKIM-Identity: @a.example\nDKIM-Selector: s\n"},
          {"bodyhash", "DKIM-Domain: a.example\nDKIM-Identity: @a.example\nDKIM-Selector: s\n"},
          {"revoked", "DKIM-Domain: a.example\nDKIM-Identity: @a.example\nDKIM-Selector: s\n"},
          {"adsp", "DKIM-ADSP-DNS: x\n"},
          {"spf", "SPF-DNS: txt : a.example : \"v=spf1 -all\"\n"}
        }) {
      assertThat(with(FAILURE, "Auth-Failure: dmarc", "Auth-Failure: " + pair[0]).deviations())
          .as(pair[0])
          .containsExactly(ReportDeviation.FIELD_MISSING);
      assertThat(
              with(FAILURE, "Auth-Failure: dmarc\n", pair[1] + "Auth-Failure: " + pair[0] + "\n")
                  .deviations())
          .as(pair[0])
          .isEmpty();
    }
  }

  @Test
  void departures_areNoted() {
    assertThat(with(ABUSE, "Version: 1\n", "Version: 1.0\n").deviations())
        .containsExactly(ReportDeviation.FEEDBACK_VERSION);
    assertThat(with(ABUSE, "User-Agent", "X-Agent").deviations())
        .containsExactly(ReportDeviation.FIELD_MISSING);
    assertThat(with(ABUSE, "Version: 1\n", "Version: 1\nVersion: 1\n").deviations())
        .containsExactly(ReportDeviation.FIELD_REPEATED);
    assertThat(with(ABUSE, "192.0.2.1", "somewhere").deviations())
        .containsExactly(ReportDeviation.FIELD_SYNTAX);
    assertThat(with(ABUSE, "192.0.2.1", "[192.0.2.1]").feedback().sourceIp()).isPresent();
    assertThat(with(ABUSE, "report-type=feedback-report; ", "").deviations())
        .containsExactly(ReportDeviation.NOT_IN_A_REPORT);
    assertThat(with(ABUSE, "message/rfc822", "text/plain").deviations())
        .containsExactly(ReportDeviation.ORIGINAL_MISSING);
    Found headers = with(ABUSE, "message/rfc822", "text/rfc822-headers");
    assertThat(headers.deviations()).isEmpty();
    assertThat(headers.feedback().original().headersOnly()).isTrue();
  }

  @Test
  void reportWithoutType_isRefused() {
    assertThat(with(ABUSE, "Feedback-Type: abuse\n", "").refusal())
        .isEqualTo(ReportReason.FEEDBACK_TYPE);
    assertThat(with(ABUSE, "Feedback-Type: abuse", "Feedback-Type: ").refusal())
        .isEqualTo(ReportReason.FEEDBACK_TYPE);
  }

  @Test
  void bareReport_isReadToo() {
    Found found = Found.in("Content-Type: message/feedback-report\n\nFeedback-Type: Virus\n");
    assertThat(found.feedback().feedbackType()).isEqualTo("virus");
    assertThat(found.deviations())
        .contains(ReportDeviation.NOT_IN_A_REPORT, ReportDeviation.ORIGINAL_MISSING);
  }
}
