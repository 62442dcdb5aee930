package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A DKIM2-Signature field (draft §8): one hop. Immutable.
 *
 * @param number {@code i=}
 * @param instance {@code m=}
 * @param nonce {@code n=}; null when absent
 * @param signedAt {@code t=}, in seconds since 1970
 * @param mailFrom {@code mf=}; null with {@code nd=}
 * @param rcptTo {@code rt=}; empty with {@code nd=}
 * @param nextDomain {@code nd=}; null with the other two
 * @param domain {@code d=}
 * @param groups {@code s=}, as {@link MessageInstance#groups}
 * @param flags {@code f=}
 */
record ChainSignature(
    int number,
    int instance,
    @Nullable String nonce,
    long signedAt,
    @Nullable EnvelopePath mailFrom,
    List<EnvelopePath> rcptTo,
    @Nullable DomainName nextDomain,
    DomainName domain,
    List<List<Value>> groups,
    List<String> flags) {
  /** Draft §8.3. */
  static final int NONCE_LENGTH_MAX = 64;

  ChainSignature {
    rcptTo = List.copyOf(rcptTo);
    groups = groups.stream().map(List::copyOf).toList();
    flags = List.copyOf(flags);
  }

  /**
   * One signature of {@code s=}.
   *
   * @param selector in lower-case A-labels
   * @param from where its base64 text starts in the octets read
   * @param to where that ends
   */
  record Value(String selector, String algorithm, byte[] octets, int from, int to) {}

  boolean hasFlag(String flag) {
    return flags.contains(flag);
  }

  /** The offsets of the base64 texts, in ascending order, each from and to. */
  int[] gaps() {
    List<Integer> offsets = new ArrayList<>(4);
    for (List<Value> group : groups) {
      for (Value value : group) {
        offsets.add(value.from);
        offsets.add(value.to);
      }
    }
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Reads the field's value. */
  static ReadField<ChainSignature> parse(byte[] octets, int from, int to, Dkim2Options options) {
    FieldTags tags =
        new FieldTags(options, Dkim2Reason.SIGNATURE_SYNTAX, Dkim2Reason.SIGNATURE_TAG_MISSING);
    if (!tags.read(octets, from, to)) {
      int number = tags.problem() == Dkim2Reason.FIELD_TOO_LONG ? 0 : tags.ordinal("i");
      return ReadField.refused(number, tags);
    }
    int number = tags.ordinal("i");
    for (String name : List.of("i", "m", "t", "d", "s")) {
      tags.require(name);
    }
    boolean next = options.draft().has(Dkim2Rule.NEXT_DOMAIN) && tags.has("nd");
    if (!next) {
      tags.require("mf");
      tags.require("rt");
    } else if (tags.has("mf") || tags.has("rt")) {
      // Draft §8.7: nd= takes the place of both.
      tags.refuse(Dkim2Reason.SIGNATURE_TAG_UNEXPECTED, tags.has("mf") ? "mf" : "rt");
    }
    if (tags.problem() != null) {
      return ReadField.refused(number, tags);
    }
    String nonce = tags.compact("n");
    if (nonce != null && nonce.length() > NONCE_LENGTH_MAX) {
      tags.refuse(Dkim2Reason.SIGNATURE_SYNTAX, "n= has more than 64 characters");
    }
    int instance = tags.ordinal("m");
    long signedAt = tags.number("t");
    DomainName domain = tags.domain("d");
    DomainName nextDomain = next ? tags.domain("nd") : null;
    List<EnvelopePath> mailFrom = next ? List.of() : tags.paths("mf", 1);
    List<EnvelopePath> rcptTo =
        next ? List.of() : tags.paths("rt", options.limits().recipientsMax());
    List<List<Value>> groups = values(tags, options);
    List<String> flags = tags.words("f");
    if (tags.problem() != null) {
      return ReadField.refused(number, tags);
    }
    return ReadField.of(
        number,
        new ChainSignature(
            number,
            instance,
            nonce,
            signedAt,
            next ? null : mailFrom.get(0),
            rcptTo,
            nextDomain,
            Objects.requireNonNull(domain),
            groups,
            flags),
        tags);
  }

  private static List<List<Value>> values(FieldTags tags, Dkim2Options options) {
    Dkim2Draft draft = options.draft();
    List<List<Value>> groups = new ArrayList<>(1);
    Set<String> selectors = new HashSet<>();
    List<String> algorithms = new ArrayList<>(2);
    for (FieldTags.Piece piece : tags.pieces("s", draft.has(Dkim2Rule.GROUPS) ? ",|" : ",")) {
      if (algorithms.size() == options.limits().valuesMax()) {
        tags.refuse(Dkim2Reason.TOO_MANY_VALUES, "");
        break;
      }
      List<FieldTags.Piece> parts = tags.pieces(piece.from(), piece.to(), ":");
      String selector =
          DomainName.parse(tags.text(parts.get(0))).map(DomainName::text).orElse(null);
      if (parts.size() != 3 || selector == null) {
        tags.refuse(Dkim2Reason.SIGNATURE_SYNTAX, "s= is not selector:algorithm:signature");
        break;
      }
      String algorithm = tags.text(parts.get(1));
      if (algorithm.isEmpty() || !algorithm.chars().allMatch(FieldTags::isTextCharacter)) {
        tags.refuse(Dkim2Reason.SIGNATURE_SYNTAX, "s= has no valid algorithm");
        break;
      }
      if (!selectors.add(selector) && draft.has(Dkim2Rule.NAMES_ONCE)) {
        tags.refuse(Dkim2Reason.SELECTOR_REPEATED, selector);
        break;
      }
      algorithms.add(algorithm);
      boolean third = algorithms.stream().filter(algorithm::equals).count() > 2;
      if (third && draft.has(Dkim2Rule.TWO_OF_AN_ALGORITHM)) {
        tags.refuse(Dkim2Reason.TOO_MANY_SELECTORS, algorithm);
        break;
      }
      FieldTags.Piece text = parts.get(2);
      byte[] octets = tags.base64("s", text.from(), text.to());
      if (octets == null) {
        break;
      }
      if (groups.isEmpty() || piece.separator() == '|') {
        groups.add(new ArrayList<>(1));
      }
      groups.getLast().add(new Value(selector, algorithm, octets, text.from(), text.to()));
    }
    return groups;
  }
}
