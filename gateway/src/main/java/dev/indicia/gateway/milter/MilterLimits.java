package dev.indicia.gateway.milter;

/**
 * How much a mail system may ask of us. Each limit that is hit gives a {@link MilterReason}.
 *
 * @param connectionsMax connections at once; more are closed when they come
 * @param packetOctetsMax octets of one packet, its code included
 * @param packetMemoryOctetsMax octets of memory for packets, of all connections together, past 16
 *     KiB for each
 * @param fieldsMax header fields of one message
 * @param recipientsMax recipients of one message
 * @param textOctetsMax octets of an address, a host name, a HELO name or a macro's value
 * @param idleMillisMax milliseconds without a command while no message's content is coming; the
 *     mail system waits there for its client
 * @param packetMillisMax milliseconds from a packet's first octet to its last, from one packet of a
 *     message's content to the next, and for the mail system to take an answer
 * @param contentMillisMax milliseconds from the first header field of a message to its end
 * @param handlerMillisMax milliseconds for deciding on a message
 */
public record MilterLimits(
    int connectionsMax,
    int packetOctetsMax,
    long packetMemoryOctetsMax,
    int fieldsMax,
    int recipientsMax,
    int textOctetsMax,
    long idleMillisMax,
    long packetMillisMax,
    long contentMillisMax,
    long handlerMillisMax) {
  /**
   * 1000 connections, packets of 1 MiB and a little, 2000 fields and recipients, 2 hours idle, 60
   * seconds a message.
   */
  public static final MilterLimits DEFAULT =
      new MilterLimits(
          1000, (1 << 20) + 1024, 256L << 20, 2000, 2000, 1024, 7_200_000, 60_000, 600_000, 60_000);

  /** The least that {@link #packetOctetsMax} may be: a chunk of the body, as all send it. */
  public static final int PACKET_OCTETS_MIN = 65_536;

  public MilterLimits {
    if (packetOctetsMax < PACKET_OCTETS_MIN) {
      throw new IllegalArgumentException("packetOctetsMax is too small: " + packetOctetsMax);
    }
    if (connectionsMax < 1
        || packetMemoryOctetsMax < packetOctetsMax
        || fieldsMax < 1
        || recipientsMax < 1
        || textOctetsMax < 1
        || idleMillisMax < 1
        || packetMillisMax < 1
        || contentMillisMax < 1
        || handlerMillisMax < 1) {
      throw new IllegalArgumentException("a limit is too small for any message");
    }
  }
}
