package dev.indicia.dkim2;

/**
 * What differs between the drafts: each rule with the drafts that have it. The table is whole; code
 * asks {@link Dkim2Draft#has} and never compares numbers.
 */
public enum Dkim2Rule {
  /** {@code "h":null}: the earlier header fields cannot be recreated. */
  NULL_HEADER_RECIPE(2, 2),
  /** {@code "b":null}: the earlier body cannot be recreated. */
  NULL_BODY_RECIPE(2, 8),
  /** The tag {@code nd=} in place of {@code mf=} and {@code rt=}. */
  NEXT_DOMAIN(3, 9),
  /** The hash sha512. */
  SHA512(5, 9),
  /** A hash name or selector stands only once in a field. */
  NAMES_ONCE(5, 9),
  /** At most two signatures of one algorithm in a field. */
  TWO_OF_AN_ALGORITHM(6, 9),
  /** The flags donotmodify and donotexplode bind later hops. */
  REQUESTS(2, 6),
  /** A recipe's step {@code {"u":[base64]}} for octets that are no UTF-8. */
  OCTET_LITERALS(7, 9),
  /** Every name in a recipe is matched without case. */
  CASELESS_RECIPES(7, 9),
  /** The From domain is the one that signed the hop which introduced the field, or below it. */
  AUTHENTIC_FROM(7, 9),
  /** A comma joins values that must all pass, {@code |} separates alternatives. */
  GROUPS(8, 9),
  /** A value with an unknown algorithm fails its group; before, it is ignored. */
  UNKNOWN_FAILS(8, 9),
  /** The signing algorithm mldsa44, with the context "DKIM2". */
  ML_DSA_44(8, 9),
  /** RSA keys sign with 2048 bits or more; before, with 1024. */
  RSA_2048_TO_SIGN(8, 9),
  /** Only a message that was verified to its full depth may be signed again. */
  EXTENDS_VERIFIED(8, 9);

  private final int since;
  private final int until;

  Dkim2Rule(int since, int until) {
    this.since = since;
    this.until = until;
  }

  boolean isIn(Dkim2Draft draft) {
    return draft.number() >= since && draft.number() <= until;
  }
}
