package dev.indicia.spf;

/** What a directive that matches says of the client (RFC 7208 §4.6.2). */
public enum SpfQualifier {
  /** "+", also where no qualifier is written. */
  PASS('+'),
  /** "-". */
  FAIL('-'),
  /** "~". */
  SOFTFAIL('~'),
  /** "?". */
  NEUTRAL('?');

  private final char sign;

  SpfQualifier(char sign) {
    this.sign = sign;
  }

  /** The character of RFC 7208 §4.6.1. */
  public char sign() {
    return sign;
  }

  static SpfQualifier of(char sign) {
    return switch (sign) {
      case '-' -> FAIL;
      case '~' -> SOFTFAIL;
      case '?' -> NEUTRAL;
      default -> PASS;
    };
  }
}
