package dev.indicia.authres;

/** A text and a place in it: the lexical elements of a structured field (RFC 5322 §3.2). */
final class AuthresText {
  private static final char NOTHING = 0;
  private static final int NUMBER_MAX = 999_999;

  private final String text;
  private int at;
  private boolean closed;

  AuthresText(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean at(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  /** The character here; NUL at the end. */
  char current() {
    return at < text.length() ? text.charAt(at) : NOTHING;
  }

  char charAt(int offset) {
    return text.charAt(offset);
  }

  int offset() {
    return at;
  }

  void advance() {
    at++;
  }

  void backTo(int offset) {
    at = offset;
  }

  void finish() {
    at = text.length();
  }

  /** The characters of that range, without CR and LF. */
  String between(int from, int to) {
    return text.substring(from, to).replace("\r", "").replace("\n", "");
  }

  void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** Takes the characters up to one of these. */
  String takeUntil(String ends) {
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes letters, digits, hyphens and underscores. */
  String takeKeyword() {
    int start = at;
    while (at < text.length() && Keyword.isLooseChar(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes 1*DIGIT, at most 999999; 0 when there is none. */
  int takeNumber() {
    int number = 0;
    while (at < text.length() && Keyword.isDigit(text.charAt(at))) {
      number = Math.min(NUMBER_MAX, number * 10 + text.charAt(at) - '0');
      at++;
    }
    return number;
  }

  /** Whether the quoted-string or comment taken last has its end. */
  boolean wasClosed() {
    return closed;
  }

  /** Takes the quoted-string that starts here (RFC 5322 §3.2.4); answers its content. */
  String takeQuotedString() {
    StringBuilder content = new StringBuilder();
    closed = false;
    at++;
    while (at < text.length() && !closed) {
      char c = text.charAt(at++);
      if (c == '"') {
        closed = true;
      } else if (c == '\\' && at < text.length()) {
        content.append(text.charAt(at++));
      } else if (c != '\r' && c != '\n') {
        content.append(c);
      }
    }
    return content.toString();
  }

  /** Takes the comment that starts here (RFC 5322 §3.2.2); answers its content. */
  String takeComment() {
    StringBuilder content = new StringBuilder();
    int depth = 1;
    at++;
    while (at < text.length() && depth > 0) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        content.append(text.charAt(at++));
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > 0 && c != '\r' && c != '\n') {
        content.append(c);
      }
    }
    closed = depth == 0;
    return content.toString();
  }
}
