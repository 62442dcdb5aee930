package dev.indicia.trust;

/** Which layer of e-mail trust failed, or a finding speaks about. The names stand in JSON. */
public enum Layer {
  SPF,
  DKIM,
  DMARC,
  ARC,
  /** The way the message came. */
  PATHWAY,
  /** Whether it was written to this recipient. */
  BINDING,
  /** A field of a template that its sender lets others fill. */
  SLOT,
  /** The sender's own systems. */
  VENDOR,
  /** Our own side: what the receiver accepted or trusted. */
  RECEIVER,
  /** What is shown to a person. */
  UI,
  /** None. */
  NONE
}
