package dev.indicia.arc;

import dev.indicia.evidence.Reason;

/** Why an ARC result is not a pass, or a message is not sealed. Stable API. */
public enum ArcReason implements Reason {
  /** There is no ARC header field. */
  NO_CHAIN("no-chain", "RFC 8617 §5.2", "the message has no ARC header field"),
  /** The message itself was not read to its end because of one of its limits. */
  MESSAGE_LIMIT("message-limit", "Indicia limit", "the message exceeds a limit and was not read"),
  /** There are more ARC Sets than {@link ArcLimits#setsMax}. */
  TOO_MANY_SETS("too-many-sets", "RFC 8617 §5.2", "there are more ARC Sets than are allowed"),
  /** An ARC header field has more octets than {@link ArcLimits#fieldOctetsMax}. */
  FIELD_TOO_LONG("field-too-long", "Indicia limit", "an ARC header field is too long"),
  /** The ARC header fields have more octets than {@link ArcLimits#chainOctetsMax} together. */
  CHAIN_TOO_LONG("chain-too-long", "Indicia limit", "the ARC header fields are too long together"),
  /** The newest seal says that the chain had failed before. */
  CHAIN_FAILED("chain-failed", "RFC 8617 §5.2", "the newest seal says that the chain had failed"),
  /** An ARC header field has no instance of 1 to 50. */
  INSTANCE_SYNTAX(
      "instance-syntax", "RFC 8617 §4.2.1", "an ARC header field has no valid instance"),
  /** A set lacks one of its three fields. */
  SET_INCOMPLETE("set-incomplete", "RFC 8617 §5.2", "an ARC Set lacks one of its three fields"),
  /** A set has one of its fields twice. */
  SET_REPEATED("set-repeated", "RFC 8617 §5.2", "an ARC Set has one of its fields twice"),
  /** An instance below the highest is absent. */
  INSTANCE_GAP("instance-gap", "RFC 8617 §5.2", "the instances of the ARC Sets have a gap"),
  /** A seal has no cv= of none, fail or pass. */
  STATUS_SYNTAX("status-syntax", "RFC 8617 §4.4", "a seal has no valid Chain Validation Status"),
  /** The first seal's cv= is not none, or a later one's is not pass. */
  STATUS_SEQUENCE(
      "status-sequence",
      "RFC 8617 §5.2",
      "the first seal's status is not none, or a later one's is not pass"),
  /** A seal has h=. */
  SEAL_WITH_FIELDS("seal-with-fields", "RFC 8617 §4.1.3", "a seal has the tag h="),
  /** An ARC-Message-Signature covers ARC-Seal fields. */
  SEAL_SIGNED("seal-signed", "RFC 8617 §4.1.2", "the message signature covers an ARC-Seal"),
  /** The newest ARC-Message-Signature cannot be read. */
  MESSAGE_SIGNATURE_SYNTAX(
      "message-signature-syntax", "RFC 8617 §4.1.2", "the message signature cannot be read"),
  /** The newest ARC-Message-Signature is refused by a rule on what is acceptable. */
  MESSAGE_SIGNATURE_REFUSED(
      "message-signature-refused", "RFC 8617 §5.2", "the message signature is not acceptable"),
  /** The key of the newest ARC-Message-Signature cannot be used. */
  MESSAGE_SIGNATURE_KEY(
      "message-signature-key", "RFC 8617 §5.2", "the message signature's key cannot be used"),
  /** The newest ARC-Message-Signature does not fit the header fields. */
  MESSAGE_SIGNATURE_MISMATCH(
      "message-signature-mismatch",
      "RFC 8617 §5.2",
      "the message signature does not fit the header fields"),
  /** The newest ARC-Message-Signature has another body hash. */
  BODY_HASH_MISMATCH(
      "body-hash-mismatch", "RFC 8617 §5.2", "the body was changed after the newest seal"),
  /** A seal cannot be read. */
  SEAL_SYNTAX("seal-syntax", "RFC 8617 §4.1.3", "a seal cannot be read"),
  /** A seal is refused by a rule on what is acceptable. */
  SEAL_REFUSED("seal-refused", "RFC 8617 §5.2", "a seal is not acceptable"),
  /** The key of a seal cannot be used. */
  SEAL_KEY("seal-key", "RFC 8617 §5.2", "a seal's key cannot be used"),
  /** A seal does not fit the chain. */
  SEAL_MISMATCH("seal-mismatch", "RFC 8617 §5.2", "a seal does not fit the chain"),
  /** The DNS gave no answer for a key. */
  KEY_UNAVAILABLE("key-unavailable", "RFC 8617 §5.2", "a key could not be looked up"),
  /** Sealing only: the newest seal says fail already, so there is nothing to add. */
  CHAIN_ENDED("chain-ended", "RFC 8617 §5.1", "the chain has ended with a seal that says fail"),
  /** Sealing only: whether the chain validates could not be found out. */
  CHAIN_UNDECIDED(
      "chain-undecided", "RFC 8617 §5.1", "whether the chain validates is not known for now");

  private final String code;
  private final String section;
  private final String meaning;

  ArcReason(String code, String section, String meaning) {
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
