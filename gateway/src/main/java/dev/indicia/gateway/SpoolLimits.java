package dev.indicia.gateway;

/**
 * How much of messages that are being received is kept at once.
 *
 * @param messageOctetsMax octets of one message
 * @param messageMemoryOctetsMax octets of one message that are kept in memory; one that grows
 *     longer goes to a file
 * @param memoryOctetsMax octets in memory, of all messages together; past it a message goes to a
 *     file at once
 * @param diskOctetsMax octets in files, of all messages together
 */
public record SpoolLimits(
    long messageOctetsMax, int messageMemoryOctetsMax, long memoryOctetsMax, long diskOctetsMax) {
  /** 64 MiB a message, 1 MiB of it in memory, 256 MiB of memory and 8 GiB of files in all. */
  public static final SpoolLimits DEFAULT =
      new SpoolLimits(64L << 20, 1 << 20, 256L << 20, 8L << 30);

  public SpoolLimits {
    if (messageOctetsMax < 1
        || messageMemoryOctetsMax < 0
        || memoryOctetsMax < 0
        || diskOctetsMax < 0) {
      throw new IllegalArgumentException("a limit is negative, or none would fit");
    }
  }
}
