package dev.indicia.iprev;

import dev.indicia.evidence.Reason;

/** Why an iprev result is not a pass. Stable API. */
public enum IprevReason implements Reason {
  /** The result was recorded by a receiver that is trusted; its reason is not known. */
  RECORDED("recorded", "RFC 8601 §2.2", "a trusted receiver recorded this result"),
  /** PermError: the address has no PTR record. */
  NO_NAME("no-name", "RFC 8601 §3", "the address has no PTR record"),
  /** TempError: looking up the PTR records failed. */
  NAME_LOOKUP_FAILED(
      "name-lookup-failed", "RFC 8601 §3", "looking up the names of the address failed"),
  /** TempError: no name leads back, and looking up the addresses of one failed. */
  ADDRESS_LOOKUP_FAILED(
      "address-lookup-failed", "RFC 8601 §3", "looking up the addresses of a name failed"),
  /** Fail: no name of the address leads back to it. */
  NOT_CONFIRMED("not-confirmed", "RFC 8601 §3", "no name of the address leads back to the address"),
  /** Fail: no name leads back among those tried, and there are more than the limit. */
  TOO_MANY_NAMES(
      "too-many-names",
      "RFC 8601 §3",
      "the address has too many names, none of the first leads back");

  private final String code;
  private final String section;
  private final String meaning;

  IprevReason(String code, String section, String meaning) {
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
