package dev.indicia.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a reader found in one input, and what inputs are made with. */
final class Found implements ReportSink {
  private final List<ReportResult> results = new ArrayList<>();
  private final List<AggregateRecord> records = new ArrayList<>();

  @Override
  public void result(ReportResult result) {
    results.add(result);
  }

  @Override
  public void record(AggregateRecord record) {
    records.add(record);
  }

  static Found in(byte[] octets) {
    return in(octets, ReportLimits.DEFAULT);
  }

  static Found in(String text) {
    return in(text.getBytes(StandardCharsets.UTF_8));
  }

  static Found in(byte[] octets, ReportLimits limits) {
    return in(new ByteArrayInputStream(octets), limits);
  }

  static Found in(InputStream octets, ReportLimits limits) {
    Found found = new Found();
    try {
      new ReportReader(limits).read(octets, found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  List<ReportResult> results() {
    return results;
  }

  List<AggregateRecord> records() {
    return records;
  }

  ReportResult one() {
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  ReportResult.Read read() {
    assertThat(one()).isInstanceOf(ReportResult.Read.class);
    return (ReportResult.Read) one();
  }

  AggregateReport aggregate() {
    return (AggregateReport) read().report();
  }

  TlsReport tls() {
    return (TlsReport) read().report();
  }

  FeedbackReport feedback() {
    return (FeedbackReport) read().report();
  }

  Set<ReportDeviation> deviations() {
    return read().deviations();
  }

  ReportReason refusal() {
    assertThat(one()).isInstanceOf(ReportResult.Refused.class);
    return ((ReportResult.Refused) one()).reason();
  }

  static byte[] gzip(byte[] octets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An archive of name, content, name, content; sizes stand behind the entries. */
  static byte[] zip(Object... namesAndContents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        zip.write((byte[]) namesAndContents[i + 1]);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An archive of one entry, not compressed, whose sizes stand before it. */
  static byte[] stored(String name, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      CRC32 check = new CRC32();
      check.update(content);
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(check.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The smallest aggregate report of RFC 9990 that lacks nothing. */
  static final String MINIMAL =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
        <report_metadata>
          <org_name>b.example</org_name>
          <email>reports@b.example</email>
          <report_id>1@b.example</report_id>
          <date_range><begin>1767225600</begin><end>1767311999</end></date_range>
        </report_metadata>
        <policy_published><domain>a.example</domain><p>reject</p></policy_published>
        <record>
          <row>
            <source_ip>192.0.2.1</source_ip>
            <count>7</count>
            <policy_evaluated>
              <disposition>pass</disposition><dkim>pass</dkim><spf>fail</spf>
            </policy_evaluated>
          </row>
          <identifiers><header_from>a.example</header_from></identifiers>
          <auth_results>
            <dkim><domain>a.example</domain><selector>s</selector><result>pass</result></dkim>
          </auth_results>
        </record>
      </feedback>
      """;

  static byte[] minimal() {
    return MINIMAL.getBytes(StandardCharsets.UTF_8);
  }
}
