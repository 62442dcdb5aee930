package dev.indicia.content;

/**
 * How much is spent on QR codes of one message. Immutable.
 *
 * @param octetsMax size of an image file that is looked at, in octets
 * @param pixelsMax width times height of an image that is decoded, known before from its header
 * @param codesMax codes taken from all images
 * @param millisecondsMax no further image is begun after that time, in milliseconds
 */
public record QrLimits(int octetsMax, int pixelsMax, int codesMax, int millisecondsMax) {
  /** Files of 2 MiB, 4 million pixels, 10 codes, 250 ms. */
  public static final QrLimits DEFAULT = new QrLimits(2 << 20, 4_000_000, 10, 250);

  public QrLimits {
    if (octetsMax < 1 || pixelsMax < 1 || codesMax < 1 || millisecondsMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
