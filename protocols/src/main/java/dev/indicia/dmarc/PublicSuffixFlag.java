package dev.indicia.dmarc;

/** What a DMARC Policy Record says of its own domain (RFC 9989 §4.7, tag psd). */
public enum PublicSuffixFlag {
  /** {@code psd=y}: a Public Suffix Domain. */
  YES,
  /** {@code psd=n}: the Organizational Domain of itself and of what is below it. */
  NO,
  /** {@code psd=u}, the default: no Public Suffix Domain, perhaps an Organizational Domain. */
  UNSPECIFIED
}
