package dev.indicia.gateway.inbound;

/**
 * How much is judged at once, and how long. Past each limit the message has a defined answer, see
 * {@link dev.indicia.gateway.policy.Failure}.
 *
 * @param messageOctetsMax size of a message that is judged, in octets; at most 1 GiB
 * @param memoryOctetsMax messages that are in memory at one time, in octets; a message counts three
 *     times, for what is decoded of it
 * @param memoryMillisMax time that a message waits for memory, in milliseconds
 * @param judgingMillisMax time for judging one message, DNS included, in milliseconds
 * @param eventMillisMax time for writing its event, in milliseconds
 */
public record GatewayLimits(
    int messageOctetsMax,
    long memoryOctetsMax,
    int memoryMillisMax,
    int judgingMillisMax,
    int eventMillisMax) {
  /** 64 MiB a message, 256 MiB at once for which 10 seconds are waited, 30 seconds, 10 seconds. */
  public static final GatewayLimits DEFAULT =
      new GatewayLimits(64 << 20, 256L << 20, 10_000, 30_000, 10_000);

  private static final int OCTETS_MOST = 1 << 30;

  public GatewayLimits {
    if (messageOctetsMax < 1
        || messageOctetsMax > OCTETS_MOST
        || memoryOctetsMax < 1
        || memoryMillisMax < 1
        || judgingMillisMax < 1
        || eventMillisMax < 1) {
      throw new IllegalArgumentException("limits are positive, and a message has at most 1 GiB");
    }
  }
}
