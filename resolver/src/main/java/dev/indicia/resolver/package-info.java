/**
 * Resolvers for real use: {@link dev.indicia.resolver.DnsResolver} asks DNS servers, {@link
 * dev.indicia.resolver.CachingResolver} keeps answers as long as their TTL allows, {@link
 * dev.indicia.resolver.ZoneFiles} reads zone files from disk.
 *
 * <p>The wire format, message ids, source ports and DNSSEC validation are dnsjava's; none of its
 * types appears here. This package is no recursive resolver: it needs one to ask. What the DNS does
 * wrong is an {@link dev.indicia.dns.Answer.Failed}, never an exception.
 *
 * <pre>{@code
 * Resolver dns = DnsResolver.builder().build();
 * Resolver resolver = new CachingResolver(dns, InstantSource.system(), CacheLimits.DEFAULT);
 * }</pre>
 */
@NullMarked
package dev.indicia.resolver;

import org.jspecify.annotations.NullMarked;
