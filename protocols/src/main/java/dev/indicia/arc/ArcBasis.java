package dev.indicia.arc;

import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ARC result rests on. Immutable.
 *
 * @param instance the highest valid instance of an ARC header field; 0 when there is none
 * @param oldestPass the lowest instance whose ARC-Message-Signature and all above it still verify,
 *     0 when all do (RFC 8617 §5.2); null unless the chain passes
 * @param sets the ARC Sets by instance, lowest first, as far as they could be read
 * @param errors every defect of the chain's structure, each kind once
 * @param deviations what a looser reader would overlook, each kind once, in the order met
 */
public record ArcBasis(
    int instance,
    @Nullable Integer oldestPass,
    List<ArcSet> sets,
    List<ArcReason> errors,
    List<Deviation> deviations,
    Evidence evidence) {
  /** Of a message without chain. */
  static final ArcBasis NONE =
      new ArcBasis(
          0,
          null,
          List.of(),
          List.of(),
          List.of(),
          new Evidence(List.of(), List.of(ArcReason.NO_CHAIN.section()), List.of()));

  public ArcBasis {
    sets = List.copyOf(sets);
    errors = List.copyOf(errors);
    deviations = List.copyOf(deviations);
  }
}
