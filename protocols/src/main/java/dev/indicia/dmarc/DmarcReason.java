package dev.indicia.dmarc;

import dev.indicia.evidence.Reason;

/** Why a DMARC result is not a pass. Stable API. */
public enum DmarcReason implements Reason {
  /** The result was recorded by a receiver that is trusted; its reason is not known. */
  RECORDED("recorded", "RFC 8601 §2.2", "a trusted receiver recorded this result"),

  /** None: no policy record applies. */
  NO_RECORD("no-record", "RFC 9989 §4.10.1", "no DMARC policy record applies"),
  /** None: a name has several policy records, which are all discarded, and no other applies. */
  SEVERAL_RECORDS(
      "several-records", "RFC 9989 §4.10", "several DMARC policy records stand at one name"),
  /** None: p is absent or p, sp or np invalid, and no valid rua makes it a {@code p=none}. */
  NO_VALID_POLICY(
      "no-valid-policy",
      "RFC 9989 §4.10.1",
      "the DMARC policy record has no valid policy and no valid reporting address"),

  /** PermError: no From field has a mailbox with a domain name. */
  NO_AUTHOR_DOMAIN("no-author-domain", "RFC 9989 §5.3.1", "the message names no author domain"),
  /** PermError: the From fields name more than one domain. */
  SEVERAL_AUTHOR_DOMAINS(
      "several-author-domains", "RFC 9989 §5.3.1", "the message names several author domains"),
  /** PermError: the only policy record cannot be read (a tag stands in it twice). */
  RECORD_MALFORMED(
      "record-malformed", "RFC 9989 §4.7", "the DMARC policy record cannot be interpreted"),

  /** Fail: neither SPF nor DKIM looked at any domain. */
  NO_IDENTIFIER("no-identifier", "RFC 9989 §5.3.5", "neither SPF nor DKIM names a domain"),
  /** Fail: there are domains, none of which passed. */
  NOT_AUTHENTICATED("not-authenticated", "RFC 9989 §5.3.5", "no SPF or DKIM domain passed"),
  /** Fail: a domain passed that would have to be identical to the Author Domain. */
  STRICT_ALIGNMENT(
      "strict-alignment",
      "RFC 9989 §4.4",
      "a domain of the same organization passed, but strict alignment asks for the same domain"),
  /** Fail: domains passed, but those of others. */
  NOT_ALIGNED("not-aligned", "RFC 9989 §4.10.2", "no domain that passed is the author's"),

  /** TempError: a look-up for the policy record failed. */
  POLICY_LOOKUP_FAILED(
      "policy-lookup-failed", "RFC 9989 §5.3.6", "looking up the DMARC policy record failed"),
  /** TempError: a look-up for an Organizational Domain failed. */
  ALIGNMENT_LOOKUP_FAILED(
      "alignment-lookup-failed",
      "RFC 9989 §5.3.6",
      "looking up the organizational domain of an identifier failed"),
  /** TempError: whether the Author Domain exists, for np, could not be found out. */
  EXISTENCE_LOOKUP_FAILED(
      "existence-lookup-failed",
      "RFC 9989 §5.3.6",
      "looking up whether the author domain exists failed"),
  /** TempError: SPF or DKIM of an aligned domain met a temporary error, and nothing else passed. */
  IDENTIFIER_TEMPERROR(
      "identifier-temperror",
      "RFC 9989 §5.3.6",
      "SPF or DKIM of an aligned domain met a temporary error");

  private final String code;
  private final String section;
  private final String meaning;

  DmarcReason(String code, String section, String meaning) {
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
