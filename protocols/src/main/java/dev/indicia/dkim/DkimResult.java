package dev.indicia.dkim;

import java.util.Optional;

/**
 * The result for one DKIM-Signature field, in the words of RFC 8601 §2.7.1. A message without
 * signature has no result at all, which is that document's "none". Closed by the standard.
 */
public sealed interface DkimResult {

  /** What the result rests on. */
  DkimBasis basis();

  /** The signature verifies. */
  record Pass(DkimBasis basis) implements DkimResult {}

  /** The signature or the body hash does not verify. */
  record Fail(DkimBasis basis, DkimReason why, String detail) implements DkimResult {}

  /** The signature verifies in itself, and is refused by a rule on what is acceptable. */
  record Policy(DkimBasis basis, DkimReason why, String detail) implements DkimResult {}

  /** The signature cannot be processed for what it contains. */
  record Neutral(DkimBasis basis, DkimReason why, String detail) implements DkimResult {}

  /** The key could not be had, which a later try may not meet. */
  record TempError(DkimBasis basis, DkimReason why, String detail) implements DkimResult {}

  /** The signature or its key record is unusable for good. */
  record PermError(DkimBasis basis, DkimReason why, String detail) implements DkimResult {}

  /** The result word of RFC 8601 §2.7.1. */
  default String word() {
    return switch (this) {
      case Pass r -> "pass";
      case Fail r -> "fail";
      case Policy r -> "policy";
      case Neutral r -> "neutral";
      case TempError r -> "temperror";
      case PermError r -> "permerror";
    };
  }

  /** Why it is not a pass; empty for a pass. */
  default Optional<DkimReason> reason() {
    return switch (this) {
      case Pass r -> Optional.empty();
      case Fail r -> Optional.of(r.why());
      case Policy r -> Optional.of(r.why());
      case Neutral r -> Optional.of(r.why());
      case TempError r -> Optional.of(r.why());
      case PermError r -> Optional.of(r.why());
    };
  }
}
