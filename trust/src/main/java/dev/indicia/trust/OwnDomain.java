package dev.indicia.trust;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import dev.indicia.message.SmtpSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which domains are the receiver's own, and whether a client is outside. */
final class OwnDomain {
  /** Networks that no client from outside can have: an address and a prefix length. */
  private record Network(IpAddress address, int prefixLength) {
    static Network of(String address, int prefixLength) {
      return new Network(IpAddress.of(address), prefixLength);
    }
  }

  /** RFC 1122 §3.2.1.3, RFC 1918 §3, RFC 3927 §2.1, RFC 6598 §7, RFC 4291 §2.5, RFC 4193 §3.1. */
  private static final List<Network> INSIDE =
      List.of(
          Network.of("127.0.0.0", 8),
          Network.of("10.0.0.0", 8),
          Network.of("172.16.0.0", 12),
          Network.of("192.168.0.0", 16),
          Network.of("169.254.0.0", 16),
          Network.of("100.64.0.0", 10),
          Network.of("::1", 128),
          Network.of("fe80::", 10),
          Network.of("fc00::", 7));

  private OwnDomain() {}

  /** The own domain that this name is, or is below. */
  static Optional<DomainName> holding(DomainName name, SmtpSession session, JudgeOptions options) {
    Set<DomainName> own = options.ownDomains();
    if (own.isEmpty()) {
      own =
          session.rcptTo().stream()
              .map(recipient -> recipient.substring(recipient.lastIndexOf('@') + 1))
              .map(DomainName::parse)
              .flatMap(Optional::stream)
              .collect(Collectors.toSet());
    }
    return own.stream().filter(name::isAtOrBelow).findFirst();
  }

  static boolean isOutside(@Nullable IpAddress client) {
    return client != null
        && INSIDE.stream()
            .noneMatch(network ->
                network.address().version() == client.version()
                    && client.isInNetwork(network.address(), network.prefixLength()));
  }
}
