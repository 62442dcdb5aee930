package dev.indicia.dkim2;

/**
 * A problem of a chain. Immutable.
 *
 * @param kind fail, permerror or temperror
 * @param hop number of the hop that it is about; 0 when it is about none
 */
record Failure(Dkim2Hop.Outcome kind, Dkim2Reason why, String detail, int hop) {
  static Failure fail(Dkim2Reason why, String detail, int hop) {
    return new Failure(Dkim2Hop.Outcome.FAIL, why, detail, hop);
  }

  static Failure permError(Dkim2Reason why, String detail, int hop) {
    return new Failure(Dkim2Hop.Outcome.PERMERROR, why, detail, hop);
  }

  static Failure tempError(Dkim2Reason why, String detail, int hop) {
    return new Failure(Dkim2Hop.Outcome.TEMPERROR, why, detail, hop);
  }
}
