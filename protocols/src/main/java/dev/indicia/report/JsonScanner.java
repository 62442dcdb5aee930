package dev.indicia.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;

/**
 * Tokens of one JSON text (RFC 8259), pulled out of UTF-8 octets. Strict in its grammar; its size,
 * depth and the length of strings are bounded. Not thread-safe.
 */
final class JsonScanner {
  private static final int NUMBER_OCTETS_MAX = 64;

  /** What {@link #next} found. */
  enum Token {
    /** An object begins. */
    OBJECT,
    /** An object ends. */
    OBJECT_END,
    /** An array begins. */
    ARRAY,
    /** An array ends. */
    ARRAY_END,
    /** The name of a member; its value follows. */
    NAME,
    /** A string. */
    STRING,
    /** A number. */
    NUMBER,
    /** true, false or null. */
    LITERAL,
    /** The text is over. */
    END
  }

  private enum State {
    FIRST,
    NEXT,
    NAMED,
    DONE
  }

  private final InputStream in;
  private final ReportLimits limits;
  private final Set<ReportDeviation> deviations;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final BitSet objects = new BitSet();
  private int depth;
  private long position;
  private int ahead = -2;
  private State state = State.FIRST;
  private String text = "";

  JsonScanner(InputStream in, ReportLimits limits, Set<ReportDeviation> deviations) {
    this.in = in;
    this.limits = limits;
    this.deviations = deviations;
  }

  /** With NAME, STRING, NUMBER, LITERAL: what stands there, escapes resolved. */
  String text() {
    return text;
  }

  /** Octets read, for messages. */
  long offset() {
    return position;
  }

  /** The next token. */
  Token next() throws IOException {
    int octet = skipSpace();
    if (depth == 0) {
      if (state == State.DONE) {
        return Token.END;
      }
      return value(octet);
    }
    boolean object = objects.get(depth);
    if (state == State.NAMED) {
      return value(octet);
    }
    if (octet == (object ? '}' : ']')) {
      take();
      depth--;
      state = depth == 0 ? State.DONE : State.NEXT;
      return object ? Token.OBJECT_END : Token.ARRAY_END;
    }
    if (state == State.NEXT) {
      expect(octet, ',');
      octet = skipSpace();
    }
    if (!object) {
      return value(octet);
    }
    string(octet);
    expect(skipSpace(), ':');
    skipSpace();
    state = State.NAMED;
    return Token.NAME;
  }

  /** Reads on to the end of the stream; whether anything but white space follows. */
  boolean trailing() throws IOException {
    boolean anything = false;
    while (skipSpace() >= 0) {
      anything = true;
      take();
    }
    return anything;
  }

  /** Passes over the value that the token begins. */
  void skip(Token begun) throws IOException {
    if (begun != Token.OBJECT && begun != Token.ARRAY) {
      return;
    }
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  private Token value(int octet) throws IOException {
    if (octet == '{' || octet == '[') {
      take();
      if (depth == limits.jsonDepthMax()) {
        throw new Refusal(ReportReason.JSON_TOO_DEEP, "more than " + depth + ", " + at());
      }
      objects.set(++depth, octet == '{');
      state = State.FIRST;
      return octet == '{' ? Token.OBJECT : Token.ARRAY;
    }
    Token token;
    if (octet == '"') {
      string(octet);
      token = Token.STRING;
    } else if (octet == '-' || isDigit(octet)) {
      number();
      token = Token.NUMBER;
    } else {
      literal(octet);
      token = Token.LITERAL;
    }
    state = depth == 0 ? State.DONE : State.NEXT;
    return token;
  }

  /** RFC 8259 §7. */
  private void string(int quote) throws IOException {
    expect(quote, '"');
    octets.reset();
    while (true) {
      int octet = take();
      if (octet < 0) {
        throw truncated();
      }
      if (octet == '"') {
        break;
      }
      if (octet == '\\') {
        escape();
      } else {
        if (octet < ' ') {
          deviations.add(ReportDeviation.CONTROL_CHARACTER);
        }
        octets.write(octet);
      }
      if (octets.size() > limits.textOctetsMax()) {
        throw new Refusal(
            ReportReason.TEXT_TOO_LONG, "more than " + limits.textOctetsMax() + " octets, " + at());
      }
    }
    text = octets.toString(StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      deviations.add(ReportDeviation.ENCODING_BROKEN);
    }
  }

  private void escape() throws IOException {
    int octet = take();
    switch (octet) {
      case '"', '\\', '/' -> octets.write(octet);
      case 'b' -> octets.write('\b');
      case 'f' -> octets.write('\f');
      case 'n' -> octets.write('\n');
      case 'r' -> octets.write('\r');
      case 't' -> octets.write('\t');
      case 'u' -> unicode(hexadecimal());
      default -> throw octet < 0 ? truncated() : syntax("no escape");
    }
  }

  /** Half a surrogate pair on its own stands for nothing, and reads as U+FFFD. */
  private void unicode(int unit) throws IOException {
    int code = unit;
    while (Character.isHighSurrogate((char) code) && peek() == '\\') {
      take();
      if (peek() != 'u') {
        write(0xfffd);
        escape();
        return;
      }
      take();
      int low = hexadecimal();
      if (Character.isLowSurrogate((char) low)) {
        write(Character.toCodePoint((char) code, (char) low));
        return;
      }
      write(0xfffd);
      code = low;
    }
    write(Character.isSurrogate((char) code) ? 0xfffd : code);
  }

  private void write(int codePoint) {
    octets.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }

  private int hexadecimal() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int octet = take();
      int digit = octet < 0 ? -1 : Character.digit((char) octet, 16);
      if (digit < 0) {
        throw octet < 0 ? truncated() : syntax("no hexadecimal digit");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** RFC 8259 §6. */
  private void number() throws IOException {
    StringBuilder number = new StringBuilder();
    if (peek() == '-') {
      number.append((char) take());
    }
    boolean zero = peek() == '0';
    int digits = digits(number);
    if (digits == 0 || (zero && digits > 1)) {
      throw syntax("no number");
    }
    if (peek() == '.') {
      number.append((char) take());
      if (digits(number) == 0) {
        throw syntax("no number");
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      number.append((char) take());
      if (peek() == '+' || peek() == '-') {
        number.append((char) take());
      }
      if (digits(number) == 0) {
        throw syntax("no number");
      }
    }
    text = number.toString();
  }

  private int digits(StringBuilder number) throws IOException {
    int count = 0;
    while (isDigit(peek())) {
      number.append((char) take());
      count++;
      if (number.length() > NUMBER_OCTETS_MAX) {
        throw syntax("a number of more than " + NUMBER_OCTETS_MAX + " octets");
      }
    }
    return count;
  }

  private static boolean isDigit(int octet) {
    return octet >= '0' && octet <= '9';
  }

  private void literal(int octet) throws IOException {
    String word =
        switch (octet) {
          case 't' -> "true";
          case 'f' -> "false";
          case 'n' -> "null";
          default -> throw octet < 0 ? truncated() : syntax("no value");
        };
    for (int i = 0; i < word.length(); i++) {
      int read = take();
      if (read != word.charAt(i)) {
        throw read < 0 ? truncated() : syntax("no value");
      }
    }
    text = word;
  }

  private void expect(int octet, char wanted) throws IOException {
    if (octet != wanted) {
      throw octet < 0 ? truncated() : syntax("\"" + wanted + "\" is expected");
    }
    take();
  }

  private int skipSpace() throws IOException {
    int octet = peek();
    while (octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t') {
      take();
      octet = peek();
    }
    return octet;
  }

  private int peek() throws IOException {
    if (ahead == -2) {
      ahead = in.read();
    }
    return ahead;
  }

  private int take() throws IOException {
    int octet = peek();
    ahead = octet < 0 ? octet : -2;
    if (++position > limits.jsonOctetsMax()) {
      throw new Refusal(
          ReportReason.JSON_TOO_LARGE, "more than " + limits.jsonOctetsMax() + " octets");
    }
    return octet;
  }

  private String at() {
    return "octet " + position;
  }

  private Refusal syntax(String what) {
    return new Refusal(ReportReason.JSON_SYNTAX, what + ", " + at());
  }

  private Refusal truncated() {
    return new Refusal(ReportReason.JSON_TRUNCATED, at());
  }
}
