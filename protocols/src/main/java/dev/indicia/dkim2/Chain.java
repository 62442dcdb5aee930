package dev.indicia.dkim2;

import dev.indicia.evidence.Deviation;
import dev.indicia.evidence.OctetRange;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import dev.indicia.signed.SigningInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The DKIM2 header fields of one message, read and put in order (draft §11.2). Where there is a
 * problem it is the first of: too many fields, a field without number, a number twice, a gap, an
 * instance that is not signed, then what each field holds, by number. One use, one thread.
 */
final class Chain {
  static final String INSTANCE = "Message-Instance";
  static final String SIGNATURE = "DKIM2-Signature";

  private final Message message;
  private final Dkim2Options options;
  private final List<Place<MessageInstance>> instances = new ArrayList<>(2);
  private final List<Place<ChainSignature>> signatures = new ArrayList<>(2);
  private final Set<Deviation> deviations = new LinkedHashSet<>();
  private @Nullable Dkim2Reason problem;
  private String detail = "";
  private int failedHop;

  /** A field and what was read of it. */
  record Place<T>(HeaderField field, ReadField<T> read) {
    int number() {
      return read.number();
    }

    /** What the field holds, in a chain without problem. */
    T value() {
      T value = read.value();
      if (value == null) {
        throw new AssertionError("a chain without problem is readable");
      }
      return value;
    }
  }

  Chain(Message message, Dkim2Options options) {
    this.message = message;
    this.options = options;
    read();
    if (problem == null) {
      order();
    }
  }

  private void read() {
    int fieldsMax = options.limits().fieldsMax();
    byte[] octets = message.octets();
    for (HeaderField field : message.fields()) {
      boolean instance = field.isNamed(INSTANCE);
      if (!instance && !field.isNamed(SIGNATURE)) {
        continue;
      }
      if ((instance ? instances.size() : signatures.size()) == fieldsMax) {
        refuse(Dkim2Reason.TOO_MANY_FIELDS, "more than " + fieldsMax);
        return;
      }
      int end = SigningInput.withoutCrlf(octets, field.valueStart(), field.end());
      if (instance) {
        instances.add(
            new Place<>(field, MessageInstance.parse(octets, field.valueStart(), end, options)));
        deviations.addAll(instances.getLast().read.deviations());
      } else {
        signatures.add(
            new Place<>(field, ChainSignature.parse(octets, field.valueStart(), end, options)));
        deviations.addAll(signatures.getLast().read.deviations());
      }
    }
  }

  private void order() {
    boolean ordered =
        sort(instances, INSTANCE + " m=", Dkim2Reason.INSTANCE_REPEATED)
            && sort(signatures, SIGNATURE + " i=", Dkim2Reason.SIGNATURE_REPEATED);
    if (!ordered || isEmpty()) {
      return;
    }
    int gap = gap(instances);
    if (gap > 0) {
      refuse(Dkim2Reason.INSTANCE_MISSING, INSTANCE + " m=" + gap + " missing");
    }
    gap = gap(signatures);
    if (gap > 0) {
      refuse(Dkim2Reason.SIGNATURE_MISSING, SIGNATURE + " i=" + gap + " missing");
    }
    // What each field holds comes last, by number.
    instances.forEach(place -> content(place, INSTANCE + " m=", 0));
    signatures.forEach(place -> content(place, SIGNATURE + " i=", place.number()));
    int covered = 0;
    for (Place<ChainSignature> place : signatures) {
      ChainSignature signature = place.read.value();
      if (problem == null && signature != null) {
        if (signature.instance() < covered) {
          refuse(Dkim2Reason.INSTANCE_ORDER, SIGNATURE + " i=" + place.number());
        }
        if (signature.instance() > instances.size()) {
          refuse(
              Dkim2Reason.INSTANCE_MISSING, INSTANCE + " m=" + signature.instance() + " missing");
        }
        covered = signature.instance();
      }
    }
    // Draft §11.2: no instance lies above what any signature covers.
    if (problem == null && covered < instances.size()) {
      refuse(Dkim2Reason.INSTANCE_NOT_SIGNED, INSTANCE + " m=" + (covered + 1) + " is not signed");
    }
  }

  /** By number; whether each has one of its own. */
  private <T> boolean sort(List<Place<T>> places, String what, Dkim2Reason repeated) {
    for (Place<T> place : places) {
      Dkim2Reason why = place.read.problem();
      if (place.number() == 0 && why != null) {
        refuse(why, what + "?" + text(why, place.read.detail()));
        return false;
      }
    }
    places.sort((a, b) -> Integer.compare(a.number(), b.number()));
    for (int i = 1; i < places.size(); i++) {
      if (places.get(i).number() == places.get(i - 1).number()) {
        refuse(repeated, what + places.get(i).number() + " stands twice");
        return false;
      }
    }
    return true;
  }

  /** The first number that is missing; 0 when none is. */
  private static <T> int gap(List<Place<T>> places) {
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).number() != i + 1) {
        return i + 1;
      }
    }
    return places.isEmpty() ? 1 : 0;
  }

  private <T> void content(Place<T> place, String what, int hop) {
    Dkim2Reason why = place.read.problem();
    if (why != null && problem == null) {
      failedHop = hop;
      refuse(why, what + place.number() + text(why, place.read.detail()));
    }
  }

  /** The draft's words for what is wrong with a field (draft §11.2). */
  private static String text(Dkim2Reason why, String more) {
    String words =
        switch (why) {
          case INSTANCE_TAG_MISSING, SIGNATURE_TAG_MISSING -> "tag=" + more + " missing";
          case SIGNATURE_TAG_UNEXPECTED -> "tag=" + more + " was unexpected";
          case HASH_REPEATED -> "has a duplicate hash algorithm";
          case SELECTOR_REPEATED -> "has a duplicate selector";
          case TOO_MANY_SELECTORS -> "has more selectors than allowed";
          case RECIPE_SYNTAX, RECIPE_NULL -> "contains invalid JSON";
          case INSTANCE_SYNTAX, SIGNATURE_SYNTAX -> "syntax error";
          default -> why.meaning();
        };
    boolean said = more.isEmpty() || words.contains("tag=");
    return " " + words + (said ? "" : " (" + more + ")");
  }

  private void refuse(Dkim2Reason why, String text) {
    if (problem == null) {
      problem = why;
      detail = text;
    }
  }

  /** Whether the message has no DKIM2 field at all. */
  boolean isEmpty() {
    return instances.isEmpty() && signatures.isEmpty();
  }

  /** What is wrong first; null when nothing is. */
  @Nullable Dkim2Reason problem() {
    return problem;
  }

  String detail() {
    return detail;
  }

  int failedHop() {
    return failedHop;
  }

  Set<Deviation> deviations() {
    return deviations;
  }

  List<Place<MessageInstance>> instances() {
    return instances;
  }

  List<Place<ChainSignature>> signatures() {
    return signatures;
  }

  /** The instance with that number, in a chain without problem. */
  MessageInstance instance(int number) {
    return instances.get(number - 1).value();
  }

  /** The signature with that number, in a chain without problem. */
  ChainSignature signature(int number) {
    return signatures.get(number - 1).value();
  }

  /** The first signature that covers that instance, in a chain without problem. */
  ChainSignature introducing(int instance) {
    for (Place<ChainSignature> place : signatures) {
      if (place.value().instance() >= instance) {
        return place.value();
      }
    }
    throw new AssertionError("every instance is signed");
  }

  /** Where the fields stand. */
  List<OctetRange> octets() {
    List<OctetRange> octets = new ArrayList<>(instances.size() + signatures.size());
    instances.forEach(place -> octets.add(range(INSTANCE, place.field)));
    signatures.forEach(place -> octets.add(range(SIGNATURE, place.field)));
    return octets;
  }

  private static OctetRange range(String what, HeaderField field) {
    return new OctetRange(what, field.start(), field.end() - field.start());
  }

  /** What the signature with that number covers (draft §9.6). */
  void fill(SigningInput input, int number) {
    input.clear();
    addInstances(input, signature(number).instance());
    addSignatures(input, number - 1);
    HeaderField field = signatures.get(number - 1).field;
    input.addWithoutSpace(
        message.octets(),
        field.start(),
        field.nameEnd(),
        field.valueStart(),
        field.end(),
        signature(number).gaps());
  }

  /** Adds the instances up to that number. */
  void addInstances(SigningInput input, int number) {
    for (Place<MessageInstance> place : instances.subList(0, Math.min(number, instances.size()))) {
      addWhole(input, place.field);
    }
  }

  /** Adds the signatures up to that number. */
  void addSignatures(SigningInput input, int number) {
    for (Place<ChainSignature> place : signatures.subList(0, number)) {
      addWhole(input, place.field);
    }
  }

  private void addWhole(SigningInput input, HeaderField field) {
    input.addWithoutSpace(
        message.octets(), field.start(), field.nameEnd(), field.valueStart(), field.end());
  }
}
