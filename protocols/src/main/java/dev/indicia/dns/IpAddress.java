package dev.indicia.dns;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, without scope. An IPv4-mapped IPv6 address is the IPv4 address it holds
 * (RFC 7208 §5: such a client is an IPv4 client). Immutable, thread-safe.
 *
 * @param version 4 or 6
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; IPv4 uses the last 32
 */
public record IpAddress(int version, long high, long low) {
  public IpAddress {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("version is neither 4 nor 6: " + version);
    }
    if (version == 4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("more than 32 bits for an IPv4 address");
    }
  }

  // By hand, as with questions: a record's own would be made when it is first used.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address
        && version == address.version
        && high == address.high
        && low == address.low;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(high) + Long.hashCode(low)) + version;
  }

  /**
   * The address of the octets.
   *
   * @throws IllegalArgumentException unless there are 4 or 16
   */
  public static IpAddress of(byte[] octets) {
    if (octets.length != 4 && octets.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
    }
    long high = 0;
    long low = 0;
    for (byte octet : octets) {
      high = high << 8 | low >>> 56;
      low = low << 8 | (octet & 0xff);
    }
    return octets.length == 4 ? new IpAddress(4, 0, low) : normalised(high, low);
  }

  /** The address that the JDK's object stands for. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  /**
   * The address of the text.
   *
   * @throws IllegalArgumentException when the text is no address; use {@link #parse} for text from
   *     outside
   */
  public static IpAddress of(String text) {
    Optional<IpAddress> address = parse(text);
    if (address.isEmpty()) {
      throw new IllegalArgumentException("not an IP address: \"" + text + "\"");
    }
    return address.get();
  }

  /**
   * The address of the text: four decimal numbers of 0 to 255 without leading zeros (RFC 3986
   * §3.2.2), or an IPv6 address (RFC 4291 §2.2). No names, no zone index, nothing is looked up.
   */
  public static Optional<IpAddress> parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.indexOf(':') >= 0) {
      return parseV6(text);
    }
    long v4 = parseV4(text, 0, text.length());
    return v4 < 0 ? Optional.empty() : Optional.of(new IpAddress(4, 0, v4));
  }

  private static IpAddress normalised(long high, long low) {
    boolean mapped = high == 0 && low >>> 32 == 0xffff;
    return mapped ? new IpAddress(4, 0, low & 0xffffffffL) : new IpAddress(6, high, low);
  }

  private static long parseV4(String text, int start, int end) {
    long value = 0;
    int i = start;
    for (int part = 0; part < 4; part++) {
      if (part > 0 && (i >= end || text.charAt(i++) != '.')) {
        return -1;
      }
      int from = i;
      int octet = 0;
      while (i < end && i - from < 3 && isDigit(text.charAt(i))) {
        octet = octet * 10 + text.charAt(i++) - '0';
      }
      if (i == from || octet > 255 || (i - from > 1 && text.charAt(from) == '0')) {
        return -1;
      }
      value = value << 8 | octet;
    }
    return i == end ? value : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Optional<IpAddress> parseV6(String text) {
    int length = text.length();
    if (length > 45) {
      return Optional.empty();
    }
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int i = 0;
    if (text.startsWith("::")) {
      gap = 0;
      i = 2;
    }
    while (i < length) {
      if (count == 8) {
        return Optional.empty();
      }
      int from = i;
      int value = 0;
      while (i < length
          && i - from < 4
          && Character.digit(text.charAt(i), 16) >= 0
          && text.charAt(i) < 0x80) {
        value = value << 4 | Character.digit(text.charAt(i++), 16);
      }
      if (i < length && text.charAt(i) == '.') {
        long v4 = count > 6 ? -1 : parseV4(text, from, length);
        if (v4 < 0) {
          return Optional.empty();
        }
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) (v4 & 0xffff);
        i = length;
        break;
      }
      if (i == from) {
        return Optional.empty();
      }
      groups[count++] = value;
      if (i == length) {
        break;
      }
      if (text.charAt(i++) != ':' || i == length) {
        return Optional.empty();
      }
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return Optional.empty();
        }
        gap = count;
        i++;
      }
    }
    if (gap < 0 ? count != 8 : count > 7) {
      return Optional.empty();
    }
    int tail = gap < 0 ? 0 : count - gap;
    long high = 0;
    long low = 0;
    for (int g = 0; g < 8; g++) {
      int value = gap < 0 || g < gap ? groups[g] : g >= 8 - tail ? groups[count - (8 - g)] : 0;
      high = high << 16 | low >>> 48;
      low = low << 16 | value;
    }
    return Optional.of(normalised(high, low));
  }

  /** Whether this is an IPv4 address. */
  public boolean isV4() {
    return version == 4;
  }

  /** The number of bits: 32 or 128. */
  public int bits() {
    return version == 4 ? 32 : 128;
  }

  /** The octets in network order: 4 or 16. */
  public byte[] octets() {
    byte[] octets = new byte[bits() / 8];
    for (int i = 0; i < octets.length; i++) {
      int shift = 8 * (octets.length - 1 - i);
      octets[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
    }
    return octets;
  }

  /**
   * Whether both addresses are of one version and agree in their first {@code prefixLength} bits.
   *
   * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
   */
  public boolean isInNetwork(IpAddress network, int prefixLength) {
    if (prefixLength < 0 || prefixLength > bits()) {
      throw new IllegalArgumentException("prefix length " + prefixLength + " of " + bits());
    }
    if (version != network.version || prefixLength == 0) {
      return version == network.version;
    }
    if (version == 4) {
      return (low ^ network.low) >>> (32 - prefixLength) == 0;
    }
    if (prefixLength <= 64) {
      return (high ^ network.high) >>> (64 - prefixLength) == 0;
    }
    return high == network.high && (low ^ network.low) >>> (128 - prefixLength) == 0;
  }

  /**
   * Whether no stranger on the Internet can have this address: loopback, private, link-local or
   * shared (RFC 1122 §3.2.1.3, RFC 1918 §3, RFC 3927 §2.1, RFC 6598 §7, RFC 4291 §2.5, RFC 4193
   * §3.1).
   */
  public boolean isInternal() {
    if (version == 4) {
      return low >>> 24 == 127
          || low >>> 24 == 10
          || low >>> 20 == 0xac1
          || low >>> 16 == 0xc0a8
          || low >>> 16 == 0xa9fe
          || low >>> 22 == 0x64400000L >>> 22;
    }
    return high >>> 57 == 0xfc >>> 1 || high >>> 54 == 0xfe80 >>> 6 || (high == 0 && low == 1);
  }

  /** The name whose PTR records name this address (RFC 1035 §3.5, RFC 3596 §2.5). */
  public DomainName reverseName() {
    StringBuilder name = new StringBuilder(72);
    byte[] octets = octets();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xff;
      if (version == 4) {
        name.append(octet).append('.');
      } else {
        name.append(Character.forDigit(octet & 15, 16)).append('.');
        name.append(Character.forDigit(octet >>> 4, 16)).append('.');
      }
    }
    return DomainName.of(name.append(version == 4 ? "in-addr.arpa" : "ip6.arpa").toString());
  }

  /** The text form: dotted quad, or the canonical form of RFC 5952 §4. */
  @Override
  public String toString() {
    if (version == 4) {
      return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0, run = 0; i < 8; i++) {
      run = group(i) == 0 ? run + 1 : 0;
      if (run > bestLength) {
        bestLength = run;
        bestStart = i - run + 1;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3)) & 0xffff);
  }
}
