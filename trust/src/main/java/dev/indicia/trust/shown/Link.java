package dev.indicia.trust.shown;

import org.jspecify.annotations.Nullable;

/**
 * One link. Immutable.
 *
 * @param source where it was found
 * @param block index of the block that shows it; -1 when none does
 * @param target the address as written, at most 2,000 characters
 * @param scheme in lower case: "https", "mailto", "tel"
 * @param host in lower-case A-labels; the domain of a "mailto"; null when there is none
 * @param shownHost the host that the link's visible text names, as far as it names one
 */
public record Link(
    Source source,
    int block,
    String target,
    String scheme,
    @Nullable String host,
    @Nullable String shownHost) {
  /** Where a link was found. */
  public enum Source {
    ANCHOR,
    IMAGE,
    FORM,
    /** An address written in text, which programs make clickable. */
    TEXT,
    QR_CODE,
    CALENDAR
  }
}
