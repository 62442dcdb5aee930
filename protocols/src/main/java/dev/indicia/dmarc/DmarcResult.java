package dev.indicia.dmarc;

import java.util.List;
import java.util.Optional;

/** The result of DMARC for one message, in the words of RFC 8601 and RFC 9989. */
public sealed interface DmarcResult {

  /** What the result rests on. */
  DmarcBasis basis();

  /** The result word. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<DmarcReason> reason();

  /** An Authenticated Identifier is aligned with the Author Domain. */
  record Pass(DmarcBasis basis) implements DmarcResult {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<DmarcReason> reason() {
      return Optional.empty();
    }

    /** The identifiers that made it pass. */
    public List<ComparedIdentifier> alignedIdentifiers() {
      return basis.identifiers().stream()
          .filter(c -> c.aligned() && c.identifier().status() == Identifier.Status.PASS)
          .toList();
    }
  }

  /** No Authenticated Identifier is aligned. */
  record Fail(DmarcBasis basis, DmarcReason why) implements DmarcResult {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<DmarcReason> reason() {
      return Optional.of(why);
    }

    /** What the Domain Owner asks for, after {@code t=y}. */
    public DmarcPolicy requestedPolicy() {
      DmarcPolicy policy = basis.policyAfterTestMode();
      return policy == null ? DmarcPolicy.NONE : policy;
    }
  }

  /** DMARC does not apply: no policy record. */
  record None(DmarcBasis basis, DmarcReason why) implements DmarcResult {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public Optional<DmarcReason> reason() {
      return Optional.of(why);
    }
  }

  /** A DNS failure stands in the way, which a later try may not meet. */
  record TempError(DmarcBasis basis, DmarcReason why, String detail) implements DmarcResult {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<DmarcReason> reason() {
      return Optional.of(why);
    }
  }

  /** DMARC cannot be applied to this message or this domain for good. */
  record PermError(DmarcBasis basis, DmarcReason why, String detail) implements DmarcResult {
    @Override
    public String word() {
      return "permerror";
    }

    @Override
    public Optional<DmarcReason> reason() {
      return Optional.of(why);
    }
  }
}
