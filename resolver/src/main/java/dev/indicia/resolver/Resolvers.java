package dev.indicia.resolver;

import dev.indicia.dns.Resolver;
import java.time.InstantSource;

/** Resolvers made of the parts here, with the options most programs want. */
public final class Resolvers {
  private Resolvers() {}

  /**
   * Asks the DNS servers of the system, with a cache of {@link CacheLimits#DEFAULT}. One for the
   * whole program is enough.
   *
   * @throws IllegalStateException when the system names no server
   */
  public static Resolver system() {
    return new CachingResolver(
        DnsResolver.builder().build(), InstantSource.system(), CacheLimits.DEFAULT);
  }
}
