package dev.indicia.authres;

import java.util.Locale;

/** Keywords (RFC 8601 §2.2, RFC 5321 §4.1.2) and the characters of tokens (RFC 2045 §5.1). */
final class Keyword {
  private Keyword() {}

  /** Whether the text is a Keyword: letters, digits and inner hyphens. */
  static boolean isStrict(String text) {
    return isLoose(text)
        && text.indexOf('_') < 0
        && text.charAt(0) != '-'
        && text.charAt(text.length() - 1) != '-';
  }

  /** Whether the text has only letters, digits, hyphens and underscores, at least one. */
  static boolean isLoose(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isLooseChar(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isLooseChar(char c) {
    return isLetter(c) || isDigit(c) || c == '-' || c == '_';
  }

  /** The keyword in lower case. */
  static String require(String text, String what) {
    if (!isLoose(text)) {
      throw new IllegalArgumentException(what + " is no keyword: \"" + text + "\"");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** RFC 2045 §5.1: a character of a token; every character above ASCII is one (RFC 6532 §3.2). */
  static boolean isTokenChar(char c) {
    return c > ' ' && c != 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0 && !isC1(c);
  }

  /** Whether the text is a token. */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** RFC 8601 §2.2, pvalue: [ [ local-part ] "@" ] domain-name, the local-part a Dot-string. */
  static boolean isAddress(String text) {
    int at = text.indexOf('@');
    if (at < 0 || at == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      boolean dot = c == '.' && i > 0 && i < at - 1 && text.charAt(i - 1) != '.';
      if (!dot && !isAtomChar(c)) {
        return false;
      }
    }
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean dot = c == '.' && i > at + 1 && text.charAt(i - 1) != '.';
      boolean name = isLetter(c) || isDigit(c) || c == '-' || c == '_' || c > 0x9f;
      if (!dot && !name) {
        return false;
      }
    }
    return true;
  }

  /** RFC 5322 §3.2.3 atext, RFC 6532 §3.2. */
  private static boolean isAtomChar(char c) {
    return isLetter(c) || isDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0 || c > 0x9f;
  }

  /** Whether the character is a control of ASCII or Latin-1, or ends a line in Unicode. */
  static boolean isControl(char c) {
    return c < ' ' || c == 0x7f || isC1(c) || c == '\u2028' || c == '\u2029';
  }

  private static boolean isC1(char c) {
    return c >= 0x80 && c <= 0x9f;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
