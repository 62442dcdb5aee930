package dev.indicia.gateway.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads responses of a server (RFC 9051 §9), octet by octet, whatever pieces they come in. What a
 * response holds is bounded; messages go to a sink as they come. Not thread-safe.
 */
public final class ImapReader {
  /** Where octets come from. */
  @FunctionalInterface
  public interface Source {
    /** As {@link java.io.InputStream#read(byte[], int, int)}: at least one octet, or -1. */
    int read(byte[] buffer, int offset, int length) throws IOException;
  }

  /** Where messages go. */
  public interface Sink {
    /** A message of that many octets begins; false refuses it, and with it the connection. */
    boolean begin(long octets);

    /** More of it. */
    void write(byte[] octets, int offset, int length) throws IOException;
  }

  /** Takes no message. */
  public static final Sink NOTHING =
      new Sink() {
        @Override
        public boolean begin(long octets) {
          return false;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
          throw new AssertionError("nothing was taken");
        }
      };

  private static final String MESSAGE = "BODY[]";
  private static final int BUFFER_OCTETS = 16 << 10;
  private static final int DIGITS_MAX = 10;

  private final Source source;
  private final ImapLimits limits;
  private final byte[] buffer = new byte[BUFFER_OCTETS];
  private int from;
  private int to;
  private int text;
  private int values;

  public ImapReader(Source source, ImapLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /** How many octets are here already. */
  public int buffered() {
    return to - from;
  }

  /**
   * The next response.
   *
   * @throws ImapException when it is none, past a limit, or the connection ends
   */
  public ImapResponse next(Sink sink) throws IOException {
    text = 0;
    values = 0;
    String first = word();
    if (first.equals("+")) {
      return new ImapResponse.Continuation(peek() == ' ' ? rest() : end(""));
    }
    expect(' ');
    if (!first.equals("*")) {
      String status = word();
      return condition(first, status(status));
    }
    String name = word();
    long number = -1;
    if (isNumber(name)) {
      number = Long.parseLong(name);
      expect(' ');
      name = word();
    } else if (isStatus(name)) {
      return condition(null, ImapResponse.Status.valueOf(upper(name)));
    }
    if (name.isEmpty()) {
      throw syntax("no name");
    }
    List<ImapValue> found = new ArrayList<>();
    while (peek() == ' ') {
      take();
      // RFC 3501 servers in use write a blank before the line end.
      if (peek() != '\r') {
        found.add(value(sink, found.isEmpty() ? "" : atom(found.getLast()), 0));
      }
    }
    lineEnd();
    return new ImapResponse.Data(number, upper(name), found);
  }

  private ImapResponse.Status status(String word) throws ImapException {
    String status = upper(word);
    if (!status.equals("OK") && !status.equals("NO") && !status.equals("BAD")) {
      throw syntax("no status");
    }
    return ImapResponse.Status.valueOf(status);
  }

  private static boolean isStatus(String word) {
    return switch (upper(word)) {
      case "OK", "NO", "BAD", "PREAUTH", "BYE" -> true;
      default -> false;
    };
  }

  private ImapResponse condition(
      @org.jspecify.annotations.Nullable String tag, ImapResponse.Status status)
      throws IOException {
    String line = peek() == ' ' ? rest() : end("");
    int close = line.startsWith("[") ? line.indexOf(']') : -1;
    return close < 0
        ? new ImapResponse.Condition(tag, status, null, line)
        : new ImapResponse.Condition(
            tag, status, line.substring(1, close), line.substring(close + 1).strip());
  }

  // ---- values

  private ImapValue value(Sink sink, String before, int depth) throws IOException {
    if (++values > limits.valuesMax()) {
      throw new ImapException(ImapReason.TOO_MANY_VALUES, "more than " + limits.valuesMax());
    }
    return switch (peek()) {
      case '(' -> values(sink, depth);
      case '"' -> quoted(sink, before);
      case '{' -> literal(sink, before);
      case '~' -> {
        take();
        if (peek() != '{') {
          throw syntax("~ without a literal");
        }
        yield literal(sink, before);
      }
      default -> {
        String word = word();
        if (word.isEmpty()) {
          throw syntax("no value");
        }
        yield new ImapValue.Atom(word);
      }
    };
  }

  private ImapValue values(Sink sink, int depth) throws IOException {
    if (depth == limits.nestingMax()) {
      throw new ImapException(ImapReason.NESTED_TOO_DEEP, "more than " + limits.nestingMax());
    }
    expect('(');
    List<ImapValue> found = new ArrayList<>();
    while (peek() != ')') {
      found.add(value(sink, found.isEmpty() ? "" : atom(found.getLast()), depth + 1));
      if (peek() == ' ') {
        take();
      } else if (peek() != ')' && peek() != '(') {
        throw syntax("no blank between values");
      }
    }
    take();
    return new ImapValue.Values(found);
  }

  private static String atom(ImapValue value) {
    return value instanceof ImapValue.Atom atom ? upper(atom.text()) : "";
  }

  private ImapValue quoted(Sink sink, String before) throws IOException {
    expect('"');
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int c = take(); c != '"'; c = take()) {
      int octet = c == '\\' ? take() : c;
      if (octet == '\r' || octet == '\n' || octet == 0) {
        throw syntax("a line end in a quoted string");
      }
      octets.write(octet);
    }
    if (!before.equals(MESSAGE)) {
      return new ImapValue.Text(octets.toString(StandardCharsets.UTF_8));
    }
    // RFC 9051 §9, nstring: a short message may be quoted.
    begin(sink, octets.size());
    sink.write(octets.toByteArray(), 0, octets.size());
    return new ImapValue.Body(octets.size());
  }

  private static void begin(Sink sink, long length) throws ImapException {
    if (!sink.begin(length)) {
      throw new ImapException(ImapReason.LITERAL_TOO_LARGE, length + " octets");
    }
  }

  private ImapValue literal(Sink sink, String before) throws IOException {
    expect('{');
    long length = 0;
    int digits = 0;
    for (int c = take(); c != '}'; c = take()) {
      if (c < '0' || c > '9' || ++digits > DIGITS_MAX) {
        throw syntax("the length of a literal");
      }
      length = 10 * length + c - '0';
    }
    if (digits == 0) {
      throw syntax("the length of a literal");
    }
    lineEnd();
    if (before.equals(MESSAGE)) {
      begin(sink, length);
      message(sink, length);
      return new ImapValue.Body(length);
    }
    if (length > limits.textOctetsMax() - text) {
      throw tooLarge();
    }
    byte[] octets = new byte[(int) length];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) take();
    }
    return new ImapValue.Text(new String(octets, StandardCharsets.UTF_8));
  }

  private void message(Sink sink, long length) throws IOException {
    long left = length;
    while (left > 0) {
      fill();
      int count = (int) Math.min(left, to - from);
      sink.write(buffer, from, count);
      from += count;
      left -= count;
    }
  }

  // ---- words and lines

  /** Up to a blank, parenthesis, quotation mark or line end; brackets belong to it with all. */
  private String word() throws IOException {
    StringBuilder word = new StringBuilder();
    boolean bracket = false;
    while (true) {
      int c = peek();
      boolean ends = c == ' ' || c == '(' || c == ')' || c == '"' || c == '{';
      if (c == '\r' || c == '\n' || ends && !bracket) {
        return word.toString();
      }
      bracket = c == '[' || bracket && c != ']';
      word.append((char) take());
    }
  }

  /** What stands behind a blank, to the end of the line. */
  private String rest() throws IOException {
    expect(' ');
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (peek() != '\r' && peek() != '\n') {
      octets.write(take());
    }
    return end(octets.toString(StandardCharsets.UTF_8));
  }

  private String end(String line) throws IOException {
    lineEnd();
    return line;
  }

  private void lineEnd() throws IOException {
    expect('\r');
    expect('\n');
  }

  private void expect(char wanted) throws IOException {
    if (take() != wanted) {
      throw syntax("not what stands there");
    }
  }

  private int take() throws IOException {
    int octet = peek();
    from++;
    if (++text > limits.textOctetsMax()) {
      throw tooLarge();
    }
    return octet;
  }

  private int peek() throws IOException {
    fill();
    return buffer[from] & 0xff;
  }

  private void fill() throws IOException {
    if (from < to) {
      return;
    }
    int count = source.read(buffer, 0, buffer.length);
    if (count < 1) {
      throw new ImapException(ImapReason.CLOSED, "in the middle of a response");
    }
    from = 0;
    to = count;
  }

  private ImapException tooLarge() {
    return new ImapException(
        ImapReason.RESPONSE_TOO_LARGE, "more than " + limits.textOctetsMax() + " octets");
  }

  private static ImapException syntax(String what) {
    return new ImapException(ImapReason.SYNTAX, what);
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() <= DIGITS_MAX
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
