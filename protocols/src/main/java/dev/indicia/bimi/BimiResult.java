package dev.indicia.bimi;

import java.util.Optional;

/** The result of BIMI for one message, in the words of BIMI §7.7. */
public sealed interface BimiResult {

  /** What the result rests on. */
  BimiBasis basis();

  /** The result word. */
  String word();

  /** Why it is not a pass; empty for a pass. */
  Optional<BimiReason> reason();

  /** The Indicator is valid, and so is its evidence where it was checked. */
  record Pass(BimiBasis basis) implements BimiResult {
    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Optional<BimiReason> reason() {
      return Optional.empty();
    }
  }

  /** There is no Assertion Record. */
  record None(BimiBasis basis, BimiReason why) implements BimiResult {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public Optional<BimiReason> reason() {
      return Optional.of(why);
    }
  }

  /** Something published is wrong. */
  record Fail(BimiBasis basis, BimiReason why, String detail) implements BimiResult {
    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Optional<BimiReason> reason() {
      return Optional.of(why);
    }
  }

  /** A look-up failed, which a later try may not meet. */
  record TempError(BimiBasis basis, BimiReason why, String detail) implements BimiResult {
    @Override
    public String word() {
      return "temperror";
    }

    @Override
    public Optional<BimiReason> reason() {
      return Optional.of(why);
    }
  }

  /** The domain publishes that it takes no part. */
  record Declined(BimiBasis basis) implements BimiResult {
    @Override
    public String word() {
      return "declined";
    }

    @Override
    public Optional<BimiReason> reason() {
      return Optional.of(BimiReason.DECLINED);
    }
  }

  /** The check was not made, or not to its end. */
  record Skipped(BimiBasis basis, BimiReason why, String detail) implements BimiResult {
    @Override
    public String word() {
      return "skipped";
    }

    @Override
    public Optional<BimiReason> reason() {
      return Optional.of(why);
    }
  }
}
