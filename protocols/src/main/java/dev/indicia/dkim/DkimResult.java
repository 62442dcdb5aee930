package dev.indicia.dkim;

import java.util.Optional;

/**
 * The result for one DKIM-Signature field, in the words of RFC 8601 §2.7.1. A message without
 * signature has no result at all, which is that document's "none". Closed by the standard.
 */
public sealed interface DkimResult {

  /** What the result rests on. */
  DkimBasis basis();

  /** The result word of RFC 8601 §2.7.1. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<DkimReason> reason();

  /** The signature verifies. */
  record Pass(DkimBasis basis) implements DkimResult {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<DkimReason> reason() {
      return Optional.empty();
    }
  }

  /** The signature or the body hash does not verify. */
  record Fail(DkimBasis basis, DkimReason why, String detail) implements DkimResult {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<DkimReason> reason() {
      return Optional.of(why);
    }
  }

  /** The signature verifies in itself, and is refused by a rule on what is acceptable. */
  record Policy(DkimBasis basis, DkimReason why, String detail) implements DkimResult {
    @Override
    public String word() {
      return "policy";
    }

    @Override
    public Optional<DkimReason> reason() {
      return Optional.of(why);
    }
  }

  /** The signature cannot be processed for what it contains. */
  record Neutral(DkimBasis basis, DkimReason why, String detail) implements DkimResult {
    @Override
    public String word() {
      return "neutral";
    }

    @Override
    public Optional<DkimReason> reason() {
      return Optional.of(why);
    }
  }

  /** The key could not be had, which a later try may not meet. */
  record TempError(DkimBasis basis, DkimReason why, String detail) implements DkimResult {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<DkimReason> reason() {
      return Optional.of(why);
    }
  }

  /** The signature or its key record is unusable for good. */
  record PermError(DkimBasis basis, DkimReason why, String detail) implements DkimResult {
    @Override
    public String word() {
      return "permerror";
    }

    @Override
    public Optional<DkimReason> reason() {
      return Optional.of(why);
    }
  }
}
