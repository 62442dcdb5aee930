package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a DKIM2 result rests on. Immutable.
 *
 * @param draft whose rules were applied
 * @param depth how deep the verification looked
 * @param hops by number, lowest first, as far as the chain could be read
 * @param instances how many Message-Instance fields there are
 * @param replayKey what {@link ReplayStore} knows the message by; null unless it passes
 * @param failedHop number of the hop that the result is about; 0 when it is about none
 * @param deviations what a looser reader would overlook, each kind once, in the order met
 */
public record Dkim2Basis(
    Dkim2Draft draft,
    Dkim2Depth depth,
    List<Dkim2Hop> hops,
    int instances,
    @Nullable String replayKey,
    int failedHop,
    List<Deviation> deviations,
    Evidence evidence) {
  public Dkim2Basis {
    hops = List.copyOf(hops);
    deviations = List.copyOf(deviations);
  }

  /** Of a message without DKIM2 fields. */
  static Dkim2Basis none(Dkim2Draft draft) {
    return new Dkim2Basis(
        draft,
        Dkim2Depth.NONE,
        List.of(),
        0,
        null,
        0,
        List.of(),
        new Evidence(List.of(), List.of(Dkim2Reason.NO_SIGNATURE.section()), List.of()));
  }

  /**
   * Of a result that a receiver recorded; by which draft it judged is not known.
   *
   * @param domain {@code d=} of the first hop; null when it is not recorded
   * @param failedHop 0 when none is recorded
   */
  public static Dkim2Basis recorded(@Nullable DomainName domain, int failedHop, Evidence evidence) {
    return new Dkim2Basis(
        Dkim2Draft.PINNED,
        Dkim2Depth.NONE,
        domain == null ? List.of() : List.of(Dkim2Hop.recorded(domain)),
        0,
        null,
        failedHop,
        List.of(),
        evidence);
  }
}
