package dev.indicia.transport;

/** What an MTA-STS policy asks for (RFC 8461 §5). */
public enum StsMode {
  /** Deliver to no host that fails. */
  ENFORCE,
  /** Deliver as without a policy, but report what fails. */
  TESTING,
  /** As if there were no policy. */
  NONE
}
