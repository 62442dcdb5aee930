package dev.indicia.trust;

import java.util.List;

/**
 * One thing that speaks for or against a message. Immutable.
 *
 * @param summary the plain sentence a person reads
 */
public record Finding(
    FindingCode code,
    Layer layer,
    Strength strength,
    Direction direction,
    String summary,
    List<Proof> evidence) {
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
