package dev.indicia.dkim;

import dev.indicia.evidence.Deviation;

/**
 * Departures from RFC 6376 and RFC 8301 that looser readers overlook. Stable API.
 *
 * <p>Those that weaken the proof ({@link #SHA1}, {@link #SHORT_RSA_KEY}, {@link
 * #BODY_LENGTH_LIMIT}) are not switched by {@link dev.indicia.evidence.Strictness}; each has an
 * option of its own in {@link DkimOptions}.
 */
public enum DkimDeviation implements Deviation {
  /** No v= in the signature. */
  VERSION_MISSING("dkim.version-missing", "RFC 6376 §3.5", "the signature has no v= tag"),
  /** v=0.x, from before RFC 4871. */
  VERSION_DRAFT("dkim.version-draft", "RFC 6376 §3.5", "the signature's version is a draft's"),
  /** q=dns, from before RFC 4871. */
  QUERY_METHOD_DNS("dkim.query-method-dns", "RFC 6376 §3.5", "q=dns stands for q=dns/txt"),
  /** Two semicolons in a row, or one in front. */
  EMPTY_TAG("dkim.empty-tag", "RFC 6376 §3.2", "there is nothing between two semicolons"),
  /** A tag name with characters other than letters, digits and underscore. */
  TAG_NAME("dkim.tag-name", "RFC 6376 §3.2", "a tag name has a character it may not have"),
  /** Base64 with wrong padding or stray bits at its end. */
  BASE64("dkim.base64", "RFC 6376 §3.5", "base64 text has wrong padding or stray bits"),
  /** An empty entry in h=. */
  EMPTY_FIELD_NAME("dkim.empty-field-name", "RFC 6376 §3.5", "h= has an empty entry"),
  /** A signing domain of one label. */
  SINGLE_LABEL_DOMAIN(
      "dkim.single-label-domain", "RFC 6376 §3.5", "the signing domain has only one label"),
  /** A signing domain or selector with a final dot. */
  FINAL_DOT("dkim.final-dot", "RFC 6376 §3.5", "a domain name ends in a dot"),
  /** x= not after t=. */
  EXPIRES_BEFORE_SIGNED("dkim.expires-before-signed", "RFC 6376 §3.5", "x= is not greater than t="),
  /** v= in a key record that is not its first tag. */
  KEY_VERSION_NOT_FIRST(
      "dkim.key-version-not-first", "RFC 6376 §3.6.1", "v= is not the key record's first tag"),
  /** ATPS without its hash tag. */
  ATPS_HASH_MISSING("dkim.atps-hash-missing", "RFC 6541 §4.2", "atps= stands without atpsh="),
  /** The signature uses SHA-1. */
  SHA1("dkim.sha1", "RFC 8301 §3.1", "the signature uses SHA-1"),
  /** The RSA key has fewer than 1024 bits. */
  SHORT_RSA_KEY("dkim.short-rsa-key", "RFC 8301 §3.2", "the RSA key has less than 1024 bits"),
  /** Text stands behind the part that l= covers: allowed by RFC 6376, and anybody can add it. */
  BODY_LENGTH_LIMIT(
      "dkim.body-length-limit",
      "RFC 6376 §8.2",
      "text stands behind the part of the body that l= covers");

  private final String id;
  private final String section;
  private final String meaning;

  DkimDeviation(String id, String section, String meaning) {
    this.id = id;
    this.section = section;
    this.meaning = meaning;
  }

  @Override
  public String id() {
    return id;
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
