package dev.indicia.spf;

import dev.indicia.dns.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads the terms of one SPF record, one after the other, straight from its text (RFC 7208 §4.6.1,
 * §12). The fields describe the term read last; no string is made. Linear in the record's length.
 */
final class SpfScanner {
  /** What kind of term stands at the cursor. */
  enum Kind {
    ALL,
    INCLUDE,
    A,
    MX,
    PTR,
    IP4,
    IP6,
    EXISTS,
    REDIRECT,
    EXP,
    UNKNOWN_MODIFIER,
    MALFORMED,
    END
  }

  private static final String VERSION = "v=spf1";

  final String text;
  private final boolean loose;
  private int next;

  /** Offsets of the term: from its first character to behind its last. */
  int start;

  int end;

  /** One of {@code + - ~ ?}; "+" where none is written (RFC 7208 §4.6.2). */
  char qualifier = '+';

  /** Behind the name of the mechanism or modifier. */
  int nameEnd;

  /** The domain-spec, or the value of a modifier; -1 where there is none. */
  int specStart = -1;

  int specEnd;
  int prefix4;
  int prefix6;

  /** The address of {@code ip4} (last 32 bits of low) and {@code ip6}. */
  long high;

  long low;

  /** What is wrong with a malformed term, and where. */
  SpfReason fault = SpfReason.TERM_SYNTAX;

  int faultAt;

  /** Offset of the first redirect and exp, -1 while none was read. */
  int redirectAt = -1;

  int expAt = -1;

  /** Whether lenient reading met octets or white space that strict reading refuses. */
  boolean metNonAscii;

  boolean metWhiteSpace;

  /**
   * A cursor before the first term.
   *
   * @param text a record that {@link #isSpf} accepts at {@code versionAt}
   * @param loose whether tab, CR, LF part terms too, and names may hold octets outside ASCII
   */
  SpfScanner(String text, int versionAt, boolean loose) {
    this.text = text;
    this.loose = loose;
    this.next = versionAt + VERSION.length();
  }

  /**
   * Whether the text from the offset starts with the version section (RFC 7208 §4.5): "v=spf1" in
   * any case, and a space or the end behind it.
   */
  static boolean isSpf(String text, int from, boolean loose) {
    int end = from + VERSION.length();
    return text.regionMatches(true, from, VERSION, 0, VERSION.length())
        && (text.length() == end
            || text.charAt(end) == ' '
            || (loose && isOtherSpace(text.charAt(end))));
  }

  static boolean isOtherSpace(char c) {
    return c == '\t' || c == '\r' || c == '\n';
  }

  /** Puts the cursor before the term at the offset, which {@link #next} has read before. */
  void seek(int offset) {
    next = offset;
  }

  /** Reads the next term. */
  Kind next() {
    int length = text.length();
    while (next < length && isSpace(text.charAt(next))) {
      next++;
    }
    if (next >= length) {
      return Kind.END;
    }
    start = next;
    end = text.indexOf(' ', start);
    if (end < 0) {
      end = length;
    }
    if (loose) {
      endAtOtherSpace();
    }
    next = end;
    specStart = -1;
    return term();
  }

  private boolean isSpace(char c) {
    if (loose && isOtherSpace(c)) {
      metWhiteSpace = true;
      return true;
    }
    return c == ' ';
  }

  private void endAtOtherSpace() {
    for (int i = start; i < end; i++) {
      if (isOtherSpace(text.charAt(i))) {
        end = i;
        return;
      }
    }
  }

  /** RFC 7208 §4.6.1: [ qualifier ] mechanism, or name "=" value. */
  private Kind term() {
    int at = start;
    char first = text.charAt(at);
    boolean qualified = first == '-' || first == '~' || first == '?' || first == '+';
    qualifier = qualified ? first : '+';
    if (qualified) {
      at++;
    }
    int nameStart = at;
    if (at == end || !isAlpha(text.charAt(at))) {
      return malformed(at, SpfReason.TERM_SYNTAX);
    }
    at++;
    while (at < end && isNameChar(text.charAt(at))) {
      at++;
    }
    nameEnd = at;
    char then = at < end ? text.charAt(at) : ':';
    if (then == '=') {
      return qualified ? malformed(start, SpfReason.TERM_SYNTAX) : modifier();
    }
    if (then != ':' && then != '/') {
      return malformed(at, SpfReason.TERM_SYNTAX);
    }
    return mechanism(nameStart);
  }

  private Kind mechanism(int nameStart) {
    return switch (nameEnd - nameStart) {
      case 1 -> isName(nameStart, "a") ? host(Kind.A) : unknown(nameStart);
      case 2 -> isName(nameStart, "mx") ? host(Kind.MX) : unknown(nameStart);
      case 3 -> {
        if (isName(nameStart, "ip4")) {
          yield ip4();
        }
        if (isName(nameStart, "ip6")) {
          yield ip6();
        }
        if (isName(nameStart, "all")) {
          yield all();
        }
        yield isName(nameStart, "ptr") ? name(Kind.PTR, false) : unknown(nameStart);
      }
      case 6 -> isName(nameStart, "exists") ? name(Kind.EXISTS, true) : unknown(nameStart);
      case 7 -> isName(nameStart, "include") ? name(Kind.INCLUDE, true) : unknown(nameStart);
      default -> unknown(nameStart);
    };
  }

  /** RFC 7208 §5.1: no argument. */
  private Kind all() {
    return nameEnd == end ? Kind.ALL : malformed(nameEnd, SpfReason.MECHANISM_ARGUMENT);
  }

  private Kind unknown(int at) {
    return malformed(at, SpfReason.UNKNOWN_MECHANISM);
  }

  /** RFC 7208 §5.2, §5.5, §5.7: a domain-spec and no prefix length. */
  private Kind name(Kind kind, boolean required) {
    if (nameEnd == end) {
      return required ? malformed(end, SpfReason.MECHANISM_ARGUMENT) : kind;
    }
    if (text.charAt(nameEnd) != ':') {
      return malformed(nameEnd, SpfReason.MECHANISM_ARGUMENT);
    }
    return domainSpec(nameEnd + 1, end) ? kind : Kind.MALFORMED;
  }

  /** RFC 7208 §5.3, §5.4: an optional domain-spec and an optional dual-cidr-length. */
  private Kind host(Kind kind) {
    prefix4 = 32;
    prefix6 = 128;
    if (nameEnd == end) {
      return kind;
    }
    int specEnd = dualPrefix();
    if (specEnd < 0) {
      return Kind.MALFORMED;
    }
    if (text.charAt(nameEnd) == ':') {
      return domainSpec(nameEnd + 1, specEnd) ? kind : Kind.MALFORMED;
    }
    return specEnd == nameEnd ? kind : malformed(nameEnd, SpfReason.PREFIX_LENGTH);
  }

  /**
   * Reads [ "/" length ] [ "//" length ] from the end of the term backwards, since a domain-spec
   * may hold slashes too.
   *
   * @return where it starts, or -1 after a fault
   */
  private int dualPrefix() {
    int at = prefixStart(end);
    if (at < 0) {
      return end;
    }
    if (at > nameEnd && text.charAt(at - 1) == '/') {
      prefix6 = prefixLength(at + 1, end, 128);
      if (prefix6 < 0) {
        return -1;
      }
      int before = at - 1;
      at = prefixStart(before);
      if (at < 0) {
        return before;
      }
      prefix4 = prefixLength(at + 1, before, 32);
      return prefix4 < 0 ? -1 : at;
    }
    prefix4 = prefixLength(at + 1, end, 32);
    return prefix4 < 0 ? -1 : at;
  }

  /** Offset of the "/" before the digits that end at the offset; -1 where there are none. */
  private int prefixStart(int to) {
    int at = to - 1;
    while (at > nameEnd && isDigit(text.charAt(at))) {
      at--;
    }
    return at >= nameEnd && at < to - 1 && text.charAt(at) == '/' ? at : -1;
  }

  /** RFC 7208 §5.6: "0", or digits that start with 1 to 9. -1 after a fault. */
  private int prefixLength(int from, int to, int max) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      value = value * 10 + c - '0';
      if (!isDigit(c) || value > max || (value == 0 && to - from > 1)) {
        malformed(from, SpfReason.PREFIX_LENGTH);
        return -1;
      }
    }
    if (from == to) {
      malformed(from, SpfReason.PREFIX_LENGTH);
      return -1;
    }
    return value;
  }

  private boolean domainSpec(int from, int to) {
    int wrong = SpfMacroSyntax.domainSpecFault(text, from, to, loose);
    if (wrong < 0) {
      specStart = from;
      specEnd = to;
      metNonAscii |= loose && hasNonAscii(from, to);
      return true;
    }
    boolean macro = wrong < to && text.charAt(wrong) == '%';
    malformed(wrong, macro ? SpfReason.MACRO_SYNTAX : SpfReason.DOMAIN_SPEC);
    return false;
  }

  /** RFC 7208 §6: redirect and exp at most once; every other name is ignored, if well-formed. */
  private Kind modifier() {
    int value = nameEnd + 1;
    if (isName(start, "redirect")) {
      if (redirectAt >= 0 && redirectAt != start) {
        return malformed(start, SpfReason.MODIFIER_REPEATED);
      }
      if (!domainSpec(value, end)) {
        return Kind.MALFORMED;
      }
      redirectAt = start;
      return Kind.REDIRECT;
    }
    if (isName(start, "exp")) {
      if (expAt >= 0 && expAt != start) {
        return malformed(start, SpfReason.MODIFIER_REPEATED);
      }
      if (!domainSpec(value, end)) {
        return Kind.MALFORMED;
      }
      expAt = start;
      return Kind.EXP;
    }
    int walked = SpfMacroSyntax.walk(text, value, end, SpfMacroSyntax.Place.UNKNOWN_MODIFIER);
    if (walked < 0) {
      return malformed(~walked, SpfReason.MACRO_SYNTAX);
    }
    specStart = value;
    specEnd = end;
    return Kind.UNKNOWN_MODIFIER;
  }

  /** RFC 7208 §5.6: four numbers of 0 to 255 without leading zeros, and a prefix length. */
  private Kind ip4() {
    int at = nameEnd;
    if (at == end || text.charAt(at) != ':') {
      return malformed(at, SpfReason.MECHANISM_ARGUMENT);
    }
    at++;
    long value = 0;
    for (int part = 0; part < 4; part++) {
      if (part > 0) {
        if (at == end || text.charAt(at) != '.') {
          return malformed(at, SpfReason.NETWORK_SYNTAX);
        }
        at++;
      }
      int from = at;
      int octet = 0;
      while (at < end && at - from < 3 && isDigit(text.charAt(at))) {
        octet = octet * 10 + text.charAt(at++) - '0';
      }
      if (at == from || octet > 255 || (at - from > 1 && text.charAt(from) == '0')) {
        return malformed(from, SpfReason.NETWORK_SYNTAX);
      }
      value = value << 8 | octet;
    }
    high = 0;
    low = value;
    prefix4 = 32;
    if (at == end) {
      return Kind.IP4;
    }
    if (text.charAt(at) != '/') {
      return malformed(at, SpfReason.NETWORK_SYNTAX);
    }
    prefix4 = prefixLength(at + 1, end, 32);
    return prefix4 < 0 ? Kind.MALFORMED : Kind.IP4;
  }

  /** RFC 7208 §5.6: an address of RFC 4291 §2.2, and a prefix length. */
  private Kind ip6() {
    int at = nameEnd;
    if (at == end || text.charAt(at) != ':') {
      return malformed(at, SpfReason.MECHANISM_ARGUMENT);
    }
    int slash = text.indexOf('/', at, end);
    int to = slash < 0 ? end : slash;
    prefix6 = 128;
    if (to < end) {
      prefix6 = prefixLength(to + 1, end, 128);
      if (prefix6 < 0) {
        return Kind.MALFORMED;
      }
    }
    return network6(at + 1, to) ? Kind.IP6 : malformed(at + 1, SpfReason.NETWORK_SYNTAX);
  }

  private boolean network6(int from, int to) {
    long headHigh = 0;
    long headLow = 0;
    int gap = -1;
    int count = 0;
    int at = from;
    high = 0;
    low = 0;
    if (to - from < 2 || to - from > 45) {
      return false;
    }
    if (text.startsWith("::", from)) {
      gap = 0;
      at += 2;
    }
    while (at < to) {
      int group = at;
      int value = 0;
      while (at < to && at - group < 4 && hex(text.charAt(at)) >= 0) {
        value = value << 4 | hex(text.charAt(at++));
      }
      if (at < to && text.charAt(at) == '.') {
        // RFC 4291 §2.2: the last 32 bits may be written as an IPv4 address; rare, so by string
        IpAddress v4 = IpAddress.parse(text.substring(group, to)).orElse(null);
        if (v4 == null || !v4.isV4()) {
          return false;
        }
        push((int) (v4.low() >>> 16));
        value = (int) (v4.low() & 0xffff);
        count++;
        at = to;
      } else if (at == group) {
        return false;
      }
      push(value);
      if (++count > 8) {
        return false;
      }
      if (at == to) {
        break;
      }
      if (text.charAt(at++) != ':' || at == to) {
        return false;
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = count;
        headHigh = high;
        headLow = low;
        high = 0;
        low = 0;
        at++;
      }
    }
    if (gap < 0) {
      return count == 8;
    }
    joinAcrossGap(headHigh, headLow, 16 * (8 - gap));
    return count <= 7;
  }

  private void push(int group) {
    high = high << 16 | low >>> 48;
    low = low << 16 | group;
  }

  /** Puts the groups written before "::" to the front of those behind it. */
  private void joinAcrossGap(long headHigh, long headLow, int shift) {
    if (shift >= 128) {
      return;
    }
    if (shift >= 64) {
      high |= headLow << (shift - 64);
    } else {
      high |= headHigh << shift | headLow >>> (64 - shift);
      low |= headLow << shift;
    }
  }

  /** Whether the client is in the network of the {@code ip4} or {@code ip6} term just read. */
  boolean holds(IpAddress client, Kind kind) {
    if (kind == Kind.IP4) {
      return client.isV4() && (prefix4 == 0 || (client.low() ^ low) >>> (32 - prefix4) == 0);
    }
    if (client.isV4()) {
      return false;
    }
    if (prefix6 <= 64) {
      return prefix6 == 0 || (client.high() ^ high) >>> (64 - prefix6) == 0;
    }
    return client.high() == high && (client.low() ^ low) >>> (128 - prefix6) == 0;
  }

  /** The term as written. */
  String termText() {
    return text.substring(start, end);
  }

  /** The domain-spec or value as written, null where there is none. */
  @Nullable String specText() {
    return specStart < 0 ? null : text.substring(specStart, specEnd);
  }

  private Kind malformed(int at, SpfReason reason) {
    faultAt = at;
    fault = reason;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // RFC 7208 §3.1
        fault = SpfReason.NON_ASCII;
        faultAt = i;
        break;
      }
      if (isOtherSpace(c)) {
        fault = SpfReason.WHITE_SPACE;
        faultAt = i;
        break;
      }
    }
    return Kind.MALFORMED;
  }

  private boolean hasNonAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) >= 0x80) {
        return true;
      }
    }
    return false;
  }

  /** Compares the name with a lower-case word (RFC 7208 §4.6.1: names have no case). */
  boolean isName(int from, String word) {
    if (nameEnd - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text.charAt(from + i) | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlpha(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** RFC 7208 §4.6.1: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ). */
  private static boolean isNameChar(char c) {
    return isAlpha(c) || isDigit(c) || c == '-' || c == '_' || c == '.';
  }

  private static int hex(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
