package dev.indicia.dkim2;

import java.util.Optional;

/**
 * What became of a message's chain, in the words of draft §11.1, with none beside them. Details are
 * the texts that the draft asks for. Closed by the draft.
 */
public sealed interface Dkim2Result {

  /** What the result rests on. */
  Dkim2Basis basis();

  /** The result word. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<Dkim2Reason> reason();

  /** More on the reason; may be empty. */
  String detail();

  /** There is no DKIM2 header field. */
  record None(Dkim2Basis basis) implements Dkim2Result {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public Optional<Dkim2Reason> reason() {
      return Optional.of(Dkim2Reason.NO_SIGNATURE);
    }

    @Override
    public String detail() {
      return "";
    }
  }

  /** Every hop signed what it says it did, to the depth that the basis states. */
  record Pass(Dkim2Basis basis) implements Dkim2Result {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<Dkim2Reason> reason() {
      return Optional.empty();
    }

    @Override
    public String detail() {
      return "";
    }
  }

  /** A hash or signature is not correct. */
  record Fail(Dkim2Basis basis, Dkim2Reason why, String detail) implements Dkim2Result {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<Dkim2Reason> reason() {
      return Optional.of(why);
    }
  }

  /** The chain cannot be verified, and trying again will not help. */
  record PermError(Dkim2Basis basis, Dkim2Reason why, String detail) implements Dkim2Result {
    @Override
    public String word() {
      return "permerror";
    }

    @Override
    public Optional<Dkim2Reason> reason() {
      return Optional.of(why);
    }
  }

  /** A key could not be had, which a later try may not meet. */
  record TempError(Dkim2Basis basis, Dkim2Reason why, String detail) implements Dkim2Result {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<Dkim2Reason> reason() {
      return Optional.of(why);
    }
  }
}
