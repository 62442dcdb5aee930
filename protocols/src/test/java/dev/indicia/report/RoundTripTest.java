package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.Message;
import dev.indicia.report.ReportOrigin.Wrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read as it was, in every form and every wrapper. */
class RoundTripTest {
  private static final int ROUNDS = 300;
  private static final ReportMail MAIL =
      new ReportMail(
          "reports@mx.example",
          "dmarc@a.example",
          Instant.parse("2026-01-02T03:04:05Z"),
          "1.2@mx.example",
          "=_boundary.1234567890");

  static byte[] written(AggregateHead head, List<AggregateRecord> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AggregateWriter writer = new AggregateWriter(out, head);
    for (AggregateRecord record : records) {
      writer.record(record);
    }
    writer.end();
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(AggregateForm.class)
  void aggregate(AggregateForm form) throws IOException {
    RandomReports reports = new RandomReports(20260106);
    for (int round = 0; round < ROUNDS; round++) {
      AggregateHead head = reports.head(form);
      List<AggregateRecord> records = new ArrayList<>();
      for (int i = 0; i <= round % 5; i++) {
        records.add(reports.record(form));
      }
      byte[] xml = written(head, records);
      Found found = Found.in(xml);
      assertThat(found.deviations()).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
      assertThat(found.aggregate().head()).isEqualTo(head);
      assertThat(found.records()).isEqualTo(records);
      assertThat(found.aggregate().messages())
          .isEqualTo(records.stream().mapToLong(AggregateRecord::count).sum());
    }
  }

  @Test
  void tls() {
    RandomReports reports = new RandomReports(20260107);
    for (int round = 0; round < ROUNDS; round++) {
      TlsReport report = reports.tls();
      Found found = Found.in(TlsWriter.format(report));
      assertThat(found.deviations()).isEmpty();
      assertThat(found.tls()).isEqualTo(report);
    }
  }

  @Test
  void feedback_inItsMail() {
    RandomReports reports = new RandomReports(20260108);
    for (int round = 0; round < ROUNDS; round++) {
      FeedbackReport report = reports.feedback();
      byte[] mail = MAIL.feedback(report, "FW: a report");
      Found found = Found.in(mail);
      assertThat(found.deviations()).isEmpty();
      FeedbackReport read = found.feedback();
      assertThat(read).isEqualTo(report);
      assertThat(new String(mail, StandardCharsets.ISO_8859_1).lines())
          .allMatch(line -> line.length() <= 998);
    }
  }

  @Test
  void aggregate_inItsMail() throws IOException {
    RandomReports reports = new RandomReports(20260109);
    AggregateHead head = reports.head(AggregateForm.RFC_9990);
    byte[] gzip = Found.gzip(written(head, List.of(reports.record(AggregateForm.RFC_9990))));
    ReportFileName name =
        new ReportFileName("mx.example", "a.example", 1767225600, 1767311999, "17", "xml.gz");
    byte[] mail = MAIL.aggregate(gzip, name, "17@mx.example");
    Found found = Found.in(mail);
    assertThat(found.deviations()).isEmpty();
    assertThat(found.aggregate().head()).isEqualTo(head);
    ReportOrigin origin = found.one().origin();
    assertThat(origin.wrappers()).containsExactly(Wrapper.MAIL, Wrapper.GZIP);
    assertThat(origin.fileName()).isEqualTo("mx.example!a.example!1767225600!1767311999!17.xml.gz");
    assertThat(origin.named()).contains(name);
    assertThat(origin.announced())
        .contains(new ReportSubject("a.example", "mx.example", "17@mx.example"));
    assertThat(Message.of(mail).defects()).isEmpty();
    assertThat(Message.of(mail).first("Date").orElseThrow().value())
        .isEqualTo("Fri, 2 Jan 2026 03:04:05 +0000");
  }

  @Test
  void tls_inItsMail() {
    TlsReport report = new RandomReports(20260110).tls();
    byte[] json = TlsWriter.format(report).getBytes(StandardCharsets.UTF_8);
    ReportFileName name = new ReportFileName("mx.example", "a.example", 1, 2, null, "json.gz");
    byte[] mail = MAIL.tls(Found.gzip(json), name, "1@mx.example");
    Found found = Found.in(mail);
    assertThat(found.tls()).isEqualTo(report);
    assertThat(found.deviations()).isEmpty();
    assertThat(Message.of(mail).first("TLS-Report-Domain").orElseThrow().value())
        .isEqualTo("a.example");
    assertThat(Message.of(mail).first("TLS-Report-Submitter").orElseThrow().value())
        .isEqualTo("mx.example");
  }

  @Test
  void otherForms_areSaidInThisOnesWords() throws IOException {
    AggregateHead.Metadata metadata =
        new AggregateHead.Metadata(
            "b", "r@b.example", null, "1", Instant.EPOCH, Instant.EPOCH, List.of("x", "y"), "g");
    AggregateHead.Policy policy =
        new AggregateHead.Policy(
            "a.example",
            DiscoveryMethod.PSL,
            DmarcPolicy.REJECT,
            null,
            DmarcPolicy.NONE,
            null,
            null,
            null,
            true,
            null);
    AggregateRecord record =
        new AggregateRecord(
            IpAddress.of("192.0.2.1"),
            1,
            Disposition.PASS,
            true,
            null,
            List.of(
                new PolicyOverride(PolicyOverride.Type.POLICY_TEST_MODE, null),
                new PolicyOverride(PolicyOverride.Type.FORWARDED, "why")),
            "a.example",
            null,
            null,
            List.of(),
            List.of(new AggregateRecord.Spf("h.example", AggregateRecord.Scope.HELO, null, "x")));
    Found old =
        Found.in(
            written(
                new AggregateHead(AggregateForm.RFC_7489, null, metadata, policy),
                List.of(record)));
    assertThat(old.deviations()).isEmpty();
    assertThat(old.aggregate().head().policy().sp()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(old.aggregate().head().policy().pct()).isEqualTo(100);
    assertThat(old.aggregate().head().metadata().errors()).containsExactly("x", "y");
    AggregateRecord oldRecord = old.records().getFirst();
    assertThat(oldRecord.disposition()).isEqualTo(Disposition.NONE);
    assertThat(oldRecord.spfAligned()).isFalse();
    assertThat(oldRecord.overrides())
        .containsExactly(
            new PolicyOverride(PolicyOverride.Type.OTHER, "policy_test_mode"),
            new PolicyOverride(PolicyOverride.Type.FORWARDED, "why"));
    Found now =
        Found.in(
            written(
                new AggregateHead(AggregateForm.RFC_9990, null, metadata, policy),
                List.of(record)));
    assertThat(now.deviations()).isEmpty();
    assertThat(now.aggregate().head().metadata().errors()).containsExactly("x; y");
    assertThat(now.records().getFirst().spf()).isEmpty();
    assertThat(now.records().getFirst().overrides().getLast())
        .isEqualTo(new PolicyOverride(PolicyOverride.Type.OTHER, "why"));
  }

  @Test
  void textThatXmlCannotExpress_isReplaced() throws IOException {
    AggregateHead head = new RandomReports(1).head(AggregateForm.RFC_9990);
    AggregateHead.Metadata metadata =
        new AggregateHead.Metadata(
            "a\u0000b\ud800c\uffffd",
            "e",
            "x\r\ny",
            "1",
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            null);
    Found found =
        Found.in(
            written(
                new AggregateHead(head.form(), null, metadata, head.policy()),
                List.of(new RandomReports(1).record(head.form()))));
    assertThat(found.aggregate().head().metadata().orgName()).isEqualTo("a\ufffdb\ufffdc\ufffdd");
    assertThat(found.aggregate().head().metadata().extraContactInfo()).isEqualTo("x\ny");
  }

  @Test
  void misuse_isToldAtOnce() throws IOException {
    AggregateHead head = new RandomReports(2).head(AggregateForm.RFC_9990);
    AggregateHead.Metadata nobody =
        new AggregateHead.Metadata(
            null, "e", null, "1", Instant.EPOCH, Instant.EPOCH, List.of(), null);
    assertThatThrownBy(
            () -> written(new AggregateHead(head.form(), null, nobody, head.policy()), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("org_name");
    AggregateWriter writer = new AggregateWriter(new ByteArrayOutputStream(), head);
    assertThatThrownBy(writer::end).isInstanceOf(IllegalStateException.class);
    writer.record(new RandomReports(3).record(head.form()));
    writer.end();
    assertThatThrownBy(() -> writer.record(new RandomReports(3).record(head.form())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new ReportMail("a b", "c", Instant.EPOCH, "i", "0123456789"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReportMail("a", "c", Instant.EPOCH, "i", "\"\r\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostileValues_openNoFieldOfTheirOwn() {
    FeedbackReport report =
        new FeedbackReport(
            List.of(
                new FeedbackReport.Field("Feedback-Type", "abuse"),
                new FeedbackReport.Field("X", "a\r\nSource-IP: 192.0.2.9\r\n\r\nbody")),
            null);
    FeedbackReport read = Found.in(MAIL.feedback(report, "a\r\nBcc: x@a.example")).feedback();
    assertThat(read.fields()).hasSize(2);
    assertThat(read.sourceIp()).isEmpty();
    FeedbackReport boundary =
        new FeedbackReport(
            report.fields(),
            FeedbackReport.Original.of(
                "--=_boundary.1234567890".getBytes(StandardCharsets.UTF_8), false));
    assertThatThrownBy(() -> MAIL.feedback(boundary, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fileNamesAndSubjects_areReadAsTheyAreWritten() {
    for (String name :
        new String[] {
          "a.example!b.example!1!2.xml", "a!b!1!2!id.json.gz", "a!b!0!999999999999.zip"
        }) {
      assertThat(ReportFileName.parse(name).orElseThrow().format()).isEqualTo(name);
    }
    for (String name :
        new String[] {
          "", "x.xml", "a!b!1.xml", "a!b!x!2.xml", "a!b!1!2!3!4.xml", "a!b!1!2.txt", "!b!1!2.xml"
        }) {
      assertThat(ReportFileName.parse(name)).as(name).isEmpty();
    }
    assertThat(ReportFileName.parse("../C:\\x\\a!b!1!2.xml").orElseThrow().receiver())
        .isEqualTo("a");
    ReportSubject subject = new ReportSubject("a.example", "b.example", "1@b.example");
    assertThat(ReportSubject.parse(subject.format())).contains(subject);
    assertThat(ReportSubject.parse("Report domain:  a.example\tSubmitter: b.example "))
        .contains(new ReportSubject("a.example", "b.example", null));
    assertThat(ReportSubject.parse("Hello")).isEmpty();
    assertThat(ReportSubject.parse("Report Domain: Submitter:")).isEmpty();
  }
}
