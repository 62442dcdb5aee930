package dev.indicia.bimi;

import dev.indicia.dns.Resolver;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Evaluates BIMI for messages (BIMI §7). Immutable, thread-safe if the assets are. Asks at most
 * four names for Assertion Records, and one for the DMARC record of the Organizational Domain.
 */
public final class BimiEvaluator {
  private final BimiAssets assets;
  private final Set<TrustAnchor> authorities;
  private final BimiLimits limits;

  /** An evaluator that has nothing retrieved: the best result is {@code skipped}. */
  public BimiEvaluator() {
    this(BimiAssets.NONE, Set.of(), BimiLimits.DEFAULT);
  }

  /**
   * An evaluator.
   *
   * @param assets what was retrieved
   * @param authorities the Mark Verifying Authorities that are trusted
   */
  public BimiEvaluator(BimiAssets assets, Set<TrustAnchor> authorities, BimiLimits limits) {
    this.assets = Objects.requireNonNull(assets, "assets");
    this.authorities = Set.copyOf(authorities);
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Evaluates BIMI for one message.
   *
   * @param at the time that certificates must be valid at
   */
  public BimiResult evaluate(BimiMessage message, Resolver resolver, Instant at) {
    return new BimiEvaluation(message, resolver, assets, authorities, limits, at).run();
  }
}
