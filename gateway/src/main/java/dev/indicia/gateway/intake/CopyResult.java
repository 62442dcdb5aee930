package dev.indicia.gateway.intake;

import java.util.List;

/** What a copy holds. Immutable. */
public sealed interface CopyResult {
  /** At least one original, in the order in which they stand there. */
  record Found(List<Original> originals) implements CopyResult {
    public Found {
      originals = List.copyOf(originals);
    }
  }

  /**
   * None.
   *
   * @param detail what was found instead, for people; no text of the copy
   */
  record Refused(IntakeReason why, String detail) implements CopyResult {}
}
