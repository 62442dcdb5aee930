package dev.indicia.report;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.message.MessageLimits;
import dev.indicia.message.MimePart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a feedback report out of the parts of its mail (RFC 5965 §2, §3; RFC 6591 §3). */
final class FeedbackParser {
  /**
   * Fields of which there is one at most: RFC 5965 §3.1, §3.2; RFC 6591 §3.2; RFC 9991 §4; as
   * IANA's registry of feedback report header fields has it.
   */
  private static final Set<String> SINGLE =
      Set.of(
          "feedback-type",
          "user-agent",
          "version",
          "original-envelope-id",
          "original-mail-from",
          "arrival-date",
          "received-date",
          "reporting-mta",
          "source-ip",
          "incidents",
          "auth-failure",
          "delivery-result",
          "dkim-adsp-dns",
          "dkim-canonicalized-body",
          "dkim-canonicalized-header",
          "dkim-domain",
          "dkim-identity",
          "dkim-selector",
          "dkim-selector-dns",
          "identity-alignment");

  /** RFC 6591 §3.2.1, and §3.1 for what RFC 5965 leaves open. */
  private static final Set<String> OF_ALL_FAILURES =
      Set.of("auth-failure", "authentication-results", "reported-domain");

  private final ReportLimits limits;
  private final Set<ReportDeviation> deviations;

  FeedbackParser(ReportLimits limits, Set<ReportDeviation> deviations) {
    this.limits = limits;
    this.deviations = deviations;
  }

  /** Whether the part is the machine-readable one. */
  static boolean isFeedback(MimePart part) {
    return part.contentType().name().equals("message/feedback-report");
  }

  /**
   * The report that the part has.
   *
   * @param parent the part around it, null when there is none
   */
  FeedbackReport parse(MimePart part, @Nullable MimePart parent) throws Refusal {
    boolean reported =
        parent != null
            && parent.contentType().name().equals("multipart/report")
            && "feedback-report".equalsIgnoreCase(parent.contentType().parameter("report-type"));
    if (!reported) {
      deviations.add(ReportDeviation.NOT_IN_A_REPORT);
    }
    List<FeedbackReport.Field> fields = fields(part);
    FeedbackReport.Original original = parent == null ? null : original(parent, part);
    if (original == null) {
      deviations.add(ReportDeviation.ORIGINAL_MISSING);
    }
    FeedbackReport report = new FeedbackReport(fields, original);
    if (report.feedbackType().isEmpty()) {
      throw new Refusal(ReportReason.FEEDBACK_TYPE, "");
    }
    check(report);
    return report;
  }

  private List<FeedbackReport.Field> fields(MimePart part) throws Refusal {
    byte[] octets = part.decode(limits.messageOctetsMax()).octets();
    Message message = Message.stored(octets, MessageLimits.DEFAULT);
    List<FeedbackReport.Field> fields = new ArrayList<>();
    for (HeaderField field : message.fields()) {
      if (fields.size() == limits.fieldsMax()) {
        throw new Refusal(ReportReason.TOO_MANY_FIELDS, "more than " + limits.fieldsMax());
      }
      fields.add(new FeedbackReport.Field(field.name(), field.value()));
    }
    if (message.limitHit().isPresent()) {
      throw new Refusal(ReportReason.TOO_MANY_FIELDS, message.limitHit().get().kind().code());
    }
    return fields;
  }

  /** RFC 5965 §2 (d): the message reported, behind the report. */
  private FeedbackReport.@Nullable Original original(MimePart parent, MimePart report) {
    for (MimePart part : parent.children()) {
      String type = part.contentType().name();
      boolean headersOnly = type.endsWith("/rfc822-headers") || type.endsWith("/global-headers");
      if (part != report && (part.contentType().isMessage() || headersOnly)) {
        byte[] octets = part.decode(limits.messageOctetsMax()).octets();
        return FeedbackReport.Original.owning(octets, headersOnly);
      }
    }
    return null;
  }

  private void check(FeedbackReport report) {
    Set<String> names = new HashSet<>();
    for (FeedbackReport.Field field : report.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!names.add(name) && SINGLE.contains(name)) {
        deviations.add(ReportDeviation.FIELD_REPEATED);
      }
    }
    if (!report.first("Version").orElse("").strip().equals("1")) {
      deviations.add(ReportDeviation.FEEDBACK_VERSION);
    }
    boolean complete = names.contains("user-agent");
    if (report.isAuthFailure()) {
      complete &=
          names.containsAll(OF_ALL_FAILURES)
              && names.containsAll(ofFailure(report.authFailure().orElse("")));
    }
    if (!complete) {
      deviations.add(ReportDeviation.FIELD_MISSING);
    }
    boolean badSource = names.contains("source-ip") && report.sourceIp().isEmpty();
    boolean badDate =
        (names.contains("arrival-date") || names.contains("received-date"))
            && report.arrivalDate().isEmpty();
    if (badSource || badDate) {
      deviations.add(ReportDeviation.FIELD_SYNTAX);
    }
  }

  /** What a report of one kind of failure must have: RFC 6591 §3.2.3 to §3.2.6, RFC 9991 §4. */
  private static Set<String> ofFailure(String kind) {
    return switch (kind) {
      case "bodyhash", "revoked", "signature" ->
          Set.of("dkim-domain", "dkim-identity", "dkim-selector");
      case "adsp" -> Set.of("dkim-adsp-dns");
      case "spf" -> Set.of("spf-dns");
      case "dmarc" -> Set.of("identity-alignment");
      default -> Set.of();
    };
  }
}
