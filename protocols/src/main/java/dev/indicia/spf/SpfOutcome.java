package dev.indicia.spf;

/** The result words (RFC 7208 §2.6), without what they rest on. */
enum SpfOutcome {
  PASS,
  FAIL,
  SOFTFAIL,
  NEUTRAL,
  NONE,
  TEMPERROR,
  PERMERROR
}
