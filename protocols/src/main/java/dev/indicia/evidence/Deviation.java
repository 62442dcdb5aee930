package dev.indicia.evidence;

/**
 * A departure from the standard's text that a looser reader overlooks. Strict evaluation refuses
 * what deviates and says so; lenient evaluation ({@link Strictness}) carries on; both list every
 * deviation met. Implemented by one enum a protocol; each id has its entry in docs/deviations.md.
 */
public interface Deviation {
  /** The stable id, protocol first: "dkim.version-missing". */
  String id();

  /** The section departed from, as "RFC 6376 §3.5". */
  String section();

  /** One plain sentence for people, without final dot. */
  String meaning();
}
