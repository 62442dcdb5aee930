package dev.indicia.gateway;

import dev.indicia.dns.IpAddress;
import java.util.Objects;

/**
 * The addresses that agree with one in their first bits (RFC 4632 §3.1). Immutable.
 *
 * @param address any address of the network
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(IpAddress address, int prefixLength) {
  private static final Network LOOPBACK_V4 = Network.parse("127.0.0.0/8");
  private static final Network LOOPBACK_V6 = Network.parse("::1/128");

  public Network {
    Objects.requireNonNull(address, "address");
    if (prefixLength < 0 || prefixLength > address.bits()) {
      throw new IllegalArgumentException("prefix length " + prefixLength + " of " + address.bits());
    }
  }

  /**
   * The network of the text, {@code ADDRESS} or {@code ADDRESS/LENGTH}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
    return new Network(
        address, slash < 0 ? address.bits() : Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether the address is in it. */
  public boolean contains(IpAddress other) {
    return other.version() == address.version() && other.isInNetwork(address, prefixLength);
  }

  /** Whether it is an address of this machine alone. */
  public static boolean isLoopback(IpAddress address) {
    return LOOPBACK_V4.contains(address) || LOOPBACK_V6.contains(address);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
