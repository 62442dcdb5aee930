package dev.indicia.arc;

import dev.indicia.arc.ArcField.Kind;
import dev.indicia.dkim.ArcSignature;
import dev.indicia.dkim.SignedMessage;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.HeaderField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ARC header fields of one message, and what is wrong with their order. One thread. */
final class Chain {
  private final SignedMessage message;
  private final ArcLimits limits;
  private final List<ArcField> fields = new ArrayList<>(3);
  private final List<ArcReason> errors = new ArrayList<>(0);
  // By instance, then kind.
  private @Nullable ArcField[][] sets = new ArcField[1][3];
  private int instance;
  private @Nullable ArcReason limit;
  private String detail = "";

  Chain(SignedMessage message, ArcLimits limits) {
    this.message = message;
    this.limits = limits;
  }

  /** Reads the fields, unless a limit forbids it. */
  void read() {
    if (isWithinLimits()) {
      collect();
      order();
    }
  }

  /** The fields that were read, top first. */
  List<ArcField> fields() {
    return fields;
  }

  /** What is wrong with the structure, each kind once. */
  List<ArcReason> errors() {
    return errors;
  }

  /** What the first error, or the limit, is about. */
  String detail() {
    return detail;
  }

  /** The limit that was hit, with which nothing was read; null when none was. */
  @Nullable ArcReason limit() {
    return limit;
  }

  /** The highest valid instance, 0 when there is none. */
  int instance() {
    return instance;
  }

  private boolean isWithinLimits() {
    int count = 0;
    long octets = 0;
    for (HeaderField field : message.message().fields()) {
      if (ArcField.kind(field) == null) {
        continue;
      }
      int length = field.end() - field.start();
      count++;
      octets += length;
      if (length > limits.fieldOctetsMax()) {
        limit(ArcReason.FIELD_TOO_LONG, length + " octets");
      }
    }
    // RFC 8617 §5.2 step 1
    if (count > 3 * limits.setsMax()) {
      limit(ArcReason.TOO_MANY_SETS, count + " fields");
    }
    if (octets > limits.chainOctetsMax()) {
      limit(ArcReason.CHAIN_TOO_LONG, octets + " octets");
    }
    return limit == null;
  }

  private void limit(ArcReason reason, String what) {
    if (limit == null) {
      limit = reason;
      detail = what;
      errors.add(reason);
    }
  }

  private void error(ArcReason reason, String what) {
    if (errors.isEmpty()) {
      detail = what;
    }
    if (!errors.contains(reason)) {
      errors.add(reason);
    }
  }

  private void collect() {
    List<HeaderField> all = message.message().fields();
    for (int i = 0; i < all.size(); i++) {
      HeaderField place = all.get(i);
      Kind kind = ArcField.kind(place);
      if (kind == null) {
        continue;
      }
      ArcField field =
          switch (kind) {
            case RESULTS -> ArcField.results(place);
            case MESSAGE_SIGNATURE -> ArcField.signature(place, kind, message.messageSignature(i));
            case SEAL -> ArcField.signature(place, kind, message.seal(i));
          };
      fields.add(field);
      instance = Math.max(instance, field.instance());
    }
  }

  private void order() {
    if (instance > limits.setsMax()) {
      limit(ArcReason.TOO_MANY_SETS, "i=" + instance);
    }
    sets = new ArcField[instance + 1][3];
    for (ArcField field : fields) {
      ArcSignature signature = field.signature();
      if (signature != null && signature.isUnreadable()) {
        error(
            field.kind() == Kind.SEAL ? ArcReason.SEAL_SYNTAX : ArcReason.MESSAGE_SIGNATURE_SYNTAX,
            signature.defect());
      } else if (field.instance() == 0) {
        // RFC 8617 §4.2.1
        error(ArcReason.INSTANCE_SYNTAX, field.kind().fieldName());
      } else if (sets[field.instance()][field.kind().ordinal()] != null) {
        error(ArcReason.SET_REPEATED, "i=" + field.instance() + ", " + field.kind().fieldName());
      } else {
        sets[field.instance()][field.kind().ordinal()] = field;
      }
    }
    for (int i = 1; i <= instance; i++) {
      checkSet(i);
    }
  }

  // RFC 8617 §5.2 step 3
  private void checkSet(int i) {
    if (!hasAnyOf(i)) {
      error(ArcReason.INSTANCE_GAP, "i=" + i);
      return;
    }
    for (Kind kind : Kind.values()) {
      if (sets[i][kind.ordinal()] == null) {
        error(ArcReason.SET_INCOMPLETE, "i=" + i + ", no " + kind.fieldName());
      }
    }
    ArcSignature seal = sealOrNull(i);
    if (seal == null) {
      return;
    }
    ChainStatus status = status(i);
    if (status == null) {
      error(ArcReason.STATUS_SYNTAX, "i=" + i);
    } else if (status != (i == 1 ? ChainStatus.NONE : ChainStatus.PASS)) {
      error(ArcReason.STATUS_SEQUENCE, "i=" + i + ", cv=" + status.word());
    }
    if (seal.isSealWithFields()) {
      error(ArcReason.SEAL_WITH_FIELDS, "i=" + i);
    }
  }

  boolean hasAnyOf(int i) {
    if (i >= sets.length) {
      return false;
    }
    for (ArcField field : sets[i]) {
      if (field != null) {
        return true;
      }
    }
    return false;
  }

  /** Where the fields of that instance stand. */
  List<OctetRange> octets(int i) {
    List<OctetRange> octets = new ArrayList<>(3);
    for (ArcField field : sets[i]) {
      if (field != null) {
        octets.add(field.octets());
      }
    }
    return octets;
  }

  private @Nullable ArcField field(int i, Kind kind) {
    return i < sets.length ? sets[i][kind.ordinal()] : null;
  }

  /** What the seal of that instance says; null when it says nothing. */
  @Nullable ChainStatus status(int i) {
    ArcSignature seal = sealOrNull(i);
    return seal == null ? null : seal.chainStatus().map(ChainStatus::of).orElse(null);
  }

  @Nullable ArcSignature sealOrNull(int i) {
    ArcField field = field(i, Kind.SEAL);
    return field == null ? null : field.signature();
  }

  @Nullable ArcSignature messageSignatureOrNull(int i) {
    ArcField field = field(i, Kind.MESSAGE_SIGNATURE);
    return field == null ? null : field.signature();
  }

  /** The text behind the instance of ARC-Authentication-Results; null when that is absent. */
  @Nullable String resultsOf(int i) {
    ArcField field = field(i, Kind.RESULTS);
    return field == null ? null : field.results();
  }

  /** The seal of a chain without errors. */
  ArcSignature seal(int i) {
    return required(sealOrNull(i));
  }

  /** The message signature of a chain without errors. */
  ArcSignature messageSignature(int i) {
    return required(messageSignatureOrNull(i));
  }

  private static ArcSignature required(@Nullable ArcSignature signature) {
    if (signature == null) {
      throw new AssertionError("a chain without errors has whole sets");
    }
    return signature;
  }

  /**
   * What the seal of that instance covers besides itself (RFC 8617 §5.1.1): the sets below and its
   * own other fields, by instance, each set as results, message signature, seal.
   */
  List<HeaderField> covered(int last) {
    List<HeaderField> covered = new ArrayList<>(3 * last);
    for (int i = 1; i <= last; i++) {
      for (ArcField field : sets[i]) {
        boolean own = i == last && field != null && field.kind() == Kind.SEAL;
        if (field != null && !own) {
          covered.add(field.field());
        }
      }
    }
    return covered;
  }
}
