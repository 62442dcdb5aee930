package dev.indicia.spf;

import dev.indicia.dns.DomainName;
import dev.indicia.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Expands the macros of one check (RFC 7208 §7). Works on macro-strings whose syntax was checked.
 * Not thread-safe: one check, one thread.
 */
final class SpfMacros {
  /** Kept of a text that grows beyond all use; a domain name takes its last 253 characters. */
  private static final int KEPT_CHARS = 1_024;

  private static final int FOR_A_NAME = -1;

  private final SpfLedger ledger;
  private final SpfClientNames clientNames;
  private final SpfSender sender;
  private final IpAddress client;
  private final String receiver;
  private final Instant at;
  private boolean localPartRefused;

  SpfMacros(
      SpfLedger ledger,
      SpfClientNames clientNames,
      SpfSender sender,
      IpAddress client,
      String receiver,
      Instant at) {
    this.ledger = ledger;
    this.clientNames = clientNames;
    this.sender = sender;
    this.client = client;
    this.receiver = receiver;
    this.at = at;
  }

  /**
   * The target-name made from a domain-spec (RFC 7208 §4.8).
   *
   * @param domain the {@code <domain>} of check_host(), which in an included record is the included
   *     domain
   * @return null when the result is no domain name, or when a macro has no value that can stand in
   *     one
   */
  @Nullable DomainName targetName(String text, int from, int to, DomainName domain) {
    localPartRefused = false;
    String name;
    if (text.indexOf('%', from, to) < 0) {
      name = text.substring(from, to);
    } else {
      StringBuilder expanded = new StringBuilder(64);
      if (!expand(text, from, to, domain, expanded, FOR_A_NAME)) {
        return null;
      }
      name = expanded.toString();
    }
    return DomainName.parseAnyOctets(fitted(utf8IfAny(name))).orElse(null);
  }

  /**
   * The text of an explanation (RFC 7208 §6.2).
   *
   * @return null when it is too long, or a macro has no value that can stand in it
   */
  @Nullable String explanation(String text, DomainName domain, int charsMax) {
    StringBuilder expanded = new StringBuilder(Math.min(text.length(), charsMax) + 32);
    return expand(text, 0, text.length(), domain, expanded, charsMax) ? expanded.toString() : null;
  }

  /** RFC 7208 §7.3: whole labels are cut off the left until 253 characters are left. */
  private static String fitted(String name) {
    int end = name.endsWith(".") ? name.length() - 1 : name.length();
    if (end <= DomainName.LENGTH_MAX) {
      return name;
    }
    int dot = name.indexOf('.', end - DomainName.LENGTH_MAX - 1);
    return dot < 0 || dot >= end ? name : name.substring(dot + 1);
  }

  /** Lenient reading only: names in UTF-8, whose octets the DNS hands over as ISO 8859-1. */
  private static String utf8IfAny(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80 && c <= 0xff) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return name;
  }

  /**
   * Appends the expanded text.
   *
   * @param charsMax bound of an explanation, or {@link #FOR_A_NAME}
   * @return false when a macro has no value, or the explanation is too long
   */
  private boolean expand(
      String text, int from, int to, DomainName domain, StringBuilder out, int charsMax) {
    int i = from;
    while (i < to) {
      char c = text.charAt(i++);
      if (c != '%') {
        out.append(c);
        continue;
      }
      char kind = text.charAt(i++);
      if (kind == '{') {
        int close = text.indexOf('}', i);
        if (!macro(text, i, close, domain, out)) {
          return false;
        }
        i = close + 1;
      } else {
        // RFC 7208 §7.3: "%%" is a percent sign, "%_" a space, "%-" an URL-escaped space
        out.append(kind == '%' ? "%" : kind == '_' ? " " : "%20");
      }
      if (charsMax == FOR_A_NAME && out.length() > 4 * KEPT_CHARS) {
        out.delete(0, out.length() - KEPT_CHARS);
      } else if (charsMax != FOR_A_NAME && out.length() > charsMax) {
        return false;
      }
    }
    return charsMax == FOR_A_NAME || out.length() <= charsMax;
  }

  /** Expands the macro whose letter stands at {@code from} and whose "}" at {@code close}. */
  private boolean macro(String text, int from, int close, DomainName domain, StringBuilder out) {
    char letter = text.charAt(from);
    String value = value((char) (letter | 0x20), domain);
    // Each character may be compared with each delimiter
    if (value == null || !ledger.step(1 + value.length() * (close - from) / 16)) {
      return false;
    }
    int i = from + 1;
    int parts = 0;
    while (i < close && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      parts = Math.min(parts * 10 + text.charAt(i++) - '0', 1_000_000);
    }
    boolean reverse = i < close && (text.charAt(i) | 0x20) == 'r';
    if (reverse) {
      i++;
    }
    String result =
        parts == 0 && !reverse && i == close
            ? value
            : transformed(value, parts, reverse, text, i, close);
    // RFC 7208 §7.3: an upper-case letter asks for URL escaping
    if (letter < 'a') {
      escape(result, out);
    } else {
      out.append(result);
    }
    return true;
  }

  /**
   * Whether the name asked for last was not made because the local-part is outside ASCII: such a
   * term matches nothing (RFC 8616 §4).
   */
  boolean lacksLocalPart() {
    return localPartRefused;
  }

  private @Nullable String localPart() {
    localPartRefused = !isAscii(sender.localPart());
    return localPartRefused ? null : sender.localPart();
  }

  /** RFC 7208 §7.2; null when the value cannot stand in a term. */
  private @Nullable String value(char letter, DomainName domain) {
    return switch (letter) {
      case 's' -> localPart() == null ? null : sender.localPart() + "@" + sender.domain().text();
      case 'l' -> localPart();
      case 'o' -> sender.domain().text();
      case 'd' -> domain.text();
      case 'i' -> client.isV4() ? client.toString() : nibbles();
      case 'p' -> clientNames.nameFor(domain);
      case 'v' -> client.isV4() ? "in-addr" : "ip6";
      case 'h' -> sender.helo();
      case 'c' -> client.toString();
      case 'r' -> receiver;
      default -> Long.toString(at.getEpochSecond());
    };
  }

  /** RFC 7208 §7.3: an IPv6 address is written as 32 hexadecimal digits with dots between. */
  private String nibbles() {
    StringBuilder text = new StringBuilder(63);
    for (byte octet : client.octets()) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(hex(octet >> 4)).append('.').append(hex(octet));
    }
    return text.toString();
  }

  /** The upper-case hexadecimal digit of the low four bits. */
  private static char hex(int octet) {
    return "0123456789ABCDEF".charAt(octet & 15);
  }

  /**
   * RFC 7208 §7.3: splits at the delimiters (a dot where none is given), reverses, keeps the
   * rightmost parts, joins with dots.
   */
  private static String transformed(
      String value, int keep, boolean reverse, String text, int delimiters, int close) {
    int count = 1;
    for (int i = 0; i < value.length(); i++) {
      count += splits(value.charAt(i), text, delimiters, close) ? 1 : 0;
    }
    int kept = keep == 0 ? count : Math.min(keep, count);
    StringBuilder out = new StringBuilder(value.length());
    if (!reverse) {
      int start = value.length();
      for (int part = 0; part < kept; part++) {
        start = partStart(value, part == 0 ? start : start - 1, text, delimiters, close);
      }
      for (int i = start; i < value.length(); i++) {
        char c = value.charAt(i);
        out.append(splits(c, text, delimiters, close) ? '.' : c);
      }
      return out.toString();
    }
    int end = value.length();
    for (int part = 0; part < count; part++) {
      int start = partStart(value, end, text, delimiters, close);
      if (part >= count - kept) {
        out.append(value, start, end);
        if (part < count - 1) {
          out.append('.');
        }
      }
      end = start - 1;
    }
    return out.toString();
  }

  /** Where the part that ends at the offset starts. */
  private static int partStart(String value, int end, String text, int delimiters, int close) {
    int start = end;
    while (start > 0 && !splits(value.charAt(start - 1), text, delimiters, close)) {
      start--;
    }
    return start;
  }

  private static boolean splits(char c, String text, int delimiters, int close) {
    if (delimiters == close) {
      return c == '.';
    }
    for (int i = delimiters; i < close; i++) {
      if (text.charAt(i) == c) {
        return true;
      }
    }
    return false;
  }

  /** RFC 3986 §2.1, §2.3: every octet that is not unreserved is written as "%" and two digits. */
  private static void escape(String value, StringBuilder out) {
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      int lower = c | 0x20;
      boolean unreserved =
          (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
      if (unreserved && c < 0x80) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c));
      }
    }
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
