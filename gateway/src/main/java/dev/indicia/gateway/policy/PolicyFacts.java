package dev.indicia.gateway.policy;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.claim.Claim;
import dev.indicia.trust.template.TemplateKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rules see of a message. Immutable.
 *
 * @param claims what the texts between the sender's own words tell
 * @param template what its template is for; null where nothing says so
 * @param recipientDomains of every recipient that has one; in any order
 */
public record PolicyFacts(
    Verdict verdict,
    Set<Claim.Story> claims,
    @Nullable TemplateKind template,
    List<DomainName> recipientDomains) {
  public PolicyFacts {
    claims = Set.copyOf(claims);
    recipientDomains = List.copyOf(recipientDomains);
  }
}
