package dev.indicia.bimi;

import dev.indicia.evidence.Reason;

/** Why a BIMI result is not a pass, or what is wrong with an asset. Stable API. */
public enum BimiReason implements Reason {
  /** The result was recorded by a receiver that is trusted; its reason is not known. */
  RECORDED("recorded", "RFC 8601 §2.2", "a trusted receiver recorded this result"),

  /** Skipped: the message has several From fields, or several authors, or none with a domain. */
  SEVERAL_AUTHORS("several-authors", "BIMI §7.1", "the message does not have exactly one author"),
  /** Skipped: DMARC is no pass. */
  DMARC_NOT_PASSED("dmarc-not-passed", "BIMI §7.1", "DMARC did not pass"),
  /** TempError: DMARC met a temporary error. */
  DMARC_TEMPERROR("dmarc-temperror", "BIMI §7.1", "DMARC met a temporary error"),
  /** Skipped: a policy of the Author Domain or its Organizational Domain is none. */
  POLICY_NONE("policy-none", "BIMI §7.1", "a DMARC policy of the author's domain is none"),
  /** Skipped: the Organizational Domain has no policy. */
  NO_ORGANIZATIONAL_POLICY(
      "no-organizational-policy", "BIMI §1", "the organizational domain has no DMARC policy"),
  /** Skipped: a subdomain policy is none. */
  SUBDOMAIN_POLICY_NONE(
      "subdomain-policy-none", "BIMI §7.1", "a DMARC policy for subdomains is none"),
  /** Skipped: a quarantine policy is for a part of the mail only. */
  POLICY_IN_PART("policy-in-part", "BIMI §7.1", "the DMARC policy counts for a part of the mail"),
  /** Skipped: the policy is only tested. */
  POLICY_IN_TEST_MODE("policy-in-test-mode", "RFC 9989 §4.7", "the DMARC policy is in test mode"),

  /** None: no Assertion Record. */
  NO_RECORD("no-record", "BIMI §7.2", "the domain publishes no BIMI record"),
  /** Fail: several Assertion Records at one name. */
  SEVERAL_RECORDS("several-records", "BIMI §7.2", "several BIMI records stand at one name"),
  /** Fail: the record is against its grammar. */
  RECORD_MALFORMED("record-malformed", "BIMI §4.3", "the BIMI record cannot be read"),
  /** TempError: a look-up failed. */
  LOOKUP_FAILED("lookup-failed", "BIMI §7.7", "looking up the BIMI record failed"),
  /** Declined: the record is empty. */
  DECLINED("declined", "BIMI §4.3.1", "the domain declines to publish an indicator"),
  /** Fail: evidence without an Indicator. */
  NO_LOCATION("no-location", "BIMI §7.3", "the BIMI record names no indicator"),
  /** Fail: the Indicator is of another format than SVG. */
  LOCATION_FORMAT("location-format", "BIMI §4.3.2", "the indicator is not an SVG file"),
  /** Skipped: what the record names is not at hand. */
  NOT_RETRIEVED("not-retrieved", "BIMI §7.5", "the indicator was not retrieved"),

  /** Fail: the Indicator is larger than the limit. */
  INDICATOR_SIZE("indicator-size", "BIMI §7.6", "the indicator is too large"),
  /** Fail: the Indicator is compressed and cannot be expanded. */
  INDICATOR_COMPRESSION(
      "indicator-compression", "RFC 6170 §5.2", "the compressed indicator cannot be expanded"),
  /** Fail: the Indicator is no well-formed XML, or beyond a limit of the reader. */
  INDICATOR_SYNTAX("indicator-syntax", "BIMI §7.6", "the indicator is not well-formed XML"),
  /** Fail: the Indicator is not within the profile. */
  INDICATOR_PROFILE(
      "indicator-profile", "SVG Tiny PS §2", "the indicator is not within SVG Tiny PS"),

  /** Fail: the evidence is larger than the limit. */
  EVIDENCE_SIZE("evidence-size", "BIMI §7.4", "the evidence document is too large"),
  /** Fail: the evidence holds no certificates, too many, or something else. */
  EVIDENCE_SYNTAX("evidence-syntax", "RFC 7468 §5", "the evidence document cannot be read"),
  /** Fail: none or several certificates of the bundle are Mark Certificates. */
  EVIDENCE_NO_MARK(
      "evidence-no-mark", "BIMI §3.5", "the evidence does not hold exactly one mark certificate"),
  /** Fail: the certificate is not valid at this time. */
  EVIDENCE_EXPIRED("evidence-expired", "RFC 5280 §4.1.2.5", "the mark certificate has expired"),
  /** Fail: no trusted authority issued the certificate. */
  EVIDENCE_UNTRUSTED(
      "evidence-untrusted", "RFC 5280 §6", "no trusted authority issued the mark certificate"),
  /** Fail: the certificate is for other domains. */
  EVIDENCE_DOMAIN(
      "evidence-domain", "BIMI §7.4", "the mark certificate is not for the domain of the record"),
  /** Fail: the certificate has no logotype that can be read. */
  EVIDENCE_LOGOTYPE(
      "evidence-logotype", "RFC 9399 §4.1", "the logotype of the mark certificate cannot be read"),
  /** Fail: the embedded mark has another digest than the certificate says. */
  EVIDENCE_DIGEST(
      "evidence-digest", "RFC 9399 §4.1", "the mark does not have the digest that is certified"),
  /** Fail: the Indicator at the location is another than the certified mark. */
  EVIDENCE_OTHER_INDICATOR(
      "evidence-other-indicator", "BIMI §7.9", "the indicator is not the certified mark");

  private final String code;
  private final String section;
  private final String meaning;

  BimiReason(String code, String section, String meaning) {
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
