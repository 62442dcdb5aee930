package dev.indicia.idn;

import java.util.Objects;

/**
 * Converts internationalized domain names between A-labels and U-labels, UTS #46 §4.2 and §4.3.
 *
 * <p>The options are those of UTS #46 non-transitional processing: CheckHyphens, CheckBidi,
 * CheckJoiners and, in {@link #toAscii}, VerifyDnsLength are on; UseSTD3ASCIIRules and
 * IgnoreInvalidPunycode are off, so that {@code _dmarc.example} passes.
 *
 * <p>Neither method throws for what a name says, unpaired surrogates included. Work is linear in
 * the input, which is at most {@link #INPUT_CODE_POINTS_MAX} code points long. A name that is
 * already lower-case ASCII without {@code xn--} is returned as the same {@code String}.
 *
 * <p>Thread-safe: the class has no mutable state.
 *
 * @since 0.1
 */
public final class Idn {
  /**
   * Longest accepted input, in code points, inclusive. A name of 253 octets stays below it in any
   * decomposed form; only names stuffed with ignored code points are longer.
   */
  public static final int INPUT_CODE_POINTS_MAX = 1000;

  /** Longest label, in octets of its ASCII form, inclusive; RFC 1035 §2.3.4. */
  static final int LABEL_OCTETS_MAX = 63;

  /**
   * Longest name, in octets of its ASCII form without the final dot, inclusive; RFC 1035 §2.3.4.
   */
  static final int DOMAIN_OCTETS_MAX = 253;

  private Idn() {}

  /**
   * Returns the name with every label in ASCII: A-labels and lower-case ASCII labels, UTS #46 §4.2.
   *
   * <p>A final dot is kept and is not counted as a label. Labels that are A-labels already are
   * validated and kept.
   *
   * @param domain a domain name in any mixture of ASCII labels, A-labels and U-labels
   * @return the ASCII form, or every kind of error the name has
   */
  public static IdnResult toAscii(String domain) {
    return convert(domain, IdnConversion.Form.ASCII);
  }

  /**
   * Returns the name with every A-label as U-label, mapped and normalized, UTS #46 §4.3.
   *
   * <p>For display and comparison. Lengths are checked for A-labels only, because DNS limits the
   * ASCII form; pass the result to {@link #toAscii} to check it. UTS #46 asks to show the name even
   * when it has errors: show the input then.
   *
   * @param domain a domain name in any mixture of ASCII labels, A-labels and U-labels
   * @return the Unicode form, or every kind of error the name has
   */
  public static IdnResult toUnicode(String domain) {
    return convert(domain, IdnConversion.Form.UNICODE);
  }

  private static IdnResult convert(String domain, IdnConversion.Form form) {
    Objects.requireNonNull(domain, "domain");
    if (isPlain(domain)) {
      return new IdnResult.Valid(domain);
    }
    return new IdnConversion(form).convert(domain);
  }

  /**
   * Answers whether both forms of the name are the name itself: non-empty lower-case ASCII labels
   * of legal length and hyphens. False only means that the long way must decide.
   */
  private static boolean isPlain(String domain) {
    int length = domain.length();
    int labelStart = 0;
    for (int i = 0; i < length; i++) {
      char c = domain.charAt(i);
      if (c == '.') {
        if (!isPlainLabel(domain, labelStart, i)) {
          return false;
        }
        labelStart = i + 1;
      } else if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    boolean endsInDot = length > 0 && labelStart == length;
    return (endsInDot || isPlainLabel(domain, labelStart, length))
        && length - (endsInDot ? 1 : 0) <= DOMAIN_OCTETS_MAX;
  }

  private static boolean isPlainLabel(String domain, int start, int end) {
    int length = end - start;
    return length >= 1
        && length <= LABEL_OCTETS_MAX
        && domain.charAt(start) != '-'
        && domain.charAt(end - 1) != '-'
        && !(length >= 4 && domain.charAt(start + 2) == '-' && domain.charAt(start + 3) == '-');
  }
}
