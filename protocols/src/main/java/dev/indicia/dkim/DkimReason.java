package dev.indicia.dkim;

import dev.indicia.evidence.Reason;

/** Why a DKIM result is not a pass: one constant for each step that can fail. Stable API. */
public enum DkimReason implements Reason {
  /** The result was recorded by a receiver that is trusted; its reason is not known. */
  RECORDED("recorded", "RFC 8601 §2.2", "a trusted receiver recorded this result"),
  /** There are more DKIM-Signature fields than {@link DkimLimits#signaturesMax}. */
  TOO_MANY_SIGNATURES(
      "too-many-signatures", "RFC 6376 §6.1", "there are more signatures than are looked at"),
  /** The message itself was not read to its end because of one of its limits. */
  MESSAGE_LIMIT("message-limit", "Indicia limit", "the message exceeds a limit and was not read"),
  /** The field is no tag-list. */
  TAG_LIST_SYNTAX("tag-list-syntax", "RFC 6376 §3.2", "the signature field is no tag-list"),
  /** A tag stands twice. */
  DUPLICATE_TAG("duplicate-tag", "RFC 6376 §3.2", "a tag of the signature stands twice"),
  /** There are more tags than {@link DkimLimits#tagsMax}. */
  TOO_MANY_TAGS("too-many-tags", "Indicia limit", "the signature has too many tags"),
  /** A required tag is absent. */
  MISSING_TAG("missing-tag", "RFC 6376 §6.1.1", "a required tag of the signature is absent"),
  /** The value of a tag does not follow its syntax. */
  TAG_VALUE("tag-value", "RFC 6376 §3.5", "the value of a tag does not follow its syntax"),
  /** The version is not 1. */
  VERSION_UNSUPPORTED("version-unsupported", "RFC 6376 §6.1.1", "the version is not 1"),
  /** The algorithm is not known. */
  ALGORITHM_UNSUPPORTED(
      "algorithm-unsupported", "RFC 6376 §3.3", "the signing algorithm is not supported"),
  /** The signature uses SHA-1. */
  SHA1_REFUSED("sha1-refused", "RFC 8301 §3.1", "SHA-1 is no longer acceptable"),
  /** The canonicalization is not known. */
  CANONICALIZATION_UNSUPPORTED(
      "canonicalization-unsupported", "RFC 6376 §3.4", "the canonicalization is not supported"),
  /** No query method is known. */
  QUERY_METHOD_UNSUPPORTED(
      "query-method-unsupported", "RFC 6376 §3.5", "no query method named is supported"),
  /** The domain or selector is no domain name. */
  DOMAIN_SYNTAX("domain-syntax", "RFC 6376 §3.5", "the domain or selector is no domain name"),
  /** The domain of i= is neither d= nor below it. */
  AUID_OUTSIDE_DOMAIN(
      "auid-outside-domain", "RFC 6376 §6.1.1", "the identity is not within the signing domain"),
  /** The From field is not signed. */
  FROM_NOT_SIGNED("from-not-signed", "RFC 6376 §6.1.1", "the From field is not signed"),
  /** There are more entries in h= than {@link DkimLimits#signedFieldsMax}. */
  TOO_MANY_SIGNED_FIELDS(
      "too-many-signed-fields", "Indicia limit", "the signature names too many header fields"),
  /** The signature data has more octets than {@link DkimLimits#signatureOctetsMax}. */
  SIGNATURE_TOO_LONG("signature-too-long", "Indicia limit", "the signature data is too long"),
  /** The body hash has not the length of its hash algorithm. */
  BODY_HASH_LENGTH(
      "body-hash-length", "RFC 6376 §3.5", "the body hash has not the length of its algorithm"),
  /** The signature is past its expiration. */
  EXPIRED("expired", "RFC 6376 §6.1.1", "the signature has expired"),
  /** The signature was made in the future. */
  SIGNED_IN_FUTURE(
      "signed-in-future", "RFC 6376 §3.5", "the signature's time stamp lies in the future"),
  /** The signature covers the body only in part. */
  BODY_LENGTH_LIMIT(
      "body-length-limit", "RFC 6376 §8.2", "the signature covers only the start of the body"),
  /** The body is shorter than the signature says. */
  BODY_SHORTER_THAN_LIMIT(
      "body-shorter-than-limit", "RFC 6376 §3.5", "the body is shorter than the part signed"),
  /** The DNS gave no answer. */
  KEY_UNAVAILABLE("key-unavailable", "RFC 6376 §6.1.2", "the key could not be looked up"),
  /** There is no key record. */
  KEY_MISSING("key-missing", "RFC 6376 §6.1.2", "there is no key record at the selector"),
  /** Selector and domain make no domain name together. */
  KEY_NAME("key-name", "RFC 6376 §3.6.2.1", "selector and domain are too long together"),
  /** The key record cannot be read. */
  KEY_SYNTAX("key-syntax", "RFC 6376 §3.6.1", "the key record does not follow its syntax"),
  /** The key has been revoked. */
  KEY_REVOKED("key-revoked", "RFC 6376 §3.6.1", "the key has been revoked"),
  /** The key type is not known. */
  KEY_TYPE_UNSUPPORTED("key-type-unsupported", "RFC 6376 §3.6.1", "the key type is not supported"),
  /** The key is not for the algorithm of the signature. */
  KEY_ALGORITHM_MISMATCH(
      "key-algorithm-mismatch", "RFC 6376 §6.1.2", "the key is for another algorithm"),
  /** The key record does not allow the hash algorithm. */
  KEY_HASH_REFUSED("key-hash-refused", "RFC 6376 §6.1.2", "the key does not allow this hash"),
  /** The key record is not for e-mail. */
  KEY_SERVICE_REFUSED("key-service-refused", "RFC 6376 §3.6.1", "the key is not for e-mail"),
  /** The key record does not allow identities below the domain. */
  KEY_SUBDOMAIN_REFUSED(
      "key-subdomain-refused", "RFC 6376 §3.6.1", "the key is not for subdomains"),
  /** The RSA key is too short. */
  KEY_TOO_SHORT("key-too-short", "RFC 8301 §3.2", "the RSA key is too short"),
  /** The RSA key is longer than {@link DkimLimits#rsaBitsMax}. */
  KEY_TOO_LONG("key-too-long", "Indicia limit", "the RSA key is too long"),
  /** The RSA public exponent is even, below 3 or longer than {@link DkimLimits#exponentBitsMax}. */
  KEY_EXPONENT("key-exponent", "RFC 8017 §3.1", "the RSA public exponent is not acceptable"),
  /** Signing only: the message has no From field, or several. */
  FROM_NOT_SINGLE(
      "from-not-single", "RFC 6376 §8.15", "the message has not exactly one From field"),
  /** Signing only: a CR or LF stands on its own and would be changed on the way. */
  NOT_NETWORK_FORM(
      "not-network-form", "RFC 6376 §5.3", "the message has a CR or LF that ends no line"),
  /** The signature over the header fields does not verify. */
  SIGNATURE_MISMATCH(
      "signature-mismatch", "RFC 6376 §6.1.3", "the signature does not fit the header fields"),
  /** The hash of the body differs from bh=. The signature over the header fields verifies. */
  BODY_HASH_MISMATCH("body-hash-mismatch", "RFC 6376 §6.1.3", "the body has been changed");

  private final String code;
  private final String section;
  private final String meaning;

  DkimReason(String code, String section, String meaning) {
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
