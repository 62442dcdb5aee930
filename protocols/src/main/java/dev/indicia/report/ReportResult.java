package dev.indicia.report;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** How reading one report ended. */
public sealed interface ReportResult {
  /** Where the report was found. */
  ReportOrigin origin();

  /**
   * It was read to its end.
   *
   * @param deviations what the format does not allow and was overlooked
   */
  record Read(ReportOrigin origin, Report report, Set<ReportDeviation> deviations)
      implements ReportResult {
    public Read {
      Set<ReportDeviation> copy = EnumSet.noneOf(ReportDeviation.class);
      copy.addAll(deviations);
      deviations = Collections.unmodifiableSet(copy);
    }
  }

  /**
   * It was not, or only in part: records given so far are not to be relied on.
   *
   * @param detail where and what, for people; "" when the reason says it all
   */
  record Refused(ReportOrigin origin, ReportReason reason, String detail) implements ReportResult {}
}
