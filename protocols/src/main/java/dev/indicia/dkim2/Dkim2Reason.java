package dev.indicia.dkim2;

import dev.indicia.evidence.Reason;

/** Why a DKIM2 result is not a pass, or a message is not signed. Stable API. */
public enum Dkim2Reason implements Reason {
  /** There is no DKIM2 header field. */
  NO_SIGNATURE("no-signature", "dkim2-spec §11.2", "the message has no DKIM2 header field"),
  /** The message itself was not read to its end because of one of its limits. */
  MESSAGE_LIMIT("message-limit", "Indicia limit", "the message exceeds a limit and was not read"),
  /** There are more fields than {@link Dkim2Limits#fieldsMax}. */
  TOO_MANY_FIELDS(
      "too-many-fields", "Indicia limit", "there are more DKIM2 header fields than are allowed"),
  /** A field has more octets than {@link Dkim2Limits#fieldOctetsMax}. */
  FIELD_TOO_LONG("field-too-long", "Indicia limit", "a DKIM2 header field is too long"),
  /** A field has more tags than {@link Dkim2Limits#tagsMax}. */
  TOO_MANY_TAGS("too-many-tags", "Indicia limit", "a DKIM2 header field has too many tags"),
  /** A field has more hashes or signatures than {@link Dkim2Limits#valuesMax}. */
  TOO_MANY_VALUES("too-many-values", "Indicia limit", "a field has too many hashes or signatures"),
  /** There are more paths in rt= than {@link Dkim2Limits#recipientsMax}. */
  TOO_MANY_RECIPIENTS(
      "too-many-recipients", "Indicia limit", "a signature names too many recipients"),
  /** A recipe exceeds {@link Dkim2Limits#recipeOctetsMax} or {@link Dkim2Limits#recipeStepsMax}. */
  RECIPE_TOO_LARGE("recipe-too-large", "Indicia limit", "a recipe is too large"),
  /** All earlier states exceed {@link Dkim2Limits#recreatedOctetsMax}. */
  RECREATION_TOO_LARGE(
      "recreation-too-large",
      "Indicia limit",
      "the earlier states of the message are too large together"),
  /** More keys are needed than {@link Dkim2Limits#keysMax}. */
  TOO_MANY_KEYS("too-many-keys", "Indicia limit", "the signatures need too many keys"),
  /** The numbers of the Message-Instance fields have a gap. */
  INSTANCE_MISSING("instance-missing", "dkim2-spec §11.2", "a Message-Instance is missing"),
  /** A Message-Instance cannot be read. */
  INSTANCE_SYNTAX("instance-syntax", "dkim2-spec §11.2", "a Message-Instance cannot be read"),
  /** A Message-Instance has no m= or h=. */
  INSTANCE_TAG_MISSING(
      "instance-tag-missing", "dkim2-spec §11.2", "a Message-Instance lacks a tag"),
  /** Two Message-Instance fields have one number. */
  INSTANCE_REPEATED(
      "instance-repeated", "dkim2-spec §7.1", "a Message-Instance number stands twice"),
  /** A Message-Instance has a number above that of every signature. */
  INSTANCE_NOT_SIGNED(
      "instance-not-signed", "dkim2-spec §11.2", "a Message-Instance is not signed"),
  /** A hash name stands twice in one field. */
  HASH_REPEATED(
      "hash-repeated", "dkim2-spec §11.2", "a Message-Instance has a hash algorithm twice"),
  /** A recipe is no JSON of the schema in draft §5. */
  RECIPE_SYNTAX("recipe-syntax", "dkim2-spec §11.2", "a recipe is not what recipes are"),
  /** A recipe's copy step leaves its ascending order or the message. */
  RECIPE_RANGE("recipe-range", "dkim2-spec §5", "a recipe copies what is not there"),
  /** A recipe is null where the draft does not allow it. */
  RECIPE_NULL(
      "recipe-null", "dkim2-spec §5.2", "a recipe says that the earlier state cannot be recreated"),
  /** The numbers of the DKIM2-Signature fields have a gap, or there is none. */
  SIGNATURE_MISSING("signature-missing", "dkim2-spec §11.2", "a DKIM2-Signature is missing"),
  /** A DKIM2-Signature cannot be read. */
  SIGNATURE_SYNTAX("signature-syntax", "dkim2-spec §11.2", "a DKIM2-Signature cannot be read"),
  /** A DKIM2-Signature lacks a tag that it must have. */
  SIGNATURE_TAG_MISSING(
      "signature-tag-missing", "dkim2-spec §11.2", "a DKIM2-Signature lacks a tag"),
  /** Tags stand together that exclude each other. */
  SIGNATURE_TAG_UNEXPECTED(
      "signature-tag-unexpected",
      "dkim2-spec §11.2",
      "a DKIM2-Signature has a tag that it may not have"),
  /** Two DKIM2-Signature fields have one number. */
  SIGNATURE_REPEATED(
      "signature-repeated", "dkim2-spec §8.1", "a DKIM2-Signature number stands twice"),
  /** A signature's m= is lower than that of an earlier one. */
  INSTANCE_ORDER(
      "instance-order",
      "dkim2-spec §8.2",
      "a later signature covers fewer instances than an earlier one"),
  /** A selector stands twice in one field. */
  SELECTOR_REPEATED(
      "selector-repeated", "dkim2-spec §11.2", "a DKIM2-Signature has a selector twice"),
  /** An algorithm stands more than twice in one field. */
  TOO_MANY_SELECTORS(
      "too-many-selectors",
      "dkim2-spec §11.2",
      "a DKIM2-Signature has more than two signatures of one algorithm"),
  /** A t= lies more than {@link Dkim2Options#ageMax} back. */
  EXPIRED("expired", "dkim2-spec §11.3", "a signature is too old"),
  /** A t= lies in the future. */
  SIGNED_IN_FUTURE("signed-in-future", "dkim2-spec §8.4", "a signature is from the future"),
  /** The session's MAIL FROM is not the mf= of the newest signature. */
  MAIL_FROM_MISMATCH(
      "mail-from-mismatch", "dkim2-spec §11.4", "the newest signature is for another MAIL FROM"),
  /** A recipient of the session is not in the rt= of the newest signature. */
  RCPT_TO_MISMATCH(
      "rcpt-to-mismatch", "dkim2-spec §11.4", "the newest signature is for other recipients"),
  /** The domain of mf= is neither d= nor below it. */
  DOMAIN_MISMATCH(
      "domain-mismatch", "dkim2-spec §11.4", "the signing domain is not that of MAIL FROM"),
  /** An nd= is not the d= of the next signature. */
  NEXT_DOMAIN_MISMATCH(
      "next-domain-mismatch",
      "dkim2-spec §11.4",
      "the next signature is not by the domain announced"),
  /** The newest signature has nd=, and nothing is arranged with it. */
  NEXT_DOMAIN_LAST(
      "next-domain-last",
      "dkim2-spec §11.4",
      "the newest signature announces another that is missing"),
  /** A hop's mf= fits no rt= of the hop before it. */
  CUSTODY_BROKEN(
      "custody-broken",
      "dkim2-spec §9.2",
      "a hop did not receive the message from the one before it"),
  /** The DNS gave no answer for a key. */
  KEY_UNAVAILABLE("key-unavailable", "dkim2-spec §11.5", "a key could not be looked up"),
  /** There is no key record at a selector. */
  KEY_MISSING("key-missing", "dkim2-spec §11.5", "a key does not exist"),
  /** There are several key records at a selector. */
  KEY_SEVERAL("key-several", "dkim2-spec §11.5", "there is more than one key record"),
  /** A key record cannot be read. */
  KEY_SYNTAX("key-syntax", "dkim2-spec §11.5", "a key record cannot be used"),
  /** A key's type is not that of the signature. */
  KEY_ALGORITHM_MISMATCH(
      "key-algorithm-mismatch", "dkim2-spec §11.5", "a key is for another algorithm"),
  /** A key record has an empty p=. */
  KEY_REVOKED("key-revoked", "dkim2-spec §11.5", "a key has been revoked"),
  /** An RSA key has fewer than 1024 bits, or more than are allowed. */
  KEY_SIZE("key-size", "dkim2-spec §3.2", "an RSA key is too short or too long"),
  /** No signature of a field, or of a group, is by a known algorithm. */
  ALGORITHM_UNKNOWN("algorithm-unknown", "dkim2-spec §3.4", "no signature is by a known algorithm"),
  /** The algorithm is known to the draft, but the cryptography in use lacks it. */
  ALGORITHM_NOT_OFFERED(
      "algorithm-not-offered", "dkim2-spec §3.4", "the algorithm is not offered here"),
  /** A signature does not fit the header fields that it covers. */
  SIGNATURE_MISMATCH("signature-mismatch", "dkim2-spec §11.6", "a signature is not correct"),
  /** Of a hop's signatures one passes and another fails. */
  SIGNATURES_DISAGREE(
      "signatures-disagree", "dkim2-spec §11.6", "one signature of a hop passes and another fails"),
  /** No hash of a Message-Instance is by a known algorithm. */
  HASH_UNKNOWN("hash-unknown", "dkim2-spec §3.4", "no hash is by a known algorithm"),
  /** A header hash is not that of the message or of its recreated state. */
  HEADER_HASH_MISMATCH(
      "header-hash-mismatch",
      "dkim2-spec §11.7",
      "the header fields are not those that were signed"),
  /** A body hash is not that of the message or of its recreated state. */
  BODY_HASH_MISMATCH(
      "body-hash-mismatch", "dkim2-spec §11.7", "the body is not the one that was signed"),
  /** A hop changed the message after a donotmodify. */
  MODIFIED_AGAINST_REQUEST(
      "modified-against-request",
      "dkim2-spec §11.8",
      "the message was modified despite a request not to"),
  /** A hop exploded the message after a donotexplode. */
  EXPLODED_AGAINST_REQUEST(
      "exploded-against-request",
      "dkim2-spec §11.8",
      "the message was exploded despite a request not to"),
  /** The From domain is not the signing domain of the hop that introduced it (from draft 07 on). */
  FROM_NOT_AUTHENTIC(
      "from-not-authentic", "dkim2-spec-07", "the hop that wrote the From field is not its domain"),
  /** The same message was accepted before, and no hop has the flag exploded. */
  REPLAYED(
      "replayed",
      "dkim2-spec §11.9",
      "the message came before, and nobody says that it was sent to several"),
  /** Another receiver recorded the result; why is not known. */
  RECORDED("recorded", "RFC 8601 §2.2", "a trusted receiver recorded it"),
  /**
   * Signing only: the message differs from its newest instance, and the state before is not given.
   */
  PREVIOUS_MISSING(
      "previous-missing",
      "dkim2-spec §9.1",
      "the message was changed, and its state before is not known"),
  /** Signing only: the state before does not fit the newest instance. */
  PREVIOUS_MISMATCH(
      "previous-mismatch",
      "dkim2-spec §9.1",
      "the state before is not that of the newest instance"),
  /** Signing only: the change cannot be undone by a recipe of this draft and size. */
  NOT_EXPRESSIBLE("not-expressible", "dkim2-spec §5", "no recipe can express the change"),
  /** Signing only, from draft 08 on: the chain did not pass in full. */
  CHAIN_UNVERIFIED("chain-unverified", "dkim2-spec-08", "the message was not verified before"),
  /** Signing only: a key is too short for the draft, or there are too many. */
  KEY_UNSUITABLE("key-unsuitable", "dkim2-spec §9.5", "the key cannot sign by this draft"),
  /** A notification has no third part that holds a message or its header fields. */
  NOT_A_BOUNCE(
      "not-a-bounce",
      "dkim2-spec §12.1",
      "the message is no delivery status notification with a message in it"),
  /** A notification is not signed, or not correctly. */
  BOUNCE_NOT_SIGNED(
      "bounce-not-signed", "dkim2-spec §12.1.2", "the notification's own signature does not pass"),
  /** A notification's signing domain fits no rt= of the returned message. */
  BOUNCE_SENDER(
      "bounce-sender",
      "dkim2-spec §12.1.2",
      "the notification is not by whom the message was sent to"),
  /**
   * The newest signature of the returned message is not by the domain that received the
   * notification.
   */
  BOUNCE_NOT_OURS(
      "bounce-not-ours", "dkim2-spec §12.1.2", "the returned message was not sent by us");

  private final String code;
  private final String section;
  private final String meaning;

  Dkim2Reason(String code, String section, String meaning) {
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
