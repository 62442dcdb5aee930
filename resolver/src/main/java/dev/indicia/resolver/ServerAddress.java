package dev.indicia.resolver;

import dev.indicia.dns.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads the address of a DNS server as people write it. */
public final class ServerAddress {
  private static final int DNS_PORT = 53;

  private ServerAddress() {}

  /**
   * The address, with port 53 unless one is given: {@code 192.0.2.53}, {@code 192.0.2.53:5353},
   * {@code 2001:db8::53}, {@code [2001:db8::53]:5353}. Names are not looked up.
   */
  public static Optional<InetSocketAddress> parse(String text) {
    String host = text;
    String port;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || (end + 1 < text.length() && text.charAt(end + 1) != ':')) {
        return Optional.empty();
      }
      host = text.substring(1, end);
      port = end + 1 < text.length() ? text.substring(end + 2) : "53";
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      host = text.substring(0, text.indexOf(':'));
      port = text.substring(text.indexOf(':') + 1);
    } else {
      port = Integer.toString(DNS_PORT);
    }
    int number = portNumber(port);
    Optional<IpAddress> address = IpAddress.parse(host);
    if (address.isEmpty() || number < 1) {
      return Optional.empty();
    }
    try {
      InetAddress inet = InetAddress.getByAddress(address.get().octets());
      return Optional.of(new InetSocketAddress(inet, number));
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 octets", e);
    }
  }

  private static int portNumber(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      value = c < '0' || c > '9' || value > 65_535 ? 65_536 : value * 10 + c - '0';
    }
    return value > 65_535 ? -1 : value;
  }
}
