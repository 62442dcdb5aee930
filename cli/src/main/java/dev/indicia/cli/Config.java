package dev.indicia.cli;

import dev.indicia.dns.DomainName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator wrote into the file of {@code --config} (docs/reference/config.md). Immutable.
 *
 * @param ownDomains domains whose mail comes from our own systems
 * @param protectedNames names of people and brands that others like to borrow
 * @param trustedForwarders domains and networks that forward mail to us
 * @param trustedSealers domains whose ARC seals are believed
 * @param thresholds numbers by name
 * @param catalogue files that change the built-in catalogue, in order
 */
record Config(
    Set<DomainName> ownDomains,
    List<String> protectedNames,
    List<String> trustedForwarders,
    Set<DomainName> trustedSealers,
    Map<String, Double> thresholds,
    List<Path> catalogue) {
  /** Without a file. */
  static final Config EMPTY =
      new Config(Set.of(), List.of(), List.of(), Set.of(), Map.of(), List.of());

  Config {
    ownDomains = Set.copyOf(ownDomains);
    protectedNames = List.copyOf(protectedNames);
    trustedForwarders = List.copyOf(trustedForwarders);
    trustedSealers = Set.copyOf(trustedSealers);
    thresholds = Map.copyOf(thresholds);
    catalogue = List.copyOf(catalogue);
  }
}
