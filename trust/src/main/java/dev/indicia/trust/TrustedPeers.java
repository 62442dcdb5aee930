package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
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
    Set<DomainName> forwarders, List<Network> networks, Set<DomainName> sealers) {
  /** Nobody. */
  public static final TrustedPeers NONE = new TrustedPeers(Set.of(), List.of(), Set.of());

  public TrustedPeers {
    forwarders = Set.copyOf(forwarders);
    networks = List.copyOf(networks);
    sealers = Set.copyOf(sealers);
  }

  /**
   * Addresses that begin alike.
   *
   * @param prefixLength how many bits, at most as many as the address has
   */
  public record Network(IpAddress address, int prefixLength) {
    public Network {
      if (prefixLength < 0 || prefixLength > address.bits()) {
        throw new IllegalArgumentException(address + "/" + prefixLength);
      }
    }

    /** Whether the address is one of them. */
    public boolean holds(IpAddress other) {
      return other.isV4() == address.isV4() && other.isInNetwork(address, prefixLength);
    }
  }
}
