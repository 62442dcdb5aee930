package dev.indicia.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the mail that a report is sent in: lines end in CRLF, everything outside of an attached
 * message is ASCII. Pure: date, message id and boundary come from the caller.
 *
 * @param from our address, "reports@mx.example"
 * @param to the address that asked for the report
 * @param date of the mail
 * @param messageId without angle brackets
 * @param boundary separates the parts; letters, digits, "=", "_", "-" and "."; must not occur in
 *     what is attached as it is, so make it of random letters
 */
public record ReportMail(String from, String to, Instant date, String messageId, String boundary) {
  private static final int LINE_LENGTH = 76;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public ReportMail {
    Objects.requireNonNull(date, "date");
    for (String value : new String[] {from, to, messageId}) {
      if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw new IllegalArgumentException("not visible ASCII: \"" + value + "\"");
      }
    }
    if (!boundary.matches("[A-Za-z0-9=_.-]{10,70}")) {
      throw new IllegalArgumentException("no boundary: \"" + boundary + "\"");
    }
  }

  /**
   * The mail with an aggregate report (RFC 9990 §2.5.2): the report in gzip is attached.
   *
   * @param gzip the report, compressed
   * @param name of the attachment; its extension is "xml.gz"
   * @param reportId of the report
   */
  public byte[] aggregate(byte[] gzip, ReportFileName name, String reportId) {
    ReportSubject subject = new ReportSubject(name.policyDomain(), name.receiver(), reportId);
    StringBuilder out = header(subject.format(), "multipart/mixed");
    note(out, "This is a DMARC aggregate report for ", name.policyDomain());
    attachment(out, "application/gzip", name, gzip);
    return end(out);
  }

  /**
   * The mail with a TLS report (RFC 8460 §5.3).
   *
   * @param gzip the report, compressed
   * @param name of the attachment; its extension is "json.gz"
   * @param reportId of the report
   */
  public byte[] tls(byte[] gzip, ReportFileName name, String reportId) {
    ReportSubject subject = new ReportSubject(name.policyDomain(), name.receiver(), reportId);
    StringBuilder out =
        new StringBuilder()
            .append(field("TLS-Report-Domain", name.policyDomain()))
            .append(field("TLS-Report-Submitter", name.receiver()))
            .append(header(subject.format(), "multipart/report; report-type=\"tlsrpt\""));
    note(out, "This is a report on TLS connections to ", name.policyDomain());
    attachment(out, "application/tlsrpt+gzip", name, gzip);
    return end(out);
  }

  /**
   * The mail with a feedback or failure report (RFC 5965 §2, RFC 6591 §3).
   *
   * @param subject of the mail, ASCII
   */
  public byte[] feedback(FeedbackReport report, String subject) {
    StringBuilder out = header(subject, "multipart/report; report-type=feedback-report");
    String domain = report.reportedDomain().orElse(null);
    note(out, "This is a report on a message (" + report.feedbackType() + ")", domain);
    part(out, "message/feedback-report", null, null);
    for (FeedbackReport.Field field : report.fields()) {
      out.append(field(field.name(), field.value()));
    }
    out.append("\r\n");
    FeedbackReport.Original original = report.original();
    if (original != null) {
      String octets = new String(original.octets(), StandardCharsets.ISO_8859_1);
      if (octets.contains("--" + boundary)) {
        throw new IllegalArgumentException("the boundary occurs in the message reported");
      }
      boolean wide = hasHighOctets(original.octets());
      String type = original.headersOnly() ? "text/rfc822-headers" : "message/rfc822";
      part(out, type, wide ? "8bit" : null, null);
      out.append(octets).append("\r\n");
    }
    return end(out);
  }

  private static boolean hasHighOctets(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return true;
      }
    }
    return false;
  }

  private StringBuilder header(String subject, String contentType) {
    StringBuilder out = new StringBuilder();
    out.append(field("From", "<" + from + ">"));
    out.append(field("To", "<" + to + ">"));
    out.append(field("Date", DATE.format(date)));
    out.append(field("Message-ID", "<" + messageId + ">"));
    out.append(field("Subject", subject));
    out.append("MIME-Version: 1.0\r\n");
    out.append("Content-Type: ").append(contentType).append(";\r\n");
    out.append(" boundary=\"").append(boundary).append("\"\r\n\r\n");
    return out;
  }

  /** A field on one line, or folded where the value has spaces; nothing in it ends the field. */
  private static String field(String name, String value) {
    if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
      throw new IllegalArgumentException("no field name: \"" + name + "\"");
    }
    StringBuilder out = new StringBuilder(name).append(':');
    int length = out.length();
    // RFC 6532 §3.2: in UTF-8, of which each octet is a character here.
    String octets = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    for (String word : octets.replaceAll("[\\r\\n\\x00]+", " ").strip().split(" ", -1)) {
      if (length + 1 + word.length() > LINE_LENGTH
          && !word.isEmpty()
          && length > name.length() + 1) {
        out.append("\r\n");
        length = 0;
      }
      out.append(' ').append(word);
      length += 1 + word.length();
    }
    return out.append("\r\n").toString();
  }

  private void note(StringBuilder out, String text, @Nullable String domain) {
    part(out, "text/plain; charset=us-ascii", null, null);
    out.append(text).append(domain == null ? "" : domain).append(".\r\n");
  }

  private void attachment(StringBuilder out, String type, ReportFileName name, byte[] octets) {
    part(out, type, "base64", name.format());
    byte[] lineEnd = {'\r', '\n'};
    Base64.Encoder encoder = Base64.getMimeEncoder(LINE_LENGTH, lineEnd);
    out.append(encoder.encodeToString(octets)).append("\r\n");
  }

  private void part(
      StringBuilder out, String type, @Nullable String encoding, @Nullable String fileName) {
    out.append("--").append(boundary).append("\r\n");
    out.append("Content-Type: ").append(type).append("\r\n");
    if (encoding != null) {
      out.append("Content-Transfer-Encoding: ").append(encoding).append("\r\n");
    }
    if (fileName != null) {
      String quoted = fileName.replaceAll("[\"\\\\\\r\\n]", "_");
      out.append("Content-Disposition: attachment;\r\n filename=\"")
          .append(quoted)
          .append("\"\r\n");
    }
    out.append("\r\n");
  }

  private byte[] end(StringBuilder out) {
    out.append("--").append(boundary).append("--\r\n");
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
