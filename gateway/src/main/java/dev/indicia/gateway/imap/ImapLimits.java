package dev.indicia.gateway.imap;

/**
 * How much of a server's talk is read, and how long it is waited for. Hitting one is an {@link
 * ImapReason}; how large messages may be is said by {@link
 * dev.indicia.gateway.intake.IntakeLimits}. No time is longer than a day.
 *
 * @param textOctetsMax octets of one response, without the message in it
 * @param valuesMax values in one response
 * @param nestingMax lists within lists in one response; at most 100
 * @param responsesMax responses before a command's own answer
 * @param connectMillisMax time for a connection and its TLS handshake, in milliseconds
 * @param commandMillisMax time for one command, and for each MiB of a message, in milliseconds
 * @param idleMillisMax time in IDLE before it is begun anew, in milliseconds; under 30 minutes (RFC
 *     2177 §3)
 * @param retryMillisMin wait after a failure, in milliseconds; it doubles with each further one
 * @param retryMillisMax wait at most, in milliseconds; at once after a refused login, so that no
 *     account is locked
 */
public record ImapLimits(
    int textOctetsMax,
    int valuesMax,
    int nestingMax,
    int responsesMax,
    long connectMillisMax,
    long commandMillisMax,
    long idleMillisMax,
    long retryMillisMin,
    long retryMillisMax) {
  /** 4 MiB and 150,000 values a response, 2 minutes a command, retries after 1 to 300 seconds. */
  public static final ImapLimits DEFAULT =
      new ImapLimits(4 << 20, 150_000, 20, 10_000, 30_000, 120_000, 1_500_000, 1_000, 300_000);

  private static final int NESTING_MOST = 100;
  private static final long MILLIS_MOST = 86_400_000;

  /** RFC 2177 §3: after half an hour a server may log a client out. */
  private static final long IDLE_MILLIS_MOST = 1_799_999;

  public ImapLimits {
    long[] all = {
      textOctetsMax,
      valuesMax,
      nestingMax,
      responsesMax,
      connectMillisMax,
      commandMillisMax,
      idleMillisMax,
      retryMillisMin,
      retryMillisMax
    };
    for (long one : all) {
      if (one < 1) {
        throw new IllegalArgumentException("limits are positive");
      }
    }
    if (nestingMax > NESTING_MOST) {
      throw new IllegalArgumentException("nestingMax is above " + NESTING_MOST);
    }
    if (Math.max(connectMillisMax, Math.max(commandMillisMax, retryMillisMax)) > MILLIS_MOST) {
      throw new IllegalArgumentException("a time is longer than a day");
    }
    if (idleMillisMax > IDLE_MILLIS_MOST) {
      throw new IllegalArgumentException("idleMillisMax is not under 30 minutes (RFC 2177)");
    }
    if (retryMillisMin > retryMillisMax) {
      throw new IllegalArgumentException("the wait shrinks");
    }
  }
}
