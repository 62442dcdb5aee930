package dev.indicia.dkim;

import dev.indicia.dns.Answer;
import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.Evidence;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what one result rests on while a signature is verified, and makes the result. */
final class Outcome {
  private static final List<String> PASS_SECTIONS =
      List.of("RFC 6376 §6.1.1", "RFC 6376 §6.1.2", "RFC 6376 §6.1.3");
  private static final List<String> ATPS_SECTIONS =
      List.of("RFC 6376 §6.1.1", "RFC 6376 §6.1.2", "RFC 6376 §6.1.3", "RFC 6541 §4.4");
  private static final List<String> ARC_PASS_SECTIONS =
      List.of("RFC 6376 §6.1.1", "RFC 6376 §6.1.2", "RFC 6376 §6.1.3", "RFC 8617 §5.2");

  private final SignatureField signature;
  private final HeaderField field;
  private final Message message;
  private final FieldSelection selection;
  private @Nullable Answer keyAnswer;
  private @Nullable Answer atpsAnswer;
  private @Nullable AtpsResult atps;
  private int keyBits;
  private boolean testing;
  private boolean bodyUsed;
  private long appendedOctets;

  Outcome(SignatureField signature, HeaderField field, Message message, FieldSelection selection) {
    this.signature = signature;
    this.field = field;
    this.message = message;
    this.selection = selection;
  }

  void answer(Answer answer) {
    keyAnswer = answer;
  }

  void key(KeyRecord record) {
    DkimPublicKey key = record.key();
    keyBits = key == null ? 0 : key.bits();
    testing = record.testing();
  }

  void body(long octetsBehindLimit) {
    bodyUsed = true;
    appendedOctets = octetsBehindLimit;
  }

  void atpsAnswer(Answer answer) {
    atpsAnswer = answer;
  }

  void atps(@Nullable AtpsResult result) {
    atps = result;
  }

  DkimResult pass() {
    List<String> sections = PASS_SECTIONS;
    if (atps != null) {
      sections = ATPS_SECTIONS;
    } else if (signature.form != SignatureField.Form.DKIM_SIGNATURE) {
      sections = ARC_PASS_SECTIONS;
    }
    return new DkimResult.Pass(basis(sections));
  }

  DkimResult fail(DkimReason reason, String detail) {
    return new DkimResult.Fail(basis(sections(reason)), reason, detail);
  }

  DkimResult policy(DkimReason reason, String detail) {
    return new DkimResult.Policy(basis(sections(reason)), reason, detail);
  }

  DkimResult neutral(DkimReason reason, String detail) {
    return new DkimResult.Neutral(basis(sections(reason)), reason, detail);
  }

  DkimResult permError(DkimReason reason, String detail) {
    return new DkimResult.PermError(basis(sections(reason)), reason, detail);
  }

  DkimResult tempError(DkimReason reason, String detail) {
    return new DkimResult.TempError(basis(sections(reason)), reason, detail);
  }

  private List<String> sections(DkimReason reason) {
    List<String> sections = new ArrayList<>(4);
    if (bodyUsed) {
      sections.addAll(PASS_SECTIONS);
    } else {
      sections.add("RFC 6376 §6.1.1");
      if (keyAnswer != null) {
        sections.add("RFC 6376 §6.1.2");
      }
    }
    if (!sections.contains(reason.section())) {
      sections.add(reason.section());
    }
    return sections;
  }

  private DkimBasis basis(List<String> sections) {
    return new DkimBasis(
        signature.domain,
        signature.selector,
        signature.auid,
        signature.algorithmWord,
        keyBits,
        instant(signature.signedAt),
        instant(signature.expiresAt),
        selection.signed(),
        selection.oversigned(),
        // A seal covers no field by name.
        signature.form == SignatureField.Form.ARC_SEAL ? List.of() : selection.unsigned(),
        signature.bodyLimit < 0 ? null : signature.bodyLimit,
        List.<Deviation>copyOf(signature.deviations),
        new Evidence(answers(), sections, octets()),
        testing,
        appendedOctets,
        atps);
  }

  private static @Nullable Instant instant(long seconds) {
    return seconds < 0 ? null : Instant.ofEpochSecond(seconds);
  }

  private List<Answer> answers() {
    if (keyAnswer == null) {
      return List.of();
    }
    return atpsAnswer == null ? List.of(keyAnswer) : List.of(keyAnswer, atpsAnswer);
  }

  private List<OctetRange> octets() {
    OctetRange header =
        new OctetRange(signature.form.fieldName(), field.start(), field.end() - field.start());
    if (!bodyUsed) {
      return List.of(header);
    }
    int body = message.bodyStart();
    return List.of(header, new OctetRange("body", body, message.length() - body));
  }
}
