package dev.indicia.transport;

/** What the sender of one message asks for (RFC 8689). */
public enum TlsRequirement {
  /** Nothing: the domain's policies count. */
  UNSPECIFIED,
  /** REQUIRETLS: rather not delivered than without proven TLS (RFC 8689 §2). */
  REQUIRED,
  /** The field {@code TLS-Required: No}: rather delivered than lost (RFC 8689 §3). */
  NOT_REQUIRED
}
