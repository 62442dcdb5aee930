package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpNetwork;
import java.util.List;
import java.util.Set;

/**
 * Whose word on authentication an operator believes. It restores what they can vouch for, and says
 * nothing of content and binding. Immutable.
 *
 * @param forwarders domains whose hosts forward mail to us; what they recorded is believed, so they
 *     must remove what others wrote in their name
 * @param networks networks that forward mail to us
 * @param sealers domains whose ARC seals are believed (RFC 8617)
 */
public record TrustedPeers(
    Set<DomainName> forwarders, List<IpNetwork> networks, Set<DomainName> sealers) {
  /** Nobody. */
  public static final TrustedPeers NONE = new TrustedPeers(Set.of(), List.of(), Set.of());

  public TrustedPeers {
    forwarders = Set.copyOf(forwarders);
    networks = List.copyOf(networks);
    sealers = Set.copyOf(sealers);
  }
}
