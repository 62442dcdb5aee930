package dev.indicia.resolver;

/**
 * What a cache may keep, and how long.
 *
 * @param entriesMax answers kept at once
 * @param octetsMax estimated memory of those answers, in octets
 * @param ttlSecondsMin an answer with records is kept at least this long, even with TTL 0
 * @param ttlSecondsMax and at most this long
 * @param negativeSecondsMax longest time "no such name" and "no data" are kept (RFC 2308 §5: one to
 *     three hours work well, more than a day does not)
 * @param failureSeconds how long a failure is kept (RFC 9520 §3.2: at least 1 second, at most 5
 *     minutes)
 */
public record CacheLimits(
    int entriesMax,
    long octetsMax,
    long ttlSecondsMin,
    long ttlSecondsMax,
    long negativeSecondsMax,
    long failureSeconds) {
  /** 200,000 answers in 128 MiB, 1 second to 1 day, negative 1 hour, failures 5 seconds. */
  public static final CacheLimits DEFAULT =
      new CacheLimits(200_000, 128L << 20, 1, 86_400, 3_600, 5);

  public CacheLimits {
    if (entriesMax < 1 || octetsMax < 1) {
      throw new IllegalArgumentException("entriesMax and octetsMax are positive");
    }
    if (ttlSecondsMin < 0 || ttlSecondsMax < ttlSecondsMin) {
      throw new IllegalArgumentException("0 <= ttlSecondsMin <= ttlSecondsMax does not hold");
    }
    if (negativeSecondsMax < 0 || failureSeconds < 0 || failureSeconds > 300) {
      throw new IllegalArgumentException("negativeSecondsMax or failureSeconds out of range");
    }
  }
}
