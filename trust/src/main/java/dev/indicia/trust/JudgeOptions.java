package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import java.util.Set;

/**
 * What the receiver knows of itself. Immutable.
 *
 * @param ownDomains domains of our own, with all names below them; when empty, those of the
 *     recipients are taken
 */
public record JudgeOptions(Set<DomainName> ownDomains) {
  /** Nothing configured. */
  public static final JudgeOptions DEFAULT = new JudgeOptions(Set.of());

  public JudgeOptions {
    ownDomains = Set.copyOf(ownDomains);
  }
}
