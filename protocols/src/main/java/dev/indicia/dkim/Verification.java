package dev.indicia.dkim;

import dev.indicia.dns.Answer;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordData;
import dev.indicia.dns.RecordType;
import dev.indicia.dns.Resolver;
import dev.indicia.message.Defect;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.SigningInput;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verification of the signatures of one message (RFC 6376 §6.1), DKIM's and those of protocols
 * that sign as it does. Not thread-safe.
 */
final class Verification {
  private final Message message;
  private final Resolver resolver;
  private final Instant at;
  private final DkimOptions options;
  private final DkimCryptography cryptography;
  private final KeyRecords records;
  private final Scratch scratch;
  private final BodyHashes bodyHashes;
  private @Nullable FieldSelection selection;
  private List<HeaderField> covered = List.of();

  Verification(
      Message message,
      Resolver resolver,
      Instant at,
      DkimOptions options,
      DkimCryptography cryptography,
      KeyRecords records,
      Scratch scratch) {
    this.message = message;
    this.resolver = resolver;
    this.at = at;
    this.options = options;
    this.cryptography = cryptography;
    this.records = records;
    this.scratch = scratch;
    this.bodyHashes =
        new BodyHashes(
            message.octets(),
            message.bodyStart(),
            message.length(),
            options.bodyCanonicalizer(),
            cryptography,
            scratch.body);
  }

  /** The result for the DKIM signature in the field with this index. */
  DkimResult verify(int index) {
    return verify(read(SignatureField.Form.DKIM_SIGNATURE, index), index, List.of());
  }

  Message message() {
    return message;
  }

  Instant at() {
    return at;
  }

  DkimCryptography cryptography() {
    return cryptography;
  }

  /** What stands at the selector. */
  KeyLookup key(DomainName domain, String selector) {
    Optional<DomainName> name = domain.prefixedWith(selector + "._domainkey");
    if (name.isEmpty()) {
      return KeyLookup.unusable(null, 0, DkimReason.KEY_NAME, "");
    }
    Answer answer = resolver.resolve(new Question(name.get(), RecordType.TXT));
    if (answer instanceof Answer.Failed failed) {
      return KeyLookup.unusable(answer, 0, DkimReason.KEY_UNAVAILABLE, failed.kind().code());
    }
    List<String> texts = new ArrayList<>(1);
    for (RecordData data : answer.recordsOrEmpty()) {
      if (data instanceof RecordData.Text text) {
        texts.add(text.text());
      }
    }
    if (texts.isEmpty()) {
      return KeyLookup.unusable(answer, 0, DkimReason.KEY_MISSING, "");
    }
    KeyRecord record = records.parse(texts.get(0));
    DkimReason problem = record.problem();
    if (problem == null && !record.deviations().isEmpty() && !options.isLenient()) {
      problem = DkimReason.KEY_SYNTAX;
    }
    return problem == null
        ? new KeyLookup(answer, texts.size(), record.key(), null, "")
        : KeyLookup.unusable(answer, texts.size(), problem, detail(record, problem));
  }

  private FieldSelection selection() {
    FieldSelection made = selection;
    if (made == null) {
      made = new FieldSelection(message);
      selection = made;
    }
    return made;
  }

  /** Reads the field with this index. */
  SignatureField read(SignatureField.Form form, int index) {
    HeaderField field = message.fields().get(index);
    byte[] octets = message.octets();
    int end = SigningInput.withoutCrlf(octets, field.valueStart(), field.end());
    return SignatureField.parse(form, octets, field.valueStart(), end, scratch.tags, options);
  }

  /**
   * The result for the signature that was read from the field with this index.
   *
   * @param sealed the fields that an ARC-Seal covers besides itself, in their order
   */
  DkimResult verify(SignatureField signature, int index, List<HeaderField> sealed) {
    HeaderField field = message.fields().get(index);
    FieldSelection selected = selection();
    Outcome outcome = new Outcome(signature, field, message, selected);
    selected.select(signature.signedNames, index);
    covered = sealed;
    Optional<Defect> limit = message.limitHit();
    if (limit.isPresent()) {
      return outcome.permError(DkimReason.MESSAGE_LIMIT, limit.get().kind().code());
    }
    // RFC 6376 §6.1.1: what can be refused without a key is refused first.
    if (signature.problem != null) {
      return refused(outcome, signature.problem, signature.detail);
    }
    // RFC 8301 §3.1: rsa-sha1 has permanently failed.
    if (signature.algorithm == SignatureAlgorithm.RSA_SHA1) {
      signature.note(DkimDeviation.SHA1);
      if (!options.acceptSha1()) {
        return outcome.permError(DkimReason.SHA1_REFUSED, "");
      }
    }
    return lookUp(outcome, signature, field);
  }

  /** RFC 8601 §2.7.1: neutral is for what cannot be read, permerror for what is known to be bad. */
  private static DkimResult refused(Outcome outcome, DkimReason reason, String detail) {
    return switch (reason) {
      case TAG_LIST_SYNTAX,
          DUPLICATE_TAG,
          MISSING_TAG,
          TAG_VALUE,
          VERSION_UNSUPPORTED,
          ALGORITHM_UNSUPPORTED,
          CANONICALIZATION_UNSUPPORTED,
          QUERY_METHOD_UNSUPPORTED,
          DOMAIN_SYNTAX,
          BODY_HASH_LENGTH ->
          outcome.neutral(reason, detail);
      default -> outcome.permError(reason, detail);
    };
  }

  // RFC 6376 §6.1.2 and §3.6.2.1
  private DkimResult lookUp(Outcome outcome, SignatureField signature, HeaderField field) {
    DomainName domain = signature.domain;
    if (domain == null) {
      throw new AssertionError("a signature without problem has a domain");
    }
    Optional<DomainName> name = domain.prefixedWith(signature.selector + "._domainkey");
    if (name.isEmpty()) {
      return outcome.permError(DkimReason.KEY_NAME, "");
    }
    Answer answer = resolver.resolve(new Question(name.get(), RecordType.TXT));
    outcome.answer(answer);
    if (answer instanceof Answer.Failed failed) {
      return outcome.tempError(DkimReason.KEY_UNAVAILABLE, failed.kind().code());
    }
    return answer instanceof Answer.Found found
        ? tryRecords(outcome, signature, field, found.records())
        : outcome.permError(DkimReason.KEY_MISSING, "");
  }

  /** RFC 6376 §6.1.2 step 4: several records may be tried in turn; the first that fits counts. */
  private DkimResult tryRecords(
      Outcome outcome, SignatureField signature, HeaderField field, List<RecordData> data) {
    DkimReason reason = null;
    String detail = "";
    int tried = 0;
    boolean prepared = false;
    for (RecordData datum : data) {
      if (!(datum instanceof RecordData.Text text)) {
        continue;
      }
      if (tried++ == options.limits().keyRecordsMax()) {
        break;
      }
      KeyRecord record = records.parse(text.text());
      DkimReason unusable = unusable(record, signature);
      if (unusable != null) {
        // The reason of the first record stands, except that any key tried says more.
        if (reason == null) {
          reason = unusable;
          detail = detail(record, unusable);
          outcome.key(record);
        }
        continue;
      }
      if (!prepared) {
        prepareInput(signature, field);
        prepared = true;
      }
      outcome.key(record);
      if (verifies(record, signature)) {
        // RFC 8617 §4.1.3: a seal covers no body.
        return signature.form == SignatureField.Form.ARC_SEAL
            ? acceptable(outcome, signature, 0)
            : checkBody(outcome, signature);
      }
      reason = DkimReason.SIGNATURE_MISMATCH;
      detail = "";
    }
    if (reason == DkimReason.SIGNATURE_MISMATCH) {
      return outcome.fail(reason, detail);
    }
    return outcome.permError(reason == null ? DkimReason.KEY_MISSING : reason, detail);
  }

  private static String detail(KeyRecord record, DkimReason unusable) {
    if (record.problem() == unusable) {
      return record.detail();
    }
    boolean departs = unusable == DkimReason.KEY_SYNTAX && !record.deviations().isEmpty();
    return departs ? record.deviations().get(0).meaning() : "";
  }

  /** Why the record cannot be used for this signature, or null (RFC 6376 §6.1.2 steps 5 to 8). */
  private @Nullable DkimReason unusable(KeyRecord record, SignatureField signature) {
    DkimPublicKey key = record.key();
    SignatureAlgorithm algorithm = signature.algorithm;
    if (key == null || algorithm == null) {
      return record.problem();
    }
    for (DkimDeviation deviation : record.deviations()) {
      signature.note(deviation);
    }
    if (!record.deviations().isEmpty() && !options.isLenient()) {
      return DkimReason.KEY_SYNTAX;
    }
    String keyType = key instanceof DkimPublicKey.Rsa ? "rsa" : "ed25519";
    if (!algorithm.keyType().equals(keyType)) {
      return DkimReason.KEY_ALGORITHM_MISMATCH;
    }
    if (!record.allows(algorithm.hash())) {
      return DkimReason.KEY_HASH_REFUSED;
    }
    // RFC 6376 §3.6.1: s= has "email" or "*"; g= is obsolete and ignored.
    if (!record.allowsEmail()) {
      return DkimReason.KEY_SERVICE_REFUSED;
    }
    // RFC 6376 §3.6.1: with t=s the domain of i= is d= itself.
    if (record.strictDomain() && !signature.hasAuidInDomain()) {
      return DkimReason.KEY_SUBDOMAIN_REFUSED;
    }
    // RFC 8301 §3.2: fewer than 1024 bits have permanently failed.
    if (key instanceof DkimPublicKey.Rsa && key.bits() < DkimOptions.RSA_BITS_MIN) {
      signature.note(DkimDeviation.SHORT_RSA_KEY);
    }
    if (key instanceof DkimPublicKey.Rsa && key.bits() < options.rsaBitsMin()) {
      return DkimReason.KEY_TOO_SHORT;
    }
    return null;
  }

  // RFC 6376 §3.7: the fields of h= in their order, then the signature field itself.
  private void prepareInput(SignatureField signature, HeaderField field) {
    SigningInput input = scratch.input;
    input.clear();
    byte[] octets = message.octets();
    // RFC 8617 §5.1.1: a seal has the ARC Sets instead, in the order of their instances.
    for (HeaderField sealed : covered) {
      input.addField(signature.relaxedHeader, octets, sealed);
    }
    FieldSelection selected = selection();
    for (int i = 0; i < selected.count(); i++) {
      int chosen = selected.field(i);
      if (chosen >= 0) {
        input.addField(signature.relaxedHeader, octets, message.fields().get(chosen));
      }
    }
    input.addSignatureField(
        signature.relaxedHeader,
        octets,
        field.start(),
        field.nameEnd(),
        field.valueStart(),
        field.end(),
        signature.signatureStart,
        signature.signatureEnd);
  }

  // RFC 6376 §6.1.3 step 4, before the body: it costs less than a long body and tells more.
  private boolean verifies(KeyRecord record, SignatureField signature) {
    SigningInput input = scratch.input;
    DkimPublicKey key = record.key();
    if (key instanceof DkimPublicKey.Rsa rsa) {
      return cryptography.verifyRsa(
          rsa, signature.hash(), input.octets(), input.length(), signature.signature);
    }
    return key != null
        && cryptography.verifySha256(key, input.octets(), input.length(), signature.signature);
  }

  // RFC 6376 §6.1.3 steps 1 to 3
  private DkimResult checkBody(Outcome outcome, SignatureField signature) {
    long limit = signature.bodyLimit;
    BodyHashes.BodyHash hash = bodyHashes.hash(signature.relaxedBody, signature.hash(), limit);
    outcome.body(limit < 0 ? 0 : Math.max(0, hash.length() - limit));
    if (limit >= 0 && limit < hash.length()) {
      signature.note(DkimDeviation.BODY_LENGTH_LIMIT);
    }
    // RFC 6376 §3.5: l= is not larger than the canonicalized body.
    if (limit > hash.length()) {
      return outcome.fail(
          DkimReason.BODY_SHORTER_THAN_LIMIT, hash.length() + " octets instead of " + limit);
    }
    if (!MessageDigest.isEqual(hash.octets(), signature.bodyHash)) {
      return outcome.fail(DkimReason.BODY_HASH_MISMATCH, "");
    }
    return acceptable(outcome, signature, hash.length());
  }

  /** The signature verifies; what is left is whether it can be accepted. */
  private DkimResult acceptable(Outcome outcome, SignatureField signature, long bodyLength) {
    long now = at.getEpochSecond();
    long skew = options.clockSkew().toSeconds();
    if (signature.expiresAt >= 0 && now > signature.expiresAt + skew) {
      return outcome.policy(DkimReason.EXPIRED, "at " + Instant.ofEpochSecond(signature.expiresAt));
    }
    if (signature.signedAt >= 0 && signature.signedAt > now + skew) {
      return outcome.policy(
          DkimReason.SIGNED_IN_FUTURE, "at " + Instant.ofEpochSecond(signature.signedAt));
    }
    // RFC 6376 §8.2: anything can be added behind l=. Where nothing was, all of the body is signed.
    boolean partly = signature.bodyLimit >= 0 && signature.bodyLimit < bodyLength;
    if (partly && !options.acceptBodyLengthLimit()) {
      return outcome.policy(
          DkimReason.BODY_LENGTH_LIMIT,
          "it verifies for the first "
              + signature.bodyLimit
              + " octets; "
              + (bodyLength - signature.bodyLimit)
              + " stand behind them");
    }
    if (signature.form == SignatureField.Form.DKIM_SIGNATURE) {
      Atps atps = new Atps(resolver, cryptography, options.isLenient());
      outcome.atps(atps.evaluate(signature, outcome));
    }
    return outcome.pass();
  }
}
