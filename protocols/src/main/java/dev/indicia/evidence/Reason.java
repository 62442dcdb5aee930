package dev.indicia.evidence;

/**
 * Why a result is not a pass: one constant for each step of a standard that can fail. Implemented
 * by one enum a protocol; the constants are stable API and documented in docs/reference/reasons.md.
 */
public interface Reason {
  /** The stable word, lower-case with hyphens, unique within its protocol. */
  String code();

  /**
   * The section the step stands in, as "RFC 6376 §6.1.2"; may be a section of our own documents.
   */
  String section();

  /** One plain sentence for people, without final dot. */
  String meaning();
}
