package dev.indicia.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a MIME field (RFC 2045 §5.1), with continuations, character sets and languages (RFC
 * 2231 §3, §4). Runs once. Lenient: what cannot be read is passed over up to the next semicolon,
 * and encoded words in a value are decoded, as mail readers do.
 */
final class Parameters {
  /** Parameters read from one field; sections of a continued one count too. */
  private static final int PARAMETERS_MAX = 200;

  /** Sections of one continued parameter that have a number: 0 to this one. */
  private static final int SECTION_MAX = 999;

  static final String BOUNDARY = "boundary";

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Section>> continued = new LinkedHashMap<>();
  private int at;
  private boolean twice;

  private record Section(String text, boolean encoded) {}

  Parameters(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** Whether a parameter was given twice; the first one counts. */
  boolean isTwice() {
    return twice;
  }

  /** The parameters by their lower-case names, in order. */
  Map<String, String> read() {
    for (int i = 0; i < PARAMETERS_MAX && at < text.length(); i++) {
      skipTo(';');
      at++;
      skipSpace();
      String name = token();
      skipSpace();
      if (!name.isEmpty() && at < text.length() && text.charAt(at) == '=') {
        at++;
        skipSpace();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        put(name.toLowerCase(Locale.ROOT), quoted ? quotedString() : bareValue());
      }
    }
    continued.forEach(this::join);
    return values;
  }

  private void put(String name, String value) {
    int star = name.indexOf('*');
    if (star < 0) {
      // Where both forms stand, the extended one counts (RFC 6266 §4.3): see join.
      String shown = name.equals(BOUNDARY) ? value : EncodedWords.decode(value);
      twice |= values.putIfAbsent(name, shown) != null;
      return;
    }
    boolean encoded = name.length() > star + 1 ? name.endsWith("*") : true;
    int digitsEnd = encoded && name.length() > star + 1 ? name.length() - 1 : name.length();
    int number = star + 1 == name.length() ? 0 : section(name.substring(star + 1, digitsEnd));
    if (number < 0) {
      return;
    }
    Section section = new Section(value, encoded);
    Map<Integer, Section> sections =
        continued.computeIfAbsent(name.substring(0, star), key -> new TreeMap<>());
    twice |= sections.putIfAbsent(number, section) != null;
  }

  private static int section(String digits) {
    if (digits.isEmpty() || digits.length() > 3) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= SECTION_MAX ? number : -1;
  }

  /** RFC 2231 §4.1: sections 0, 1, ... without a gap; the first one names the character set. */
  private void join(String name, Map<Integer, Section> sections) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    Charset charset = StandardCharsets.UTF_8;
    int number = 0;
    for (Map.Entry<Integer, Section> entry : sections.entrySet()) {
      if (entry.getKey() != number) {
        break;
      }
      Section section = entry.getValue();
      String value = section.text();
      if (section.encoded()) {
        int from = 0;
        int first = number == 0 ? value.indexOf('\'') : -1;
        int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
        if (second >= 0) {
          Charset named = Charsets.lookup(value.substring(0, first));
          charset = named == null ? charset : named;
          from = second + 1;
        }
        decodePercent(value, from, octets);
      } else {
        octets.writeBytes(value.getBytes(charset));
      }
      number++;
    }
    if (number > 0) {
      boolean before = values.put(name, octets.toString(charset)) != null;
      // A name in both forms is for old readers and new ones; a boundary in both is a trap.
      twice |= before && name.equals(BOUNDARY);
    }
  }

  private static void decodePercent(String value, int from, ByteArrayOutputStream octets) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(value.charAt(i + 2), 16);
      if (low >= 0) {
        octets.write(high << 4 | low);
        i += 2;
      } else if (c < 0x80) {
        octets.write(c);
      } else {
        octets.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Passes over what stands before the next such character, quoted strings as a whole. */
  private void skipTo(char wanted) {
    while (at < text.length() && text.charAt(at) != wanted) {
      if (text.charAt(at) == '"') {
        quotedString();
      } else {
        at++;
      }
    }
  }

  private void skipSpace() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (depth == 0 && c > ' ') {
        return;
      } else if (c == '\\' && depth > 0) {
        at++;
      }
      at++;
    }
    at = Math.min(at, text.length());
  }

  private String token() {
    int start = at;
    while (at < text.length() && isToken(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** RFC 2045 §5.1: token. */
  static boolean isToken(char c) {
    return c > ' ' && c != 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
  }

  /** A value without quotation marks: up to white space or semicolon, whatever stands there. */
  private String bareValue() {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) != ';') {
      at++;
    }
    int end = at;
    if (text.startsWith("=?", start)) {
      // An encoded word as a value (forbidden by RFC 2047 §5): spaces in it belong to it.
      while (at < text.length() && text.charAt(at) != ';') {
        at++;
      }
      end = at;
    }
    return text.substring(start, end).strip();
  }

  /** Behind the closing mark afterwards; at the end where there is none. */
  private String quotedString() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at = Math.min(at + 1, text.length());
    return value.toString();
  }

  /** The first word of a structured field, in lower case, or null when there is none. */
  static @Nullable String firstWord(String text) {
    Parameters reader = new Parameters(text, 0);
    reader.skipSpace();
    String word = reader.token();
    return word.isEmpty() ? null : word.toLowerCase(Locale.ROOT);
  }
}
