package dev.indicia.content;

/**
 * How much is spent on QR codes of one message. Immutable.
 *
 * @param octetsMax size of an image file that is looked at, in octets
 * @param pixelsMax width times height of an image that is decoded, known before from its header
 * @param codesMax codes taken from all images
 * @param pixelsAllMax pixels of all images that are decoded; one that would pass it is left out
 */
public record QrLimits(int octetsMax, int pixelsMax, int codesMax, int pixelsAllMax) {
  /** Files of 2 MiB, 4 million pixels each, 10 codes, 8 million pixels in all. */
  public static final QrLimits DEFAULT = new QrLimits(2 << 20, 4_000_000, 10, 8_000_000);

  public QrLimits {
    if (octetsMax < 1 || pixelsMax < 1 || codesMax < 1 || pixelsAllMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
