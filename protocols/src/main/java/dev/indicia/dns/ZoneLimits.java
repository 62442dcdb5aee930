package dev.indicia.dns;

/**
 * What reading one zone file with all it includes may cost.
 *
 * @param charactersMax characters of all files together
 * @param recordsMax records and {@code $FAIL} and {@code $SECURE} lines together
 * @param includeDepthMax files open at once, the first one included
 */
public record ZoneLimits(int charactersMax, int recordsMax, int includeDepthMax) {
  /** 256 Mi characters, 2,000,000 records, 8 files deep. */
  public static final ZoneLimits DEFAULT = new ZoneLimits(256 << 20, 2_000_000, 8);

  public ZoneLimits {
    if (charactersMax < 1 || recordsMax < 1 || includeDepthMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
