package dev.indicia.dns;

/** Why a look-up gave no answer. Every kind makes an SPF, DKIM or DMARC evaluation a temperror. */
public enum DnsFailure {
  /** No response within the time limit. */
  TIMEOUT("timeout"),
  /** Response code SERVFAIL (2). */
  SERVFAIL("servfail"),
  /** Response code REFUSED (5). */
  REFUSED("refused"),
  /** Any other response code than NOERROR and NXDOMAIN, or a response that cannot be parsed. */
  BAD_RESPONSE("bad-response"),
  /** DNSSEC validation failed (RFC 4035 §5.5). */
  BOGUS("bogus"),
  /** No server could be reached at all. */
  UNREACHABLE("unreachable"),
  /** The budget of look-ups or time for this message is used up; nothing was asked. */
  BUDGET_EXHAUSTED("budget-exhausted");

  private final String code;

  DnsFailure(String code) {
    this.code = code;
  }

  /** The stable word used in evidence, JSON and zone files. */
  public String code() {
    return code;
  }
}
