package dev.indicia.dmarc;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.Resolver;
import dev.indicia.evidence.Evidence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Evaluates DMARC (RFC 9989 §5.3): finds the policy record that applies to the Author Domain and
 * looks whether an Authenticated Identifier is aligned with it. Immutable, thread-safe.
 *
 * <p>Each name is asked once in an evaluation. The Author Domain takes at most eight TXT queries
 * and one A query (for np), each identifier below its Organizational Domain at most seven more.
 */
public final class DmarcEvaluator {
  private final DmarcOptions options;

  /** An evaluator with these options. */
  public DmarcEvaluator(DmarcOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Evaluates DMARC for one Author Domain.
   *
   * @param identifiers the domain that SPF looked at for RFC5321.MailFrom and the signing domain of
   *     each DKIM signature, whether they passed or not
   */
  public DmarcResult evaluate(
      DomainName authorDomain, List<Identifier> identifiers, Resolver resolver) {
    Objects.requireNonNull(authorDomain, "authorDomain");
    Objects.requireNonNull(resolver, "resolver");
    return authorDomain.isRoot()
        ? noSingleAuthor(identifiers, DmarcReason.NO_AUTHOR_DOMAIN, "the author domain is the root")
        : new DmarcEvaluation(options, authorDomain, List.copyOf(identifiers), resolver).run();
  }

  /**
   * Evaluates DMARC for the domains of all mailboxes of RFC5322.From. Without any, or with several
   * different ones, DMARC is not possible and the result is a permerror (RFC 9989 §5.3.1): a
   * look-up for each would let an attacker name a domain of his own beside the one he forges
   * (§11.5).
   */
  public DmarcResult evaluate(
      List<DomainName> authorDomains, List<Identifier> identifiers, Resolver resolver) {
    Set<DomainName> domains = new LinkedHashSet<>(authorDomains);
    if (domains.isEmpty()) {
      return noSingleAuthor(identifiers, DmarcReason.NO_AUTHOR_DOMAIN, "no author domain");
    }
    if (domains.size() > 1) {
      return noSingleAuthor(
          identifiers, DmarcReason.SEVERAL_AUTHOR_DOMAINS, domains.size() + " author domains");
    }
    return evaluate(domains.iterator().next(), identifiers, resolver);
  }

  private DmarcResult noSingleAuthor(List<Identifier> identifiers, DmarcReason why, String detail) {
    List<ComparedIdentifier> compared =
        identifiers.stream()
            .map(identifier -> new ComparedIdentifier(identifier, AlignmentMode.RELAXED, false))
            .toList();
    DmarcBasis basis =
        new DmarcBasis(
            null,
            null,
            null,
            null,
            null,
            null,
            compared,
            options.discovery(),
            List.of(),
            List.of(),
            new Evidence(List.of(), List.of(why.section()), List.of()));
    return new DmarcResult.PermError(basis, why, detail);
  }
}
