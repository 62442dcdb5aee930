package dev.indicia.gateway.esmtp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * xtext (RFC 3461 §4): printable ASCII, where {@code +} and two upper-case hexadecimal digits stand
 * for an octet.
 */
public final class Xtext {
  private static final String HEX = "0123456789ABCDEF";

  private Xtext() {}

  /** The text as xtext; not ASCII as UTF-8. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet < 127 && octet != '+' && octet != '=') {
        encoded.append((char) octet);
      } else {
        encoded.append('+').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
      }
    }
    return encoded.toString();
  }

  /** The octets of the xtext as ISO 8859-1; empty when it is none. */
  public static Optional<String> decode(String xtext) {
    StringBuilder decoded = new StringBuilder(xtext.length());
    for (int i = 0; i < xtext.length(); i++) {
      char c = xtext.charAt(i);
      if (c <= ' ' || c >= 127 || c == '=') {
        return Optional.empty();
      }
      if (c == '+') {
        int high = i + 2 < xtext.length() ? HEX.indexOf(xtext.charAt(i + 1)) : -1;
        int low = i + 2 < xtext.length() ? HEX.indexOf(xtext.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        c = (char) (high << 4 | low);
        i += 2;
      }
      decoded.append(c);
    }
    return Optional.of(decoded.toString());
  }
}
