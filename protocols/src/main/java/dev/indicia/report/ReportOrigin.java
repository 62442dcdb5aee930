package dev.indicia.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was around a report. Immutable.
 *
 * @param wrappers from outside in
 * @param fileName the name of the innermost attachment or archive entry; null when there is none
 * @param subject the mail's, null when there is none or no mail
 */
public record ReportOrigin(
    List<Wrapper> wrappers, @Nullable String fileName, @Nullable String subject) {
  /** Nothing was. */
  public static final ReportOrigin BARE = new ReportOrigin(List.of(), null, null);

  public ReportOrigin {
    wrappers = List.copyOf(wrappers);
  }

  /** What reports travel in. */
  public enum Wrapper {
    /** A mail, or a mail inside of one. */
    MAIL,
    /** A zip archive. */
    ZIP,
    /** Gzip data. */
    GZIP
  }

  /** What the file name says. */
  public Optional<ReportFileName> named() {
    return fileName == null ? Optional.empty() : ReportFileName.parse(fileName);
  }

  /** What the subject says. */
  public Optional<ReportSubject> announced() {
    return subject == null ? Optional.empty() : ReportSubject.parse(subject);
  }
}
