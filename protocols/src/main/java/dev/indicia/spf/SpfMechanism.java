package dev.indicia.spf;

import dev.indicia.dns.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mechanism of an SPF record (RFC 7208 §5). Closed by the standard: an unknown mechanism makes
 * the record malformed. Domain-specs stand as written, macros included (RFC 7208 §7.1).
 */
public sealed interface SpfMechanism {

  /** {@code all} (RFC 7208 §5.1). */
  record All() implements SpfMechanism {}

  /** {@code include} (RFC 7208 §5.2). */
  record Include(String domainSpec) implements SpfMechanism {}

  /**
   * {@code a} (RFC 7208 §5.3).
   *
   * @param domainSpec null stands for the record's own domain
   * @param prefixLength4 bits compared of an IPv4 address, 0 to 32
   * @param prefixLength6 bits compared of an IPv6 address, 0 to 128
   */
  record A(@Nullable String domainSpec, int prefixLength4, int prefixLength6)
      implements SpfMechanism {}

  /**
   * {@code mx} (RFC 7208 §5.4).
   *
   * @param domainSpec null stands for the record's own domain
   * @param prefixLength4 bits compared of an IPv4 address, 0 to 32
   * @param prefixLength6 bits compared of an IPv6 address, 0 to 128
   */
  record Mx(@Nullable String domainSpec, int prefixLength4, int prefixLength6)
      implements SpfMechanism {}

  /**
   * {@code ptr}, which RFC 7208 §5.5 advises against.
   *
   * @param domainSpec null stands for the record's own domain
   */
  record Ptr(@Nullable String domainSpec) implements SpfMechanism {}

  /**
   * {@code ip4} (RFC 7208 §5.6).
   *
   * @param network as written: bits behind the prefix may be set
   * @param prefixLength 0 to 32
   */
  record Ip4(IpAddress network, int prefixLength) implements SpfMechanism {}

  /**
   * {@code ip6} (RFC 7208 §5.6).
   *
   * @param network as written: bits behind the prefix may be set, an IPv4-mapped address stays one
   * @param prefixLength 0 to 128
   */
  record Ip6(IpAddress network, int prefixLength) implements SpfMechanism {}

  /** {@code exists} (RFC 7208 §5.7). */
  record Exists(String domainSpec) implements SpfMechanism {}

  /** Whether it counts as one of the ten terms that cause look-ups (RFC 7208 §4.6.4). */
  default boolean causesLookups() {
    return switch (this) {
      case All m -> false;
      case Ip4 m -> false;
      case Ip6 m -> false;
      case Include m -> true;
      case A m -> true;
      case Mx m -> true;
      case Ptr m -> true;
      case Exists m -> true;
    };
  }
}
