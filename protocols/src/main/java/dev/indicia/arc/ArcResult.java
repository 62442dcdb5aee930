package dev.indicia.arc;

import java.util.Optional;

/**
 * Our own validation of a message's chain, in the words of RFC 8617 §4.4, with temperror beside
 * them for what a later try may decide. Closed by the standard.
 */
public sealed interface ArcResult {

  /** What the result rests on. */
  ArcBasis basis();

  /** The result word. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<ArcReason> reason();

  /** There is no chain. */
  record None(ArcBasis basis) implements ArcResult {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public Optional<ArcReason> reason() {
      return Optional.of(ArcReason.NO_CHAIN);
    }
  }

  /** The chain is whole, and the message is as its newest sealer left it. */
  record Pass(ArcBasis basis) implements ArcResult {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<ArcReason> reason() {
      return Optional.empty();
    }
  }

  /** The chain does not validate: no better than none (RFC 8617 §5.2). */
  record Fail(ArcBasis basis, ArcReason why, String detail) implements ArcResult {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<ArcReason> reason() {
      return Optional.of(why);
    }
  }

  /** A key could not be had, which a later try may not meet. */
  record TempError(ArcBasis basis, ArcReason why, String detail) implements ArcResult {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<ArcReason> reason() {
      return Optional.of(why);
    }
  }
}
