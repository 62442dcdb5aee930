package dev.indicia.cli;

import dev.indicia.dns.Resolver;
import dev.indicia.resolver.CacheLimits;
import dev.indicia.resolver.CachingResolver;
import dev.indicia.resolver.DnsResolver;
import dev.indicia.resolver.ServerAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** DNS over the network; a class of its own so that dnsjava is loaded only when it is used. */
final class NetworkDns {
  /** Answers kept; a few hundred octets each. */
  private static final int CACHE_ENTRIES = 50_000;

  private static final long CACHE_OCTETS = 32L << 20;

  private NetworkDns() {}

  /**
   * A caching resolver.
   *
   * @param address of the server as the user wrote it; null for the system's
   */
  static Resolver resolver(@Nullable String address, InstantSource clock) throws UsageException {
    DnsResolver.Builder builder = DnsResolver.builder();
    if (address != null) {
      InetSocketAddress server =
          ServerAddress.parse(address)
              .orElseThrow(() ->
                  new UsageException(
                      "--resolver: \""
                          + address
                          + "\" is no server address; write 192.0.2.53, 192.0.2.53:5353 or"
                          + " [2001:db8::53]:5353"));
      builder.server(server);
    }
    try {
      return new CachingResolver(builder.build(), clock, limits());
    } catch (IllegalStateException e) {
      throw new UsageException(
          "this system names no DNS server; name one with --resolver ADDRESS, or work offline with"
              + " --dns FILE");
    }
  }

  private static CacheLimits limits() {
    CacheLimits limits = CacheLimits.DEFAULT;
    return new CacheLimits(
        CACHE_ENTRIES,
        CACHE_OCTETS,
        limits.ttlSecondsMin(),
        limits.ttlSecondsMax(),
        limits.negativeSecondsMax(),
        limits.failureSeconds());
  }
}
