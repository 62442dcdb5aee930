package dev.indicia.dns;

/**
 * Looks up one question in the DNS. The only thing the protocols need from the outside world.
 *
 * <p>An implementation follows CNAME records, never throws for what the DNS does (it answers {@link
 * Answer.Failed}), bounds its own waiting time, and is safe for use by several threads at once.
 * Blocking is expected; callers that need concurrency use virtual threads.
 */
@FunctionalInterface
public interface Resolver {

  /** Answers the question, blocking as long as the implementation's own time limit allows. */
  Answer resolve(Question question);

  /**
   * Answers the question as {@link #resolve} does, but gives up with {@link DnsFailure#TIMEOUT}
   * when the caller's time is over. Worth implementing for whoever waits or wraps another resolver;
   * the default ignores the limit, so that one method is enough.
   *
   * @param millisMax time the caller has left, in milliseconds, at least 1
   */
  default Answer resolveWithin(Question question, long millisMax) {
    return resolve(question);
  }
}
