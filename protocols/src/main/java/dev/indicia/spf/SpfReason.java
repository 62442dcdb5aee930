package dev.indicia.spf;

import dev.indicia.evidence.Reason;

/** Why an SPF result is not a pass. Stable API. */
public enum SpfReason implements Reason {
  /** The result was recorded by a receiver that is trusted; its reason is not known. */
  RECORDED("recorded", "RFC 8601 §2.2", "a trusted receiver recorded this result"),

  // none (RFC 7208 §2.6.1)
  /** The client's address is not known, so nothing can be checked. */
  CLIENT_UNKNOWN("client-unknown", "RFC 7208 §4.1", "the address of the client is not known"),
  /** The identity to check, or HELO that stands in for a null reverse-path, is not known. */
  IDENTITY_UNKNOWN("identity-unknown", "RFC 7208 §2.4", "the identity to check is not known"),
  /** The identity is longer than {@link SpfLimits#identityCharsMax}. */
  IDENTITY_TOO_LONG("identity-too-long", "RFC 7208 §4.3", "the identity to check is too long"),
  /** The identity has no domain, a malformed one, or one of a single label. */
  NO_DOMAIN("no-domain", "RFC 7208 §4.3", "the identity has no domain name of several labels"),
  /** No SPF record is published. */
  NO_RECORD("no-record", "RFC 7208 §4.5", "the domain publishes no SPF record"),

  // fail, softfail, neutral (RFC 7208 §2.6.2, §2.6.4, §2.6.5)
  /** A directive with qualifier "-" matched. */
  MATCHED_FAIL("matched-fail", "RFC 7208 §4.6.2", "a directive that refuses the client matched"),
  /** A directive with qualifier "~" matched. */
  MATCHED_SOFTFAIL(
      "matched-softfail", "RFC 7208 §4.6.2", "a directive that doubts the client matched"),
  /** A directive with qualifier "?" matched. */
  MATCHED_NEUTRAL(
      "matched-neutral", "RFC 7208 §4.6.2", "a directive that says nothing of the client matched"),
  /** No directive matched and there is no redirect. */
  NO_MATCH("no-match", "RFC 7208 §4.7", "no directive matched the client"),
  /** The withdrawn modifier "default" decided; lenient evaluation only. */
  DEFAULT_MODIFIER("default-modifier", "RFC 7208 §6", "the withdrawn modifier default= decided"),

  // temperror (RFC 7208 §2.6.6)
  /** The look-up of a record failed. */
  RECORD_LOOKUP_FAILED("record-lookup-failed", "RFC 7208 §4.4", "the record's look-up failed"),
  /** A look-up made for a mechanism failed. */
  TERM_LOOKUP_FAILED("term-lookup-failed", "RFC 7208 §5", "a mechanism's look-up failed"),
  /** The look-ups or the time allowed for one message are used up. */
  LOOKUP_BUDGET("lookup-budget", "RFC 7208 §4.6.4", "look-ups or time for this message ran out"),

  // permerror: the record's text (RFC 7208 §4.6)
  /** The domain publishes several SPF records. */
  SEVERAL_RECORDS("several-records", "RFC 7208 §4.5", "the domain publishes several SPF records"),
  /** The record is longer than {@link SpfLimits#recordOctetsMax}. */
  RECORD_TOO_LONG("record-too-long", "RFC 7208 §3.4", "the record is too long"),
  /** The record holds an octet outside ASCII. */
  NON_ASCII("non-ascii", "RFC 7208 §3.1", "the record holds an octet outside ASCII"),
  /** Terms are separated by white space other than the space. */
  WHITE_SPACE("white-space", "RFC 7208 §4.6.1", "white space other than the space parts the terms"),
  /** A term is neither a directive nor a modifier. */
  TERM_SYNTAX("term-syntax", "RFC 7208 §4.6.1", "a term is neither directive nor modifier"),
  /** A mechanism is not one of the eight. */
  UNKNOWN_MECHANISM("unknown-mechanism", "RFC 7208 §4.6", "a mechanism is not known"),
  /** A mechanism lacks the argument it needs, or has one that it does not take. */
  MECHANISM_ARGUMENT(
      "mechanism-argument", "RFC 7208 §5", "a mechanism's argument is missing or not allowed"),
  /** The address of {@code ip4} or {@code ip6} is malformed. */
  NETWORK_SYNTAX("network-syntax", "RFC 7208 §5.6", "the address of a network is malformed"),
  /** A prefix length is malformed or too large. */
  PREFIX_LENGTH("prefix-length", "RFC 7208 §5.6", "a prefix length is malformed or too large"),
  /** A domain-spec does not end in a top label or a macro. */
  DOMAIN_SPEC("domain-spec", "RFC 7208 §7.1", "a domain-spec has no valid end"),
  /** A macro-string is malformed. */
  MACRO_SYNTAX("macro-syntax", "RFC 7208 §7.1", "a macro is malformed"),
  /** {@code redirect} or {@code exp} stands twice. */
  MODIFIER_REPEATED("modifier-repeated", "RFC 7208 §6", "redirect or exp stands twice"),

  // permerror: the evaluation
  /** More than {@link SpfLimits#dnsTermsMax} terms cause look-ups. */
  DNS_TERM_LIMIT("dns-term-limit", "RFC 7208 §4.6.4", "too many terms cause look-ups"),
  /** More than {@link SpfLimits#voidLookupsMax} terms were looked up in vain. */
  VOID_LOOKUP_LIMIT("void-lookup-limit", "RFC 7208 §4.6.4", "too many look-ups found nothing"),
  /** A name has more than {@link SpfLimits#mxNamesMax} MX records. */
  MX_LIMIT("mx-limit", "RFC 7208 §4.6.4", "a name has too many MX records"),
  /** A record leads back to itself by include or redirect. */
  LOOP("loop", "RFC 7208 §4.6.4", "a record includes or redirects to itself"),
  /** More than {@link SpfLimits#stepsMax} steps. */
  EVALUATION_LIMIT("evaluation-limit", "RFC 7208 §11.1", "the evaluation takes too many steps"),
  /** The target of {@code include} has no SPF record. */
  INCLUDE_WITHOUT_RECORD(
      "include-without-record", "RFC 7208 §5.2", "an included domain publishes no SPF record"),
  /** The target of {@code redirect} has no SPF record. */
  REDIRECT_WITHOUT_RECORD(
      "redirect-without-record", "RFC 7208 §6.1", "the redirect's domain publishes no SPF record"),
  /** The target of {@code include} or {@code redirect} is no domain name. */
  TARGET_NAME("target-name", "RFC 7208 §4.8", "the target of include or redirect is no domain");

  private final String code;
  private final String section;
  private final String meaning;

  SpfReason(String code, String section, String meaning) {
    this.code = code;
    this.section = section;
    this.meaning = meaning;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
