package dev.indicia.idn;

/**
 * What validation and normalization need to know of one code point.
 *
 * @param valid whether UTS #46 §5 gives it the status valid or deviation
 * @param bidi its class for the Bidi Rule
 * @param joining its class for the ZERO WIDTH NON-JOINER rule
 * @param mark whether its General_Category is Mark
 * @param combiningClass its Canonical_Combining_Class, 0 to 254
 */
record CodePointProperties(
    boolean valid, Bidi bidi, Joining joining, boolean mark, int combiningClass) {
  /** Properties of a code point that is not valid; none of them is ever decisive. */
  static final CodePointProperties NOT_VALID =
      new CodePointProperties(false, Bidi.OTHER, Joining.NONE, false, 0);

  /** Canonical_Combining_Class of a virama, RFC 5892 §A.1. */
  static final int VIRAMA = 9;

  /** Bidi_Class as far as RFC 5893 §2 tells it apart. */
  enum Bidi {
    /** L. */
    LEFT_TO_RIGHT,
    /** R and AL. */
    RIGHT_TO_LEFT,
    /** AN. */
    ARABIC_NUMBER,
    /** EN. */
    EUROPEAN_NUMBER,
    /** NSM. */
    NONSPACING_MARK,
    /** ES, CS, ET, ON and BN: allowed within labels of both directions. */
    NEUTRAL,
    /** B, S, WS and the explicit formatting characters: not allowed. */
    OTHER
  }

  /** Joining_Type as far as RFC 5892 §A.1 tells it apart. */
  enum Joining {
    /** L. */
    LEFT,
    /** R. */
    RIGHT,
    /** D. */
    DUAL,
    /** T. */
    TRANSPARENT,
    /** U and C. */
    NONE
  }
}
