package dev.indicia.bimi;

/**
 * Bounds on what a domain may make us read. Hitting one is a {@link BimiReason}.
 *
 * @param indicatorOctetsMax size of an Indicator, compressed and expanded, in octets
 * @param evidenceOctetsMax size of an evidence document, in octets
 * @param certificatesMax certificates in one evidence document
 * @param elementDepthMax elements inside each other in an Indicator
 * @param complaintsMax complaints about one Indicator; the last says that there are more
 */
public record BimiLimits(
    int indicatorOctetsMax,
    int evidenceOctetsMax,
    int certificatesMax,
    int elementDepthMax,
    int complaintsMax) {
  /** 32 KiB an Indicator, 256 KiB of evidence with 8 certificates, depth 64, 100 complaints. */
  public static final BimiLimits DEFAULT = new BimiLimits(32 << 10, 256 << 10, 8, 64, 100);

  public BimiLimits {
    if (Math.min(Math.min(indicatorOctetsMax, evidenceOctetsMax), certificatesMax) < 1
        || Math.min(elementDepthMax, complaintsMax) < 1) {
      throw new IllegalArgumentException("a limit is less than 1");
    }
  }
}
