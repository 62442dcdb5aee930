package dev.indicia.report;

import dev.indicia.report.ReportOrigin.Wrapper;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is around the octets being read, and what was overlooked there.
 *
 * @param deviations grows while the wrapper is read
 */
record Surroundings(
    List<Wrapper> wrappers,
    @Nullable String fileName,
    @Nullable String subject,
    Set<ReportDeviation> deviations) {
  /** Nothing is around them. */
  static final Surroundings NONE = new Surroundings(List.of(), null, null, Set.of());

  ReportOrigin origin() {
    return new ReportOrigin(wrappers, fileName, subject);
  }

  /** Inside of another wrapper. */
  Surroundings in(Wrapper wrapper, ReportLimits limits) throws Refusal {
    if (wrappers.size() >= limits.wrappersMax()) {
      throw new Refusal(ReportReason.WRAPPED_TOO_DEEP, "more than " + limits.wrappersMax());
    }
    Set<ReportDeviation> more = EnumSet.noneOf(ReportDeviation.class);
    more.addAll(deviations);
    if (wrapper != Wrapper.MAIL
        && (wrappers.contains(Wrapper.ZIP) || wrappers.contains(Wrapper.GZIP))) {
      more.add(ReportDeviation.WRAPPED_TWICE);
    }
    List<Wrapper> around = new ArrayList<>(wrappers);
    around.add(wrapper);
    return new Surroundings(List.copyOf(around), fileName, subject, more);
  }

  /** With the name of an attachment or of an entry. */
  Surroundings named(@Nullable String name) {
    Set<ReportDeviation> more = EnumSet.noneOf(ReportDeviation.class);
    more.addAll(deviations);
    return new Surroundings(wrappers, name == null ? fileName : name, subject, more);
  }

  /** In a mail of that subject. */
  Surroundings about(@Nullable String text) {
    return new Surroundings(wrappers, fileName, text == null ? subject : text, deviations);
  }
}
