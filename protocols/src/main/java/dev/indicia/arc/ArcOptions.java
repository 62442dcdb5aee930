package dev.indicia.arc;

import dev.indicia.evidence.Strictness;
import java.util.Objects;

/**
 * How strictly chains are judged. Immutable; start from {@link #DEFAULT} and change by {@code
 * with...}. What a signature or key may be is set by {@link dev.indicia.dkim.DkimOptions}.
 *
 * @param strictness whether departures from RFC 8617 are refused or overlooked
 * @param limits bounds of the work
 */
public record ArcOptions(Strictness strictness, ArcLimits limits) {
  /** Strict, default limits. */
  public static final ArcOptions DEFAULT = new ArcOptions(Strictness.STRICT, ArcLimits.DEFAULT);

  public ArcOptions {
    Objects.requireNonNull(strictness, "strictness");
    Objects.requireNonNull(limits, "limits");
  }

  /** The same with another strictness. */
  public ArcOptions withStrictness(Strictness newStrictness) {
    return new ArcOptions(newStrictness, limits);
  }

  /** The same with other limits. */
  public ArcOptions withLimits(ArcLimits newLimits) {
    return new ArcOptions(strictness, newLimits);
  }
}
