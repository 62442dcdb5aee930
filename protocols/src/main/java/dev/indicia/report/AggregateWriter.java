package dev.indicia.report;

import dev.indicia.dmarc.AlignmentMode;
import dev.indicia.dmarc.DmarcPolicy;
import dev.indicia.dns.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes an aggregate report as XML in UTF-8, record by record, so that a report of any size takes
 * the same memory. What one form has and the other has not is left out, or said in that form's
 * words; what a form requires and the report lacks has its default (RFC 9990 §2.1.1.5). So whatever
 * is written follows the schema of its form.
 *
 * <p>Not thread-safe. The stream is the caller's, who closes it.
 */
public final class AggregateWriter {
  private final OutputStream out;
  private final AggregateForm form;
  private final XmlText text = new XmlText();
  private boolean hasRecords;
  private boolean ended;

  /**
   * Writes what stands above the records.
   *
   * @throws IllegalArgumentException when the head lacks who reports, the report's id, its period,
   *     the domain, or the policy
   */
  public AggregateWriter(OutputStream out, AggregateHead head) throws IOException {
    this.out = out;
    this.form = head.form();
    text.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    // RFC 7489 Appendix C: only the root is in the namespace.
    String prefix = form == AggregateForm.RFC_7489 ? "r:" : "";
    String declares = prefix.isEmpty() ? "xmlns" : "xmlns:r";
    text.raw(prefix + "feedback " + declares + "=\"" + form.namespace() + "\">\n");
    // RFC 9990 §2.1.1.2: there is no other.
    text.leaf(1, "version", "1.0");
    metadata(head.metadata());
    policy(head.policy());
    flush();
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("the report lacks " + what);
    }
    return value;
  }

  private boolean isNew() {
    return form == AggregateForm.RFC_9990;
  }

  private void metadata(AggregateHead.Metadata metadata) {
    text.open(1, "report_metadata");
    text.leaf(2, "org_name", required(metadata.orgName(), "org_name"));
    text.leaf(2, "email", required(metadata.email(), "email"));
    text.optional(2, "extra_contact_info", metadata.extraContactInfo());
    text.leaf(2, "report_id", required(metadata.reportId(), "report_id"));
    text.open(2, "date_range");
    text.leaf(3, "begin", seconds(required(metadata.begin(), "begin")));
    text.leaf(3, "end", seconds(required(metadata.end(), "end")));
    text.close(2, "date_range");
    List<String> errors = metadata.errors();
    if (isNew() && !errors.isEmpty()) {
      text.leaf(2, "error", String.join("; ", errors));
    } else {
      for (String error : errors) {
        text.leaf(2, "error", error);
      }
    }
    if (isNew()) {
      text.optional(2, "generator", metadata.generator());
    }
    text.close(1, "report_metadata");
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private void policy(AggregateHead.Policy policy) {
    DmarcPolicy p = required(policy.p(), "p");
    // RFC 7489 Appendix C requires it, drafts of RFC 9990 did; the default of sp is p.
    DmarcPolicy sp = policy.sp() == null ? p : policy.sp();
    text.open(1, "policy_published");
    text.leaf(2, "domain", required(policy.domain(), "domain"));
    if (isNew() && policy.discovery() != null) {
      text.leaf(2, "discovery_method", policy.discovery().word());
    }
    mode("adkim", policy.adkim());
    mode("aspf", policy.aspf());
    text.leaf(2, "p", p.word());
    text.leaf(2, "sp", sp.word());
    if (isNew()) {
      if (policy.np() != null) {
        text.leaf(2, "np", policy.np().word());
      }
      if (policy.testing() != null) {
        text.leaf(2, "testing", policy.testing() ? "y" : "n");
      }
      text.optional(2, "fo", policy.fo());
    } else {
      text.leaf(2, "pct", Integer.toString(policy.pct() == null ? 100 : policy.pct()));
      text.leaf(2, "fo", policy.fo() == null ? "0" : policy.fo());
    }
    text.close(1, "policy_published");
  }

  private void mode(String name, @Nullable AlignmentMode mode) {
    if (mode != null) {
      text.leaf(2, name, mode == AlignmentMode.STRICT ? "s" : "r");
    }
  }

  /**
   * Writes a record.
   *
   * @throws IllegalArgumentException when it lacks its source or what was done
   */
  public void record(AggregateRecord record) throws IOException {
    if (ended) {
      throw new IllegalStateException("the report has ended");
    }
    IpAddress source = required(record.sourceIp(), "source_ip");
    text.open(1, "record");
    text.open(2, "row");
    text.leaf(3, "source_ip", isNew() ? source.toString() : uncompressed(source));
    text.leaf(3, "count", Long.toString(record.count()));
    evaluated(record);
    text.close(2, "row");
    text.open(2, "identifiers");
    text.optional(3, "envelope_to", record.envelopeTo());
    String envelopeFrom = record.envelopeFrom();
    if (envelopeFrom != null || !isNew()) {
      text.leaf(3, "envelope_from", envelopeFrom == null ? "" : envelopeFrom);
    }
    text.leaf(3, "header_from", required(record.headerFrom(), "header_from"));
    text.close(2, "identifiers");
    text.open(2, "auth_results");
    for (AggregateRecord.Dkim dkim : record.dkim()) {
      dkim(dkim);
    }
    spf(record);
    text.close(2, "auth_results");
    text.close(1, "record");
    hasRecords = true;
    flush();
  }

  /** RFC 7489 Appendix C: its pattern knows eight groups only, no "::". */
  private static String uncompressed(IpAddress address) {
    if (address.isV4()) {
      return address.toString();
    }
    byte[] octets = address.octets();
    StringJoiner groups = new StringJoiner(":");
    for (int i = 0; i < octets.length; i += 2) {
      groups.add(Integer.toHexString((octets[i] & 0xff) << 8 | octets[i + 1] & 0xff));
    }
    return groups.toString();
  }

  private void evaluated(AggregateRecord record) {
    Disposition disposition = required(record.disposition(), "disposition");
    boolean passesOnlyHere = disposition == Disposition.PASS && !isNew();
    text.open(3, "policy_evaluated");
    text.leaf(4, "disposition", (passesOnlyHere ? Disposition.NONE : disposition).word());
    text.leaf(4, "dkim", Boolean.TRUE.equals(record.dkimAligned()) ? "pass" : "fail");
    text.leaf(4, "spf", Boolean.TRUE.equals(record.spfAligned()) ? "pass" : "fail");
    for (PolicyOverride override : record.overrides()) {
      PolicyOverride.Type type = override.type();
      PolicyOverride.Type said = type != null && type.isIn(form) ? type : PolicyOverride.Type.OTHER;
      text.open(4, "reason");
      text.leaf(5, "type", said.word());
      String comment = override.comment();
      text.optional(
          5, "comment", comment == null && type != null && type != said ? type.word() : comment);
      text.close(4, "reason");
    }
    text.close(3, "policy_evaluated");
  }

  private void dkim(AggregateRecord.Dkim dkim) {
    text.open(3, "dkim");
    text.leaf(4, "domain", Objects.requireNonNullElse(dkim.domain(), ""));
    if (dkim.selector() != null || isNew()) {
      text.leaf(4, "selector", Objects.requireNonNullElse(dkim.selector(), ""));
    }
    text.leaf(4, "result", word(dkim.result(), ReportedResult.SOFTFAIL));
    text.optional(4, "human_result", dkim.humanResult());
    text.close(3, "dkim");
  }

  private void spf(AggregateRecord record) {
    if (isNew()) {
      // RFC 9990 §2.1.1.11, §2.1.1.13: at most one, and of MAIL FROM.
      for (AggregateRecord.Spf spf : record.spf()) {
        if (spf.scope() != AggregateRecord.Scope.HELO) {
          spf(spf);
          return;
        }
      }
    } else if (record.spf().isEmpty()) {
      // RFC 7489 Appendix C: at least one.
      spf(new AggregateRecord.Spf(record.envelopeFrom(), null, ReportedResult.NONE, null));
    } else {
      record.spf().forEach(this::spf);
    }
  }

  private void spf(AggregateRecord.Spf spf) {
    AggregateRecord.Scope scope = spf.scope();
    text.open(3, "spf");
    text.leaf(4, "domain", Objects.requireNonNullElse(spf.domain(), ""));
    if (scope != null || !isNew()) {
      text.leaf(4, "scope", (scope == null ? AggregateRecord.Scope.MAIL_FROM : scope).word());
    }
    text.leaf(4, "result", word(spf.result(), ReportedResult.POLICY));
    if (isNew()) {
      text.optional(4, "human_result", spf.humanResult());
    }
    text.close(3, "spf");
  }

  /** The word of a result; the other method's own result is none of these, but not a pass. */
  private static String word(@Nullable ReportedResult result, ReportedResult foreign) {
    ReportedResult said = Objects.requireNonNullElse(result, ReportedResult.NONE);
    return (said == foreign ? ReportedResult.FAIL : said).word();
  }

  /**
   * Writes what stands below the records.
   *
   * @throws IllegalStateException when there is no record, which both forms require
   */
  public void end() throws IOException {
    if (!hasRecords) {
      throw new IllegalStateException("a report has at least one record");
    }
    if (!ended) {
      ended = true;
      text.raw(form == AggregateForm.RFC_7489 ? "</r:feedback>\n" : "</feedback>\n");
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.clear();
  }
}
