package dev.indicia.spf;

/** The grammar of macro-string and domain-spec (RFC 7208 §7.1). */
final class SpfMacroSyntax {
  /** Where a macro-string stands, which decides the letters and octets allowed in it. */
  enum Place {
    DOMAIN_SPEC,
    LOOSE_DOMAIN_SPEC,
    UNKNOWN_MODIFIER,
    EXPLANATION
  }

  private SpfMacroSyntax() {}

  /**
   * Walks over a macro-string.
   *
   * @return the offset behind its last macro, {@code from} where it has none; or {@code ~offset} of
   *     the first fault
   */
  static int walk(String text, int from, int to, Place place) {
    int macroEnd = from;
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (c != '%') {
        if (!isLiteral(c, place)) {
          return ~at;
        }
        at++;
        continue;
      }
      int after = macroEnd(text, at, to, place);
      if (after < 0) {
        return ~at;
      }
      at = after;
      macroEnd = after;
    }
    return macroEnd;
  }

  /** RFC 7208 §7.1: macro-literal; an explanation may hold spaces too (RFC 7208 §6.2). */
  private static boolean isLiteral(char c, Place place) {
    return (c > ' ' && c < 0x7f)
        || (c == ' ' && place == Place.EXPLANATION)
        || (c >= 0x80 && place == Place.LOOSE_DOMAIN_SPEC);
  }

  /** Offset behind the macro that starts with the "%" at the offset, or -1 after a fault. */
  private static int macroEnd(String text, int at, int to, Place place) {
    if (at + 1 >= to) {
      return -1;
    }
    char kind = text.charAt(at + 1);
    if (kind == '%' || kind == '_' || kind == '-') {
      return at + 2;
    }
    if (kind != '{' || at + 2 >= to || !isLetter(text.charAt(at + 2), place)) {
      return -1;
    }
    int i = at + 3;
    int digits = i;
    boolean zero = true;
    while (i < to && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      zero &= text.charAt(i++) == '0';
    }
    if (i > digits && zero) {
      // RFC 7208 §7.3: the number of parts must not be zero
      return -1;
    }
    if (i < to && (text.charAt(i) | 0x20) == 'r') {
      i++;
    }
    while (i < to && isDelimiter(text.charAt(i))) {
      i++;
    }
    return i < to && text.charAt(i) == '}' ? i + 1 : -1;
  }

  /** RFC 7208 §7.2: c, r and t are allowed in explanations only. */
  private static boolean isLetter(char c, Place place) {
    return switch (c | 0x20) {
      case 's', 'l', 'o', 'd', 'i', 'p', 'h', 'v' -> true;
      case 'c', 'r', 't' -> place == Place.EXPLANATION;
      default -> false;
    };
  }

  /** RFC 7208 §7.1: delimiter. */
  static boolean isDelimiter(char c) {
    return switch (c) {
      case '.', '-', '+', ',', '/', '_', '=' -> true;
      default -> false;
    };
  }

  /**
   * Offset of the first fault of a domain-spec, -1 where there is none: a macro-string that ends in
   * a macro, or in a dot, a top label and perhaps one more dot (RFC 7208 §7.1: domain-end).
   */
  static int domainSpecFault(String text, int from, int to, boolean loose) {
    if (from >= to) {
      return from;
    }
    int macroEnd = walk(text, from, to, loose ? Place.LOOSE_DOMAIN_SPEC : Place.DOMAIN_SPEC);
    if (macroEnd < 0) {
      return ~macroEnd;
    }
    if (macroEnd == to) {
      return -1;
    }
    int end = text.charAt(to - 1) == '.' ? to - 1 : to;
    int dot = text.lastIndexOf('.', end - 1);
    if (dot < from || dot < macroEnd || !isTopLabel(text, dot + 1, end, loose)) {
      return Math.max(dot, from);
    }
    return -1;
  }

  /** RFC 7208 §7.1: toplabel: letters, digits, inner hyphens, and not digits alone. */
  static boolean isTopLabel(String text, int from, int to, boolean loose) {
    if (from >= to || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
      return false;
    }
    boolean digitsOnly = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      int lower = c | 0x20;
      if (!digit && c != '-' && !(lower >= 'a' && lower <= 'z') && !(loose && c >= 0x80)) {
        return false;
      }
      digitsOnly &= digit;
    }
    return !digitsOnly;
  }
}
