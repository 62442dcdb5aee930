package dev.indicia.content;

import dev.indicia.dns.DomainName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads where links lead, as browsers do (WHATWG URL §4.4): tabs and line ends inside are nothing,
 * "\" is "/", user information is passed over. Keeps the last host, as neighbours often share it.
 */
final class LinkTargets {
  /** Longest target kept, in characters. */
  static final int TARGET_MAX = 2000;

  private static final int SCHEME_MAX = 30;

  private String lastAuthority = "";
  private @Nullable String lastHost;
  private @Nullable String baseHost;
  private String baseScheme = "";

  /**
   * Where a link leads.
   *
   * @param target as written, at most {@value #TARGET_MAX} characters
   * @param scheme in lower case
   * @param host in lower-case A-labels, or null
   */
  record Target(String target, String scheme, @Nullable String host) {}

  /** What addresses without scheme and host are relative to (HTML's base element). */
  void base(String address) {
    Target base = read(address);
    if (base != null && baseHost == null && base.host() != null) {
      baseHost = base.host();
      baseScheme = base.scheme();
    }
  }

  /** The target, or null for a place in the same message or none at all. */
  @Nullable Target read(String written) {
    String address = trimmed(written);
    if (address.isEmpty() || address.charAt(0) == '#') {
      return null;
    }
    int colon = schemeEnd(address);
    if (colon > 0) {
      String scheme = scheme(address, colon);
      return new Target(address, scheme, hostOf(scheme, address, colon + 1));
    }
    if (address.length() > 2 && isSlash(address.charAt(0)) && isSlash(address.charAt(1))) {
      String scheme = baseScheme.isEmpty() ? "https" : baseScheme;
      return new Target(address, scheme, authority(address, 2));
    }
    if (baseHost != null) {
      return new Target(address, baseScheme, baseHost);
    }
    // Mail programs take "www.a.example/x" for an address; a path leads nowhere.
    return isSlash(address.charAt(0)) ? null : new Target(address, "http", authority(address, 0));
  }

  private static String scheme(String address, int colon) {
    if (colon == 5 && address.startsWith("https")) {
      return "https";
    }
    return address.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  private static String trimmed(String written) {
    int from = 0;
    int to = written.length();
    while (from < to && written.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && written.charAt(to - 1) <= ' ') {
      to--;
    }
    to = Math.min(to, from + TARGET_MAX);
    String cut = written.substring(from, to);
    boolean breaks = cut.indexOf('\n') >= 0 || cut.indexOf('\r') >= 0 || cut.indexOf('\t') >= 0;
    return breaks ? cut.replace("\n", "").replace("\r", "").replace("\t", "") : cut;
  }

  /** Offset of the colon behind the scheme, or -1 where there is none. */
  private static int schemeEnd(String address) {
    int stop = Math.min(address.length(), SCHEME_MAX);
    for (int i = 0; i < stop; i++) {
      char c = address.charAt(i);
      if (c == ':') {
        // "a.example:8080/x" names a port.
        boolean port = i + 1 < address.length() && Character.isDigit(address.charAt(i + 1));
        return i > 0 && !(port && address.lastIndexOf('.', i) >= 0) ? i : -1;
      }
      int lower = c | 0x20;
      boolean letter = lower >= 'a' && lower <= 'z';
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return -1;
      }
    }
    return -1;
  }

  private @Nullable String hostOf(String scheme, String address, int behindColon) {
    return switch (scheme) {
      case "http", "https", "ftp", "ws", "wss" -> {
        int i = behindColon;
        while (i < address.length() && isSlash(address.charAt(i))) {
          i++;
        }
        yield authority(address, i);
      }
      case "mailto" -> mailDomain(address, behindColon);
      case "tel", "sms", "javascript", "data", "cid", "about", "callto" -> null;
      default -> {
        boolean slashes = address.startsWith("//", behindColon);
        yield slashes ? authority(address, behindColon + 2) : null;
      }
    };
  }

  private static @Nullable String mailDomain(String address, int from) {
    int end = from;
    while (end < address.length() && "?,;&".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    int at = address.lastIndexOf('@', end - 1);
    return at < from ? null : domain(address.substring(at + 1, end));
  }

  private @Nullable String authority(String address, int from) {
    int last = from + lastAuthority.length();
    if (last < address.length()
        && last > from
        && address.charAt(last) == '/'
        && address.startsWith(lastAuthority, from)) {
      return lastHost;
    }
    int end = from;
    int user = -1;
    while (end < address.length()) {
      char c = address.charAt(end);
      if (isSlash(c) || c == '?' || c == '#') {
        break;
      }
      user = c == '@' ? end : user;
      end++;
    }
    int start = user < 0 ? from : user + 1;
    int port = start < end && address.charAt(start) == '[' ? -1 : address.lastIndexOf(':', end - 1);
    if (port >= start) {
      end = port;
    }
    String authority = address.substring(start, end);
    lastHost = domain(authority.indexOf('%') < 0 ? authority : percentDecoded(authority));
    lastAuthority = authority;
    return lastHost;
  }

  /** The domain name in lower-case A-labels, or null when it is none. */
  static @Nullable String domain(String text) {
    Optional<DomainName> name = DomainName.parse(text);
    return name.isEmpty() || name.get().isRoot() ? null : name.get().text();
  }

  private static String percentDecoded(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      int high =
          octets[i] == '%' && i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(octets[i + 2], 16);
      if (low >= 0) {
        octets[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        octets[length++] = octets[i];
      }
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }
}
