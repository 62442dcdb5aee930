package dev.indicia.gateway.intake;

/** How a copy holds its original. */
public enum CopyKind {
  /** As the attachment of a journal report ([MS-XJRNL]), which names the recipients. */
  JOURNAL,
  /** As it is, sent on by a routing rule; the recipient stands in a field or the SMTP session. */
  ROUTING,
  /** As the attachment of a person's mail; there may be several. */
  ATTACHED,
  /** As it is. */
  ARCHIVE
}
