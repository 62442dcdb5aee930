package dev.indicia.spf;

/**
 * What one SPF evaluation may cost. Each limit that is hit is a reason of its own. Immutable.
 *
 * @param dnsTermsMax terms that cause look-ups: include, a, mx, ptr, exists, redirect, and each
 *     macro {@code %{p}} (RFC 7208 §4.6.4: 10)
 * @param voidLookupsMax terms with a look-up that found no record (RFC 7208 §4.6.4: 2); a term
 *     counts once, however many of its look-ups were in vain
 * @param mxNamesMax MX records of one name (RFC 7208 §4.6.4: 10); more are an error
 * @param ptrNamesMax PTR records of the client that are looked at (RFC 7208 §4.6.4: 10); more are
 *     ignored
 * @param recordOctetsMax octets of one record; RFC 7208 §3.4 advises 450, the DNS allows 65535
 * @param stepsMax terms read, addresses compared, and 16 characters of a macro's value for each of
 *     the macro's own characters: one step each (RFC 7208 §11.1)
 * @param explanationCharsMax characters of an explanation after macro expansion; a longer one is no
 *     explanation (RFC 7208 §6.2)
 * @param identityCharsMax characters of RFC5321.MailFrom and RFC5321.HELO (RFC 5321 §4.5.3.1 allows
 *     256 and 255)
 */
public record SpfLimits(
    int dnsTermsMax,
    int voidLookupsMax,
    int mxNamesMax,
    int ptrNamesMax,
    int recordOctetsMax,
    int stepsMax,
    int explanationCharsMax,
    int identityCharsMax) {

  /** The limits of RFC 7208 §4.6.4, and for the rest what no honest record needs. */
  public static final SpfLimits DEFAULT =
      new SpfLimits(10, 2, 10, 10, 16_384, 100_000, 1_000, 1_024);

  public SpfLimits {
    if (dnsTermsMax < 0 || voidLookupsMax < 0 || mxNamesMax < 1 || ptrNamesMax < 0) {
      throw new IllegalArgumentException("a limit of look-ups is negative");
    }
    if (dnsTermsMax > 1_000) {
      throw new IllegalArgumentException("dnsTermsMax is above 1000: " + dnsTermsMax);
    }
    if (recordOctetsMax < 6 || stepsMax < 1 || explanationCharsMax < 0 || identityCharsMax < 1) {
      throw new IllegalArgumentException("a limit of length or steps is too small");
    }
  }
}
