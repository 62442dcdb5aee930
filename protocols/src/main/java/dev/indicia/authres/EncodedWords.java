package dev.indicia.authres;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Encoded words (RFC 2047 §2) where none may stand: some receivers encode a whole
 * Authentication-Results field that has a character above ASCII. Only UTF-8, US-ASCII and
 * ISO-8859-1 are read.
 */
final class EncodedWords {
  private EncodedWords() {}

  /**
   * The text with its encoded words decoded, and without the white space between two of them (RFC
   * 2047 §6.2); null when it does not start with one.
   */
  static @Nullable String decode(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (text.startsWith("=?", at)) {
      int end = word(text, at, octets);
      if (end < 0) {
        break;
      }
      int next = end;
      while (next < text.length() && text.charAt(next) <= ' ') {
        next++;
      }
      at = text.startsWith("=?", next) ? next : end;
    }
    // Words of one charset may split a character, so the octets are joined before decoding.
    return at == 0 ? null : octets.toString(StandardCharsets.UTF_8) + text.substring(at);
  }

  /** Decodes "=?charset?encoding?text?=" into UTF-8; answers the offset behind it, -1 for none. */
  private static int word(String text, int start, ByteArrayOutputStream octets) {
    int encoding = text.indexOf('?', start + 2);
    int content = encoding < 0 ? -1 : text.indexOf('?', encoding + 1);
    int end = content < 0 ? -1 : text.indexOf("?=", content + 1);
    if (end < 0 || content != encoding + 2) {
      return -1;
    }
    Charset charset = charset(text.substring(start + 2, encoding));
    byte @Nullable [] decoded =
        switch (text.charAt(encoding + 1)) {
          case 'B', 'b' -> base64(text.substring(content + 1, end));
          case 'Q', 'q' -> quoted(text.substring(content + 1, end));
          default -> null;
        };
    if (charset == null || decoded == null) {
      return -1;
    }
    octets.writeBytes(
        charset.equals(StandardCharsets.UTF_8)
            ? decoded
            : new String(decoded, charset).getBytes(StandardCharsets.UTF_8));
    return end + 2;
  }

  private static @Nullable Charset charset(String name) {
    int language = name.indexOf('*');
    String charset = language < 0 ? name : name.substring(0, language);
    return switch (charset.toLowerCase(Locale.ROOT)) {
      case "utf-8", "us-ascii" -> StandardCharsets.UTF_8;
      case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      default -> null;
    };
  }

  private static byte @Nullable [] base64(String text) {
    try {
      return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static byte[] quoted(String text) {
    byte[] octets = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        octets[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        octets[length++] = (byte) (c == '_' ? ' ' : c);
      }
    }
    return Arrays.copyOf(octets, length);
  }
}
