package dev.indicia.arc;

/**
 * How much work one chain may cause. Each limit that is hit gives an {@link ArcReason}.
 *
 * @param setsMax ARC Sets in one message; at most 50 (RFC 8617 §5.2)
 * @param fieldOctetsMax size of one ARC header field with its folding, in octets
 * @param chainOctetsMax size of all ARC header fields together, in octets; each seal covers all
 *     below it
 */
public record ArcLimits(int setsMax, int fieldOctetsMax, int chainOctetsMax) {
  /** The most that {@link #setsMax} may be. */
  public static final int SETS_MAX = 50;

  /** 50 sets, 32 KiB a field, 256 KiB a chain. */
  public static final ArcLimits DEFAULT = new ArcLimits(SETS_MAX, 32 << 10, 256 << 10);

  public ArcLimits {
    if (setsMax < 1 || setsMax > SETS_MAX) {
      throw new IllegalArgumentException("setsMax is not 1 to 50: " + setsMax);
    }
    if (fieldOctetsMax < 1024 || chainOctetsMax < fieldOctetsMax) {
      throw new IllegalArgumentException("a limit is too small for any chain");
    }
  }
}
