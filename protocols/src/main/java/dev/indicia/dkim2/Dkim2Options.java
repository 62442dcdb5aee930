package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Strictness;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How messages are judged. Immutable; start from {@link #DEFAULT} and change by {@code with...}.
 *
 * @param draft whose rules apply
 * @param strictness whether departures from the syntax are refused or overlooked
 * @param limits bounds of the work
 * @param ageMax how old a signature may be (draft §11.3)
 * @param clockSkew how far {@code t=} may lie in the future
 * @param arranged domains whose {@code nd=} may stand in the newest signature, as it was agreed on
 *     otherwise (draft §9.3)
 */
public record Dkim2Options(
    Dkim2Draft draft,
    Strictness strictness,
    Dkim2Limits limits,
    Duration ageMax,
    Duration clockSkew,
    Set<DomainName> arranged) {

  /** The pinned draft, strict, 14 days, five minutes of skew, nothing arranged. */
  public static final Dkim2Options DEFAULT =
      new Dkim2Options(
          Dkim2Draft.PINNED,
          Strictness.STRICT,
          Dkim2Limits.DEFAULT,
          Duration.ofDays(14),
          Duration.ofMinutes(5),
          Set.of());

  public Dkim2Options {
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(strictness, "strictness");
    Objects.requireNonNull(limits, "limits");
    arranged = Set.copyOf(arranged);
    if (ageMax.isNegative() || clockSkew.isNegative()) {
      throw new IllegalArgumentException("a duration is negative");
    }
  }

  /** The same by another draft. */
  public Dkim2Options withDraft(Dkim2Draft newDraft) {
    return new Dkim2Options(newDraft, strictness, limits, ageMax, clockSkew, arranged);
  }

  /** The same with another strictness. */
  public Dkim2Options withStrictness(Strictness newStrictness) {
    return new Dkim2Options(draft, newStrictness, limits, ageMax, clockSkew, arranged);
  }

  /** The same with other limits. */
  public Dkim2Options withLimits(Dkim2Limits newLimits) {
    return new Dkim2Options(draft, strictness, newLimits, ageMax, clockSkew, arranged);
  }

  /** The same with another age. */
  public Dkim2Options withAgeMax(Duration newAge) {
    return new Dkim2Options(draft, strictness, limits, newAge, clockSkew, arranged);
  }

  /** The same with other arrangements. */
  public Dkim2Options withArranged(Set<DomainName> newArranged) {
    return new Dkim2Options(draft, strictness, limits, ageMax, clockSkew, newArranged);
  }

  boolean isLenient() {
    return strictness == Strictness.LENIENT;
  }
}
