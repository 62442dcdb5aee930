package dev.indicia.gateway.policy;

import java.util.List;
import java.util.Set;

/**
 * What is done with messages. Immutable.
 *
 * @param enforced whether it is done; where not, it is only said what would have been
 * @param rules in order; the first that applies counts, and a message that none applies to goes on
 * @param closed failures at which mail is refused; at the others it goes on unjudged. Without
 *     enforcing it always goes on
 */
public record Policy(boolean enforced, List<PolicyRule> rules, Set<Failure> closed) {
  /** Everything goes on, and nothing would be done. */
  public static final Policy WATCH = new Policy(false, List.of(), Set.of());

  public Policy {
    rules = List.copyOf(rules);
    closed = Set.copyOf(closed);
  }

  /** What it says of a message. */
  public PolicyDecision decide(PolicyFacts facts) {
    for (PolicyRule rule : rules) {
      if (rule.when().holds(facts)) {
        return new PolicyDecision(rule, rule.then(), enforced);
      }
    }
    return new PolicyDecision(null, PolicyAction.ACCEPT, enforced);
  }

  /** Whether mail is refused at that failure. */
  public boolean refusesAt(Failure failure) {
    return enforced && closed.contains(failure);
  }
}
