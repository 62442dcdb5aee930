package dev.indicia.gateway.policy;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.FindingCode;
import dev.indicia.trust.Layer;
import dev.indicia.trust.VerdictKind;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.template.TemplateKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a rule applies: everything that is given has to hold, of each list one entry. Immutable.
 *
 * @param verdicts the verdict is one of these; empty for any
 * @param suspected what a suspicious message falls short of is one of these; empty for any
 * @param layers the failing layer is one of these; empty for any
 * @param findings one of these is among the findings; empty for any
 * @param claims one of these is told; empty for any
 * @param templates its template is for one of these; empty for any
 * @param recipientDomains every recipient is at or below one of these, as one message gets one
 *     answer; empty for any
 */
public record Condition(
    Set<VerdictKind> verdicts,
    Set<VerdictKind> suspected,
    Set<Layer> layers,
    Set<FindingCode> findings,
    Set<Claim.Story> claims,
    Set<TemplateKind> templates,
    Set<DomainName> recipientDomains) {
  /** Always. */
  public static final Condition ALWAYS =
      new Condition(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public Condition {
    verdicts = Set.copyOf(verdicts);
    suspected = Set.copyOf(suspected);
    layers = Set.copyOf(layers);
    findings = Set.copyOf(findings);
    claims = Set.copyOf(claims);
    templates = Set.copyOf(templates);
    recipientDomains = Set.copyOf(recipientDomains);
  }

  /** Whether it holds for a message. */
  public boolean holds(PolicyFacts facts) {
    return isAny(verdicts, facts.verdict().kind())
        && isAny(suspected, facts.verdict().suspected())
        && isAny(layers, facts.verdict().failingLayer())
        && (findings.isEmpty()
            || facts.verdict().findings().stream().anyMatch(f -> findings.contains(f.code())))
        && (claims.isEmpty() || facts.claims().stream().anyMatch(claims::contains))
        && isAny(templates, facts.template())
        && (recipientDomains.isEmpty() || isForThese(facts));
  }

  private static <T> boolean isAny(Set<T> wanted, @Nullable T value) {
    return wanted.isEmpty() || value != null && wanted.contains(value);
  }

  private boolean isForThese(PolicyFacts facts) {
    return !facts.recipientDomains().isEmpty()
        && facts.recipientDomains().stream()
            .allMatch(domain -> recipientDomains.stream().anyMatch(domain::isAtOrBelow));
  }
}
