package dev.indicia.dns;

import java.util.Objects;
import java.util.Optional;

/**
 * The addresses that agree with one in their first bits (RFC 4632 §3.1). Immutable.
 *
 * @param address any address of the network
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpNetwork(IpAddress address, int prefixLength) {
  private static final IpNetwork LOOPBACK_V4 = IpNetwork.of("127.0.0.0/8");
  private static final IpNetwork LOOPBACK_V6 = IpNetwork.of("::1");

  public IpNetwork {
    Objects.requireNonNull(address, "address");
    if (prefixLength < 0 || prefixLength > address.bits()) {
      throw new IllegalArgumentException("prefix length " + prefixLength + " of " + address.bits());
    }
  }

  /**
   * The network of the text.
   *
   * @throws IllegalArgumentException when it is none; use {@link #parse} for text from outside
   */
  public static IpNetwork of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a network: \"" + text + "\""));
  }

  /** The network of the text: an address alone, or {@code ADDRESS/LENGTH} with decimal digits. */
  public static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty() || slash < 0) {
      return address.map(a -> new IpNetwork(a, a.bits()));
    }
    String length = text.substring(slash + 1);
    boolean number =
        !length.isEmpty()
            && length.length() <= 3
            && length.chars().allMatch(c -> c >= '0' && c <= '9');
    return address
        .filter(a -> number && Integer.parseInt(length) <= a.bits())
        .map(a -> new IpNetwork(a, Integer.parseInt(length)));
  }

  /** Whether the address is in it. */
  public boolean contains(IpAddress other) {
    return other.isInNetwork(address, Math.min(prefixLength, other.bits()));
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
