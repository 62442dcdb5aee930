package dev.indicia.gateway.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a message. Immutable.
 *
 * @param rule the rule that applied; null when none did
 * @param wanted what it does
 * @param enforced whether it is done; where not, it is only said
 */
public record PolicyDecision(@Nullable PolicyRule rule, PolicyAction wanted, boolean enforced) {
  /** What is done. */
  public PolicyAction taken() {
    return enforced ? wanted : PolicyAction.ACCEPT;
  }

  /** The rule's name; null when none applied. */
  public @Nullable String ruleName() {
    return rule == null ? null : rule.name();
  }
}
