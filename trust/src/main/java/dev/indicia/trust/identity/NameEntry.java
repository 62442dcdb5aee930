package dev.indicia.trust.identity;

import dev.indicia.trust.text.Confusables;

/**
 * One way in which a protected name is written. Immutable.
 *
 * @param of the name it belongs to
 * @param role what it is of that name
 * @param raw in lower case, without blanks and hyphens; a domain as text
 * @param letters {@link Confusables#letters} of it
 * @param generic whether it is an everyday word
 * @param brand whether it is what its owner is called, and not merely one of many domains or the
 *     name of somebody who may share it
 */
record NameEntry(
    ProtectedName of, Role role, String raw, String letters, boolean generic, boolean brand) {

  /** What a text is of a name. */
  enum Role {
    /** The label that it registered. */
    LABEL,
    /** The name as people write it. */
    NAME,
    /** The words of a person's name in alphabetical order. */
    PERSON,
    /** A whole domain. */
    DOMAIN
  }

  static NameEntry of(ProtectedName of, Role role, String raw, boolean brand) {
    String letters = Confusables.letters(raw);
    // Without a difference one text is kept, not two.
    String kept = letters.equals(raw) ? raw : letters;
    boolean generic = role != Role.DOMAIN && ServiceWords.get().isGeneric(letters);
    return new NameEntry(of, role, raw, kept, generic, brand);
  }

  /** Whether the text, folded, looks the same. */
  boolean looksLike(String folded) {
    return letters.equals(folded) || skeleton().equals(Confusables.skeleton(folded));
  }

  String skeleton() {
    return Confusables.skeleton(letters);
  }

  /** Whether it stands for a label of a domain. */
  boolean isLabel() {
    return role == Role.LABEL
        || role == Role.NAME && brand && of.kind() != ProtectedName.Kind.LEARNED;
  }

  int weight() {
    return Tokens.weight(raw);
  }
}
