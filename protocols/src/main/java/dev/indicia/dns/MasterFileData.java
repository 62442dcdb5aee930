package dev.indicia.dns;

import dev.indicia.dns.ZoneLexer.Token;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads names, strings, numbers and record data from the tokens of one master file. */
final class MasterFileData {
  private static final int TEXT_OCTETS_MAX = 65_535;

  private final String source;

  MasterFileData(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  /** The name a token stands for: absolute with a final dot, else relative to the origin. */
  DomainName name(Token token, DomainName origin) throws ZoneSyntaxException {
    String text = token.text();
    if (token.quoted()) {
      throw error(token, "a domain name is expected, not a quoted string");
    }
    if (text.equals("@")) {
      return origin;
    }
    boolean absolute = text.endsWith(".");
    if (text.indexOf('\\') >= 0) {
      absolute = absolute && !endsInEscape(text);
      text = unescapedName(token);
    }
    String whole = absolute || origin.isRoot() ? text : text + "." + origin.text();
    Optional<DomainName> name = DomainName.parse(whole);
    if (name.isEmpty()) {
      throw error(token, "not a domain name: " + shown(token));
    }
    return name.get();
  }

  private static boolean endsInEscape(String text) {
    int end = text.length() - 1;
    int backslashes = 0;
    while (end - 1 - backslashes >= 0 && text.charAt(end - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private String unescapedName(Token token) throws ZoneSyntaxException {
    StringBuilder name = new StringBuilder(token.text().length());
    String text = token.text();
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c != '\\') {
        name.append(c);
        i++;
        continue;
      }
      int octet = escaped(token, i);
      i += escapeLength(text, i);
      if (octet <= ' ' || octet == '.' || octet >= 0x7f) {
        throw error(token, "octet " + octet + " inside a label is not supported: " + shown(token));
      }
      name.append((char) octet);
    }
    return name.toString();
  }

  /** The octets of a character-string, one character each; what is not ASCII counts as UTF-8. */
  String octets(Token token) throws ZoneSyntaxException {
    String text = token.text();
    int plain = 0;
    while (plain < text.length() && text.charAt(plain) != '\\' && text.charAt(plain) < 0x80) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder octets = new StringBuilder(text.length() + 8).append(text, 0, plain);
    for (int i = plain; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '\\') {
        octets.append((char) escaped(token, i));
        i += escapeLength(text, i);
      } else if (c < 0x80) {
        octets.append(c);
        i++;
      } else {
        int end = i + Character.charCount(text.codePointAt(i));
        for (byte octet : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          octets.append((char) (octet & 0xff));
        }
        i = end;
      }
    }
    return octets.toString();
  }

  /** The octet that the escape at the index stands for (RFC 1035 §5.1: \DDD and \X). */
  private int escaped(Token token, int index) throws ZoneSyntaxException {
    String text = token.text();
    char first = text.charAt(index + 1);
    if (first < '0' || first > '9') {
      if (first >= 0x80) {
        throw error(token, "a backslash before a character that is not ASCII");
      }
      return first;
    }
    int value = 0;
    for (int i = index + 1; i < index + 4; i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c < '0' || c > '9') {
        throw error(token, "a backslash and a digit need three digits: " + shown(token));
      }
      value = value * 10 + c - '0';
    }
    if (value > 255) {
      throw error(token, "\\" + value + " is more than an octet holds");
    }
    return value;
  }

  private static int escapeLength(String text, int index) {
    char first = text.charAt(index + 1);
    return first >= '0' && first <= '9' ? 4 : 2;
  }

  /** A TTL in seconds, or with units as in "1h30m": w, d, h, m, s. */
  long ttl(Token token) throws ZoneSyntaxException {
    String text = token.text();
    long total = 0;
    long number = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.max(number, 0) * 10 + c - '0';
      } else {
        long unit = unitSeconds(c);
        if (unit == 0 || number < 0) {
          throw error(token, "not a TTL: " + shown(token));
        }
        total += number * unit;
        number = -1;
      }
      // RFC 2181 §8: 31 bits.
      if (total > Integer.MAX_VALUE || number > Integer.MAX_VALUE) {
        throw error(token, "a TTL is at most 2147483647 seconds, not " + shown(token));
      }
    }
    total += Math.max(number, 0);
    if (total > Integer.MAX_VALUE || text.isEmpty() || token.quoted()) {
      throw error(token, "a TTL is at most 2147483647 seconds, not " + shown(token));
    }
    return total;
  }

  private static long unitSeconds(char c) {
    return switch (c) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3_600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> 0;
    };
  }

  RecordData data(RecordType type, List<Token> tokens, Token last, DomainName origin)
      throws ZoneSyntaxException {
    if (isGeneric(tokens)) {
      return generic(type, tokens);
    }
    return switch (type) {
      case A, AAAA -> address(type, only(type.name(), tokens, last));
      case CNAME, PTR -> new RecordData.Pointer(name(only(type.name(), tokens, last), origin));
      case MX -> {
        if (tokens.size() < 2) {
          throw error(last, "an MX record has a preference and a host name");
        }
        requireEnd(tokens, 2);
        int preference = number(tokens.get(0), 65_535, "an MX preference");
        yield new RecordData.MailExchange(preference, name(tokens.get(1), origin));
      }
      case TLSA -> tlsa(tokens, last);
      case TXT -> text(tokens, last);
    };
  }

  /** RFC 6698 §2.2: three numbers and hexadecimal digits, which may be divided by spaces. */
  private RecordData tlsa(List<Token> tokens, Token last) throws ZoneSyntaxException {
    if (tokens.size() < 4) {
      throw error(last, "a TLSA record has usage, selector, matching type and data");
    }
    StringBuilder hex = new StringBuilder();
    for (Token token : tokens.subList(3, tokens.size())) {
      hex.append(token.text());
    }
    if (hex.length() % 2 != 0 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw error(tokens.get(3), "not pairs of hexadecimal digits");
    }
    return new RecordData.Tlsa(
        number(tokens.get(0), 255, "usage"),
        number(tokens.get(1), 255, "selector"),
        number(tokens.get(2), 255, "matching type"),
        hex.toString());
  }

  private RecordData address(RecordType type, Token token) throws ZoneSyntaxException {
    String text = token.text();
    boolean v6 = type == RecordType.AAAA;
    Optional<IpAddress> address =
        (text.indexOf(':') >= 0) == v6 ? IpAddress.parse(text) : Optional.empty();
    if (address.isEmpty()) {
      throw error(token, "not an " + (v6 ? "IPv6" : "IPv4") + " address: " + shown(token));
    }
    return new RecordData.Address(address.get());
  }

  private int number(Token token, int max, String what) throws ZoneSyntaxException {
    String text = token.text();
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      value = c < '0' || c > '9' || value > max ? max + 1 : value * 10 + c - '0';
    }
    if (value > max || text.isEmpty()) {
      throw error(token, what + " is a number of 0 to " + max + ", not " + shown(token));
    }
    return value;
  }

  private RecordData text(List<Token> tokens, Token last) throws ZoneSyntaxException {
    if (tokens.isEmpty()) {
      throw error(last, "a TXT record has at least one string");
    }
    if (tokens.size() == 1) {
      return checkedText(tokens.get(0), octets(tokens.get(0)));
    }
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      text.append(octets(token));
    }
    return checkedText(tokens.get(0), text.toString());
  }

  // A string longer than 255 octets is taken as if written in parts: only the joined text counts.
  private RecordData checkedText(Token token, String text) throws ZoneSyntaxException {
    if (text.length() > TEXT_OCTETS_MAX) {
      throw error(token, "the text has " + text.length() + " octets, more than 65535");
    }
    return new RecordData.Text(text);
  }

  static boolean isGeneric(List<Token> tokens) {
    return !tokens.isEmpty() && tokens.get(0).text().equals("\\#") && !tokens.get(0).quoted();
  }

  /** The octets of data in the form of RFC 3597 §5: "\#", their number, hexadecimal digits. */
  byte[] genericOctets(List<Token> tokens) throws ZoneSyntaxException {
    Token head = tokens.get(0);
    if (tokens.size() < 2) {
      throw error(head, "\\# needs the number of octets");
    }
    StringBuilder hex = new StringBuilder();
    for (Token token : tokens.subList(2, tokens.size())) {
      hex.append(token.text());
    }
    byte[] octets;
    try {
      octets = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw error(tokens.get(Math.min(2, tokens.size() - 1)), "not pairs of hexadecimal digits");
    }
    if (!tokens.get(1).text().equals(Integer.toString(octets.length))) {
      throw error(tokens.get(1), "says " + shown(tokens.get(1)) + " octets, has " + octets.length);
    }
    return octets;
  }

  private RecordData generic(RecordType type, List<Token> tokens) throws ZoneSyntaxException {
    byte[] octets = genericOctets(tokens);
    Optional<RecordData> data =
        switch (type) {
          case A -> octets.length == 4 ? wireAddress(octets) : Optional.empty();
          case AAAA -> octets.length == 16 ? wireAddress(octets) : Optional.empty();
          case CNAME, PTR -> wireName(octets, 0).map(RecordData.Pointer::new);
          case MX ->
              wireName(octets, 2)
                  .map(n -> new RecordData.MailExchange(wireNumber(octets[0], octets[1]), n));
          case TLSA -> octets.length > 3 ? wireTlsa(octets) : Optional.empty();
          case TXT -> wireText(octets);
        };
    return data.orElseThrow(() -> error(tokens.get(0), "not the data of a " + type + " record"));
  }

  private static int wireNumber(byte high, byte low) {
    return (high & 0xff) << 8 | (low & 0xff);
  }

  private static Optional<RecordData> wireTlsa(byte[] octets) {
    String association = HexFormat.of().formatHex(octets, 3, octets.length);
    return Optional.of(
        new RecordData.Tlsa(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff, association));
  }

  private static Optional<RecordData> wireAddress(byte[] octets) {
    return Optional.of(new RecordData.Address(IpAddress.of(octets)));
  }

  private static Optional<DomainName> wireName(byte[] octets, int start) {
    StringBuilder name = new StringBuilder();
    for (int at = start; at < octets.length; ) {
      int length = octets[at++] & 0xff;
      if (length == 0) {
        return at != octets.length
            ? Optional.empty()
            : DomainName.parse(name.isEmpty() ? "." : name.toString());
      }
      if (length > DomainName.LABEL_LENGTH_MAX || at + length > octets.length) {
        return Optional.empty();
      }
      for (int i = 0; i < length; i++) {
        char c = (char) (octets[at++] & 0xff);
        if (c == '.' || c >= 0x7f) {
          return Optional.empty();
        }
        name.append(c);
      }
      name.append('.');
    }
    return Optional.empty();
  }

  private static Optional<RecordData> wireText(byte[] octets) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < octets.length) {
      int length = octets[at++] & 0xff;
      if (at + length > octets.length) {
        return Optional.empty();
      }
      text.append(new String(octets, at, length, StandardCharsets.ISO_8859_1));
      at += length;
    }
    return at == 0 ? Optional.empty() : Optional.of(new RecordData.Text(text.toString()));
  }

  /** The one token of the data. */
  Token only(String what, List<Token> tokens, Token last) throws ZoneSyntaxException {
    if (tokens.isEmpty()) {
      throw error(last, what + " needs a value after it");
    }
    requireEnd(tokens, 1);
    return tokens.get(0);
  }

  void requireEnd(List<Token> tokens, int count) throws ZoneSyntaxException {
    if (tokens.size() > count) {
      throw error(tokens.get(count), "unexpected " + shown(tokens.get(count)) + " at the end");
    }
  }

  /** The token for an error message: short, in quotes. */
  static String shown(Token token) {
    String text = token.text();
    return "\"" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "\"";
  }

  static String upperCase(Token token) {
    return token.quoted() ? "" : token.text().toUpperCase(Locale.ROOT);
  }

  ZoneSyntaxException error(Token token, String problem) {
    return new ZoneSyntaxException(
        ZoneSyntaxException.Kind.SYNTAX, source, token.line(), token.column(), problem);
  }
}
