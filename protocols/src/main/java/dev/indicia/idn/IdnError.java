package dev.indicia.idn;

/**
 * What makes a name invalid: one constant for each step of UTS #46 that can fail. Stable API; the
 * names are those of ICU where ICU has the same error.
 *
 * @since 0.1
 */
public enum IdnError {
  /**
   * The input is longer than {@link Idn#INPUT_CODE_POINTS_MAX} code points. It was not read, so no
   * other error is reported with this one.
   */
  INPUT_TOO_LONG("input-too-long", "UTS #46 §4.2", "the name is longer than any valid one"),

  /**
   * A label has no code points, or none that is not ignored. The root after a final dot is not
   * meant.
   */
  EMPTY_LABEL("empty-label", "UTS #46 §4.2", "a label is empty"),

  /** The ASCII form of a label is longer than 63 octets (VerifyDnsLength; RFC 1035 §2.3.4). */
  LABEL_TOO_LONG("label-too-long", "UTS #46 §4.2", "a label is longer than 63 octets"),

  /** The ASCII form, final dot not counted, is longer than 253 octets (VerifyDnsLength). */
  DOMAIN_NAME_TOO_LONG(
      "domain-name-too-long", "UTS #46 §4.2", "the name is longer than 253 octets"),

  /** Criterion 3 of UTS #46 §4.1 (CheckHyphens). */
  LEADING_HYPHEN("leading-hyphen", "RFC 5891 §4.2.3.1", "a label begins with a hyphen"),

  /** Criterion 3 of UTS #46 §4.1 (CheckHyphens). */
  TRAILING_HYPHEN("trailing-hyphen", "RFC 5891 §4.2.3.1", "a label ends with a hyphen"),

  /**
   * Criterion 2 of UTS #46 §4.1 (CheckHyphens): so has a label without being an A-label, or the
   * content of an A-label.
   */
  HYPHEN_3_4(
      "hyphen-3-4", "RFC 5891 §4.2.3.1", "a label has hyphens in its third and fourth position"),

  /** Criterion 6 of UTS #46 §4.1. */
  LEADING_COMBINING_MARK(
      "leading-combining-mark", "RFC 5891 §4.2.3.2", "a label begins with a combining mark"),

  /**
   * Criterion 7 of UTS #46 §4.1. Disallowed are also unassigned code points and unpaired surrogates
   * and, in an A-label, those that would be mapped or ignored outside of it.
   */
  DISALLOWED("disallowed", "UTS #46 §5", "a code point is not allowed in domain names"),

  /** Step 4 of UTS #46 §4; RFC 3492 §6.2. */
  PUNYCODE("punycode", "UTS #46 §4", "a label begins with xn-- and is not Punycode"),

  /** Step 4 of UTS #46 §4; RFC 5890 §2.3.2.1: an A-label stands for a label that is not ASCII. */
  ACE_LABEL_ASCII(
      "ace-label-ascii", "UTS #46 §4", "a label begins with xn-- and stands for an ASCII label"),

  /** Criterion 1 of UTS #46 §4.1; other labels have been normalized. */
  ACE_LABEL_NOT_NFC(
      "ace-label-not-nfc", "RFC 5891 §5.4", "an A-label stands for a label that is not in NFC"),

  /** Criterion 9 of UTS #46 §4.1 (CheckBidi). Applies to every label of a Bidi domain name. */
  BIDI("bidi", "RFC 5893 §2", "a label of a right-to-left name breaks the Bidi Rule"),

  /** Criterion 8 of UTS #46 §4.1 (CheckJoiners): RFC 5892 §A.1 and §A.2. */
  CONTEXTJ("contextj", "RFC 5892 §A", "a zero width joiner or non-joiner is out of context");

  private final String code;
  private final String section;
  private final String meaning;

  IdnError(String code, String section, String meaning) {
    this.code = code;
    this.section = section;
    this.meaning = meaning;
  }

  /** {@return the stable word, lower-case with hyphens} */
  public String code() {
    return code;
  }

  /** {@return the section the step stands in, as "RFC 5893 §2"} */
  public String section() {
    return section;
  }

  /** {@return one plain sentence for people, without final dot} */
  public String meaning() {
    return meaning;
  }
}
