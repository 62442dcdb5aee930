package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import dev.indicia.trust.Thresholds;
import dev.indicia.trust.TrustedPeers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What an operator wrote into the file of {@code --config} (docs/reference/config.md). Immutable.
 *
 * @param ownDomains domains whose mail comes from our own systems
 * @param protectedNames names of people and brands that others like to borrow
 * @param trusted domains and networks that forward mail to us, and whose ARC seals are believed
 * @param thresholds the numbers of the rule
 * @param catalogue files that change the built-in catalogue, in order
 * @param serve what concerns {@code serve} alone
 */
record Config(
    Set<DomainName> ownDomains,
    List<String> protectedNames,
    TrustedPeers trusted,
    Thresholds thresholds,
    List<Path> catalogue,
    ServeConfig serve) {
  /** Without a file. */
  static final Config EMPTY =
      new Config(
          Set.of(),
          List.of(),
          TrustedPeers.NONE,
          Thresholds.STANDARD,
          List.of(),
          ServeConfig.EMPTY);

  Config {
    ownDomains = Set.copyOf(ownDomains);
    protectedNames = List.copyOf(protectedNames);
    catalogue = List.copyOf(catalogue);
  }
}
