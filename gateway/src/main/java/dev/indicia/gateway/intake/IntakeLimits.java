package dev.indicia.gateway.intake;

/**
 * How much of a copy is read. Hitting one is an {@link IntakeReason}.
 *
 * @param textOctetsMax octets of a journal report's text, decoded
 * @param recipientsMax recipients that it names
 * @param attachedMax messages attached to one mail, of which each is judged
 * @param messageOctetsMax octets of a message in a mailbox; a larger one is not fetched; at most 1
 *     GiB
 */
public record IntakeLimits(
    int textOctetsMax, int recipientsMax, int attachedMax, int messageOctetsMax) {
  /** 1 MiB of text, 10,000 recipients, 20 attached messages, 64 MiB a message. */
  public static final IntakeLimits DEFAULT = new IntakeLimits(1 << 20, 10_000, 20, 64 << 20);

  private static final int OCTETS_MOST = 1 << 30;

  public IntakeLimits {
    if (textOctetsMax < 1
        || recipientsMax < 1
        || attachedMax < 1
        || messageOctetsMax < 1
        || messageOctetsMax > OCTETS_MOST) {
      throw new IllegalArgumentException("limits are positive, and a message has at most 1 GiB");
    }
  }
}
