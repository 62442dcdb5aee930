package dev.indicia.report;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Subject of a report's mail (RFC 9990 §2.5.2, RFC 7489 §7.2.1.1, RFC 8460 §5.3). A claim of
 * the sender like the rest. Immutable.
 *
 * @param domain the domain reported on
 * @param submitter domain of the reporter
 * @param reportId without angle brackets; null when there is none
 */
public record ReportSubject(String domain, String submitter, @Nullable String reportId) {
  private static final int LENGTH_MAX = 2000;

  /** What the subject says; nothing when it follows no such form. Letters may be of either case. */
  public static Optional<ReportSubject> parse(String subject) {
    if (subject.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String text = subject.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("report")) {
      return Optional.empty();
    }
    String domain = word(text, lower, "domain:");
    String submitter = word(text, lower, "submitter:");
    String id = word(text, lower, "report-id:");
    if (domain == null || submitter == null) {
      return Optional.empty();
    }
    boolean bracketed = id != null && id.length() > 2 && id.startsWith("<") && id.endsWith(">");
    return Optional.of(
        new ReportSubject(
            domain, submitter, id != null && bracketed ? id.substring(1, id.length() - 1) : id));
  }

  /** The word behind the key, null when there is none. */
  private static @Nullable String word(String text, String lower, String key) {
    int at = lower.indexOf(key);
    if (at < 0 || lower.length() != text.length()) {
      return null;
    }
    String rest = text.substring(at + key.length()).strip();
    int end = 0;
    while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
      end++;
    }
    return end == 0 ? null : rest.substring(0, end);
  }

  /** The subject. */
  public String format() {
    String id = reportId == null ? "" : " Report-ID: <" + reportId + ">";
    return "Report Domain: " + domain + " Submitter: " + submitter + id;
  }
}
