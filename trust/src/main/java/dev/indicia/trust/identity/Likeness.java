package dev.indicia.trust.identity;

/**
 * That something shown is like a protected name and is not it. Immutable.
 *
 * @param kind in what way
 * @param grade how sure that is
 * @param of the name it is like
 * @param shown the domain or display name
 * @param explanation a plain sentence
 */
public record Likeness(Kind kind, Grade grade, ProtectedName of, String shown, String explanation) {

  /** In what way. */
  public enum Kind {
    /** Domain: other letters that look the same. */
    CONFUSABLE,
    /** Domain or display name: a letter more, less, swapped or replaced. */
    EDIT,
    /** Domain: the key beside the right one. */
    KEYBOARD,
    /** Domain: the name among other words. */
    COMBO,
    /** Domain: the same name under another suffix. */
    WRONG_TLD,
    /** Domain: the name stands in front of a foreign domain. */
    SUBDOMAIN,
    /** Display name: claims to be it. */
    NAME,
    /** Display name: contains an address or a domain of it. */
    ADDRESS,
    /** Display name: claims to be carried by it, "Ann via PayPal". */
    VIA,
    /** Display name: claims to speak for it, "Billing on behalf of PayPal". */
    BEHALF
  }

  /** How sure that is. */
  public enum Grade {
    /** Also met where nothing is wrong. */
    WEAK,
    /** Hardly ever an accident. */
    CLEAR
  }
}
