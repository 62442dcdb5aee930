package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.identity.ProtectedNames;
import dev.indicia.trust.words.Lexicon;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the receiver knows of itself. Immutable.
 *
 * @param ownDomains domains of our own, with all names below them; when empty, those of the
 *     recipients are taken
 * @param names names that others like to borrow: our own people, and the catalogue's brands; asked
 *     for only where a message wants something
 * @param lexicon the words by which claims are recognised
 * @param trusted whose word on authentication is believed
 * @param thresholds the numbers of the rule
 * @param catalogue what is generally known of senders, until enough is learned of them
 */
public record JudgeOptions(
    Set<DomainName> ownDomains,
    Supplier<ProtectedNames> names,
    Lexicon lexicon,
    TrustedPeers trusted,
    Thresholds thresholds,
    Supplier<Catalogue> catalogue) {
  /** Nothing configured. */
  public static final JudgeOptions DEFAULT = new JudgeOptions(Set.of());

  public JudgeOptions {
    ownDomains = Set.copyOf(ownDomains);
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(lexicon, "lexicon");
    Objects.requireNonNull(trusted, "trusted");
    Objects.requireNonNull(thresholds, "thresholds");
    Objects.requireNonNull(catalogue, "catalogue");
  }

  /** Those own domains, and the lists that come with the library. */
  public JudgeOptions(Set<DomainName> ownDomains) {
    this(
        ownDomains,
        () -> ProtectedNames.NONE,
        Lexicon.standard(),
        TrustedPeers.NONE,
        Thresholds.STANDARD,
        () -> Catalogue.EMPTY);
  }
}
