package dev.indicia.arc;

import dev.indicia.evidence.Reason;
import java.util.List;

/** What came of sealing a message. */
public sealed interface ArcSealingResult {

  /**
   * The message is sealed.
   *
   * @param fields ARC-Seal, ARC-Message-Signature and ARC-Authentication-Results, each folded and
   *     with its final CRLF, to be put on top of the message in this order
   * @param cv what the seal says of the chain below
   */
  record Sealed(List<String> fields, int instance, ChainStatus cv) implements ArcSealingResult {
    public Sealed {
      fields = List.copyOf(fields);
    }
  }

  /** The message cannot take another seal, or one would break on the way. */
  record Refused(Reason why, String detail) implements ArcSealingResult {}
}
