package dev.indicia.dns;

/**
 * What one message may ask of the DNS.
 *
 * @param questionsMax different questions for one message; those past it are answered {@link
 *     DnsFailure#BUDGET_EXHAUSTED}. SPF alone may need 10 terms with 10 MX or PTR names each, twice
 *     (RFC 7208 §4.6.4)
 * @param budgetMillis time for all look-ups of one message together, in milliseconds (RFC 7208
 *     §4.6.4 asks for at least 20 seconds for SPF)
 */
public record DnsLimits(int questionsMax, long budgetMillis) {
  /** 500 questions, 30 seconds. */
  public static final DnsLimits DEFAULT = new DnsLimits(500, 30_000);

  public DnsLimits {
    if (questionsMax < 1 || budgetMillis < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
