package dev.indicia.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one message. Immutable.
 *
 * @param suspected for a {@link VerdictKind#SUSPICIOUS} the accusation it falls short of, else null
 * @param failingLayer {@link Layer#NONE} when nothing failed
 */
public record Verdict(
    VerdictKind kind, @Nullable VerdictKind suspected, Layer failingLayer, List<Finding> findings) {
  public Verdict {
    if ((kind == VerdictKind.SUSPICIOUS) != (suspected != null)) {
      throw new IllegalArgumentException("suspected goes with SUSPICIOUS, and only with it");
    }
    findings = List.copyOf(findings);
  }
}
