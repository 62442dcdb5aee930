package dev.indicia.transport;

import dev.indicia.evidence.Reason;

/** Why a policy of transport security is not there, not usable or not met. Stable API. */
public enum TransportReason implements Reason {
  /** No record of MTA-STS. */
  STS_NO_RECORD("sts-no-record", "RFC 8461 §3.1", "the domain publishes no MTA-STS record"),
  /** Several records of MTA-STS, so none. */
  STS_SEVERAL_RECORDS(
      "sts-several-records", "RFC 8461 §3.1", "the domain publishes several MTA-STS records"),
  /** The only record of MTA-STS is against the grammar. */
  STS_RECORD_MALFORMED(
      "sts-record-malformed", "RFC 8461 §3.1", "the MTA-STS record cannot be read"),
  /** The record could not be looked up. */
  STS_LOOKUP_FAILED("sts-lookup-failed", "RFC 8461 §3.1", "looking up the MTA-STS record failed"),
  /** The policy is larger than the limit. */
  STS_POLICY_SIZE("sts-policy-size", "RFC 8461 §3.3", "the MTA-STS policy is too large"),
  /** A line of the policy is no field, or a field has a value it cannot have. */
  STS_POLICY_SYNTAX("sts-policy-syntax", "RFC 8461 §3.2", "the MTA-STS policy cannot be read"),
  /** A field that every policy has is absent. */
  STS_FIELD_MISSING(
      "sts-field-missing", "RFC 8461 §3.2", "a required field of the MTA-STS policy is missing"),
  /** The version of the policy is another. */
  STS_VERSION("sts-version", "RFC 8461 §3.2", "the MTA-STS policy has another version"),
  /** The policy is older than it may be. */
  STS_POLICY_EXPIRED("sts-policy-expired", "RFC 8461 §5.1", "the MTA-STS policy has expired"),
  /** The policy says that there is none. */
  STS_MODE_NONE("sts-mode-none", "RFC 8461 §5", "the MTA-STS policy asks for nothing"),
  /** The policy does not name the mail exchanger. */
  STS_MX_MISMATCH(
      "sts-mx-mismatch", "RFC 8461 §4.1", "the MTA-STS policy does not name the mail exchanger"),
  /** The server does not offer STARTTLS. */
  NO_TLS("no-tls", "RFC 3207 §4", "the server does not offer TLS"),
  /** The certificate names other hosts. */
  CERTIFICATE_NAME(
      "certificate-name", "RFC 8461 §4.2", "the certificate does not name the mail exchanger"),
  /** The certificate, or its issuer's, is not valid at this time. */
  CERTIFICATE_EXPIRED(
      "certificate-expired", "RFC 8461 §4.2", "the certificate is not valid at this time"),
  /** No way from the certificate to an authority that is trusted. */
  CERTIFICATE_UNTRUSTED(
      "certificate-untrusted", "RFC 8461 §4.2", "no trusted authority issued the certificate"),
  /** More certificates than the limit. */
  CHAIN_LENGTH("chain-length", "RFC 5280 §6.1", "the server sent too many certificates"),

  /** No record of TLSRPT. */
  TLSRPT_NO_RECORD("tlsrpt-no-record", "RFC 8460 §3", "the domain publishes no TLSRPT record"),
  /** Several records of TLSRPT, so none. */
  TLSRPT_SEVERAL_RECORDS(
      "tlsrpt-several-records", "RFC 8460 §3", "the domain publishes several TLSRPT records"),
  /** The only record of TLSRPT is against the grammar. */
  TLSRPT_RECORD_MALFORMED(
      "tlsrpt-record-malformed", "RFC 8460 §3", "the TLSRPT record cannot be read"),
  /** The record names more addresses than the limit. */
  TLSRPT_URIS("tlsrpt-uris", "RFC 8460 §3", "the TLSRPT record names too many addresses"),
  /** The record could not be looked up. */
  TLSRPT_LOOKUP_FAILED(
      "tlsrpt-lookup-failed", "RFC 8460 §3", "looking up the TLSRPT record failed"),

  /** The MX answer is not secure, so DANE does not apply. */
  DANE_MX_INSECURE("dane-mx-insecure", "RFC 7672 §2.2.1", "the MX answer is not secured by DNSSEC"),
  /** The addresses of the mail exchanger are not secure, so DANE does not apply. */
  DANE_ADDRESS_INSECURE(
      "dane-address-insecure",
      "RFC 7672 §2.2.2",
      "the addresses of the mail exchanger are not secured by DNSSEC"),
  /** No TLSA records, or none that are secure. */
  DANE_NO_RECORD("dane-no-record", "RFC 7672 §2.2.3", "there are no secure TLSA records"),
  /** More TLSA records or aliases than the limit. */
  DANE_LIMIT("dane-limit", "RFC 7672 §2.1.3", "there are too many TLSA records or aliases"),
  /** A look-up failed, which an attacker can bring about: no delivery now. */
  DANE_LOOKUP_FAILED(
      "dane-lookup-failed", "RFC 7672 §2.1.2", "a look-up that DANE depends on failed"),
  /** Secure TLSA records, none of which can be used: TLS without authentication. */
  DANE_UNUSABLE("dane-unusable", "RFC 7672 §2.2", "none of the TLSA records can be used"),
  /** No TLSA record is about a certificate of the server. */
  DANE_MISMATCH(
      "dane-mismatch", "RFC 7672 §3.2", "no TLSA record matches a certificate of the server"),
  /** A trust anchor matches, but the certificate was not issued by it. */
  DANE_CHAIN(
      "dane-chain", "RFC 7671 §5.2", "the trust anchor of the TLSA record did not issue this"),
  /** A trust anchor matches, but the certificate names other hosts. */
  DANE_NAME(
      "dane-name", "RFC 7672 §3.2.2", "the certificate names neither the exchanger nor the domain"),

  /** REQUIRETLS, and nothing proves that the mail exchanger is the domain's. */
  REQUIRETLS_MX_UNPROVEN(
      "requiretls-mx-unproven",
      "RFC 8689 §4.2.1",
      "neither DNSSEC nor MTA-STS proves the mail exchanger, and the message requires TLS"),
  /** The sender asks for delivery even without TLS. */
  TLS_REQUIRED_NO("tls-required-no", "RFC 8689 §3", "the message says that TLS is not required");

  private final String code;
  private final String section;
  private final String meaning;

  TransportReason(String code, String section, String meaning) {
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
