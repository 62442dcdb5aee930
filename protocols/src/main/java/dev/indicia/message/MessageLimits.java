package dev.indicia.message;

/**
 * How much of a message is read. What lies past a limit is not parsed, and the message carries the
 * {@link DefectKind} that names the limit.
 *
 * @param octetsMax size of the whole message, in octets
 * @param headerOctetsMax size of the header section, in octets
 * @param fieldsMax header fields in the message's header section
 * @param fieldOctetsMax size of one header field with its folding, in octets
 * @param mimeDepthMax nesting of multipart and message/rfc822 parts; the message itself is depth 0
 * @param mimePartsMax MIME parts in all
 * @param addressesMax addresses parsed from one header field
 */
public record MessageLimits(
    int octetsMax,
    int headerOctetsMax,
    int fieldsMax,
    int fieldOctetsMax,
    int mimeDepthMax,
    int mimePartsMax,
    int addressesMax) {

  /** 64 MiB a message, 1 MiB of header section, 2000 fields of at most 256 KiB. */
  public static final MessageLimits DEFAULT =
      new MessageLimits(64 << 20, 1 << 20, 2000, 256 << 10, 50, 2000, 5000);

  public MessageLimits {
    if (octetsMax < 1
        || headerOctetsMax < 1
        || fieldsMax < 1
        || fieldOctetsMax < 1
        || mimeDepthMax < 1
        || mimePartsMax < 1
        || addressesMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
