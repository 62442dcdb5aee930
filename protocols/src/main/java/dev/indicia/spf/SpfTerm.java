package dev.indicia.spf;

/** A term of an SPF record: a directive or a modifier (RFC 7208 §4.6.1). */
public sealed interface SpfTerm {

  /** Octets from the start of the record to the term. */
  int offset();

  /** The term as written. */
  String text();

  /** A mechanism with its qualifier (RFC 7208 §4.6.2). */
  record Directive(int offset, String text, SpfQualifier qualifier, SpfMechanism mechanism)
      implements SpfTerm {}

  /** {@code redirect=} (RFC 7208 §6.1). */
  record Redirect(int offset, String text, String domainSpec) implements SpfTerm {}

  /** {@code exp=} (RFC 7208 §6.2). */
  record Explanation(int offset, String text, String domainSpec) implements SpfTerm {}

  /**
   * Any other modifier, which evaluation ignores (RFC 7208 §6).
   *
   * @param name as written
   * @param value as written, macros included; may be empty
   */
  record UnknownModifier(int offset, String text, String name, String value) implements SpfTerm {}
}
