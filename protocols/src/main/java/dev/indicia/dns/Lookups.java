package dev.indicia.dns;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The look-ups of one message: asks each question once, records every answer with its time, and
 * stops asking when the {@link DnsLimits} are used up: the resolver is told how much time is left,
 * and what would be asked past the end is {@link DnsFailure#BUDGET_EXHAUSTED}, not recorded, for
 * nothing was asked. Not thread-safe: one message, one thread.
 */
public final class Lookups implements Resolver {
  private final Resolver resolver;
  private final InstantSource clock;
  private final DnsLimits limits;
  private final Map<Question, Answer> known = HashMap.newHashMap(16);
  private final List<RecordedAnswer> recorded = new ArrayList<>(12);
  private final long startMillis;

  /**
   * Look-ups that start now.
   *
   * @param clock the real time at which answers arrive, which is not always the time a message is
   *     judged at
   */
  public Lookups(Resolver resolver, InstantSource clock, DnsLimits limits) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.startMillis = clock.millis();
  }

  @Override
  public Answer resolve(Question question) {
    Answer answer = known.get(question);
    return answer != null ? answer : ask(question);
  }

  private Answer ask(Question question) {
    if (known.size() >= limits.questionsMax()) {
      return new Answer.Failed(
          question,
          DnsFailure.BUDGET_EXHAUSTED,
          "more than " + limits.questionsMax() + " questions for one message");
    }
    long millisLeft = limits.budgetMillis() - (clock.millis() - startMillis);
    if (millisLeft <= 0) {
      return new Answer.Failed(
          question,
          DnsFailure.BUDGET_EXHAUSTED,
          "look-ups for this message took " + limits.budgetMillis() + " ms");
    }
    // A clock that was set back must not make the budget larger.
    Answer answer = resolver.resolveWithin(question, Math.min(millisLeft, limits.budgetMillis()));
    known.put(question, answer);
    recorded.add(new RecordedAnswer(answer, clock.instant()));
    return answer;
  }

  /** The answers so far, in the order asked, each question once. An unmodifiable copy. */
  public List<RecordedAnswer> recorded() {
    return List.copyOf(recorded);
  }
}
