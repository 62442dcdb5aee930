package dev.indicia.content;

/**
 * How much of a message is rendered. What lies past a limit is not read, and the result carries
 * {@code TRUNCATED}; of links and parts past theirs, the first ones are kept. Immutable.
 *
 * @param bodyOctetsMax octets decoded of each text part
 * @param textPartsMax text parts rendered
 * @param blocksMax blocks in all
 * @param charactersMax characters of all blocks' texts together
 * @param linksMax links in all
 * @param partsMax other parts listed
 * @param depthMax HTML elements open at a time
 * @param qrImagesMax images looked at for QR codes; 0 looks at none
 */
public record RenderLimits(
    int bodyOctetsMax,
    int textPartsMax,
    int blocksMax,
    int charactersMax,
    int linksMax,
    int partsMax,
    int depthMax,
    int qrImagesMax) {

  /** 1 MiB of each of 20 text parts, 2,000 blocks of 200,000 characters, 2,000 links, no images. */
  public static final RenderLimits DEFAULT =
      new RenderLimits(1 << 20, 20, 2000, 200_000, 2000, 200, 512, 0);

  public RenderLimits {
    if (bodyOctetsMax < 1
        || textPartsMax < 1
        || blocksMax < 2
        || charactersMax < 1
        || linksMax < 1
        || partsMax < 1
        || depthMax < 8) {
      throw new IllegalArgumentException("limits are positive; two blocks and depth 8 at least");
    }
    if (qrImagesMax < 0) {
      throw new IllegalArgumentException("qrImagesMax is negative: " + qrImagesMax);
    }
  }

  /** These limits with another number of images looked at for QR codes. */
  public RenderLimits withQrImagesMax(int images) {
    return new RenderLimits(
        bodyOctetsMax,
        textPartsMax,
        blocksMax,
        charactersMax,
        linksMax,
        partsMax,
        depthMax,
        images);
  }
}
