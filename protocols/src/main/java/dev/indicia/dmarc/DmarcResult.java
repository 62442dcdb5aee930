package dev.indicia.dmarc;

import java.util.List;
import java.util.Optional;

/** The result of DMARC for one message, in the words of RFC 8601 and RFC 9989. */
public sealed interface DmarcResult {

  /** What the result rests on. */
  DmarcBasis basis();

  /** An Authenticated Identifier is aligned with the Author Domain. */
  record Pass(DmarcBasis basis) implements DmarcResult {
    /** The identifiers that made it pass. */
    public List<ComparedIdentifier> alignedIdentifiers() {
      return basis.identifiers().stream()
          .filter(c -> c.aligned() && c.identifier().status() == Identifier.Status.PASS)
          .toList();
    }
  }

  /** No Authenticated Identifier is aligned. */
  record Fail(DmarcBasis basis, DmarcReason why) implements DmarcResult {
    /** What the Domain Owner asks for, after {@code t=y}. */
    public DmarcPolicy requestedPolicy() {
      DmarcPolicy policy = basis.policyAfterTestMode();
      return policy == null ? DmarcPolicy.NONE : policy;
    }
  }

  /** DMARC does not apply: no policy record. */
  record None(DmarcBasis basis, DmarcReason why) implements DmarcResult {}

  /** A DNS failure stands in the way, which a later try may not meet. */
  record TempError(DmarcBasis basis, DmarcReason why, String detail) implements DmarcResult {}

  /** DMARC cannot be applied to this message or this domain for good. */
  record PermError(DmarcBasis basis, DmarcReason why, String detail) implements DmarcResult {}

  /** The result word. */
  default String word() {
    return switch (this) {
      case Pass r -> "pass";
      case Fail r -> "fail";
      case None r -> "none";
      case TempError r -> "temperror";
      case PermError r -> "permerror";
    };
  }

  /** Why it is not a pass; empty for a pass. */
  default Optional<DmarcReason> reason() {
    return switch (this) {
      case Pass r -> Optional.empty();
      case Fail r -> Optional.of(r.why());
      case None r -> Optional.of(r.why());
      case TempError r -> Optional.of(r.why());
      case PermError r -> Optional.of(r.why());
    };
  }
}
