package dev.indicia.gateway.esmtp;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code <path>} (RFC 5321 §4.1.2, RFC 6531 §3.3) from a command line. A source route is
 * dropped (RFC 5321 §4.1.1.3, appendix C). Local parts may have dots anywhere, as real ones do.
 */
final class PathSyntax {
  /**
   * A path and where the parameters begin.
   *
   * @param address "" for the null path
   * @param end offset behind the {@code >}
   */
  record Path(String address, int end) {
    boolean isAscii() {
      return address.chars().allMatch(c -> c < 128);
    }
  }

  private final String line;
  private int at;

  private PathSyntax(String line, int at) {
    this.line = line;
    this.at = at;
  }

  /**
   * The path that begins there.
   *
   * @param charactersMax of the path with its brackets
   */
  static @Nullable Path parse(String line, int start, int charactersMax) {
    return new PathSyntax(line, start).path(start, charactersMax);
  }

  private @Nullable Path path(int start, int charactersMax) {
    if (!take('<')) {
      return null;
    }
    if (take('>')) {
      return new Path("", at);
    }
    if (peek() == '@' && !route()) {
      return null;
    }
    int from = at;
    if (!(peek() == '"' ? quoted() : dotted())) {
      return null;
    }
    boolean postmaster = line.substring(from, at).equalsIgnoreCase("postmaster");
    if (take('@') ? !domain() : !postmaster) {
      return null;
    }
    String address = line.substring(from, at);
    return take('>') && at - start <= charactersMax ? new Path(address, at) : null;
  }

  /** {@code @a,@b:} */
  private boolean route() {
    do {
      if (!take('@') || !domain()) {
        return false;
      }
    } while (take(','));
    return take(':');
  }

  private boolean dotted() {
    int from = at;
    while (isAtomOrDot(peek())) {
      at++;
    }
    return at > from;
  }

  private boolean quoted() {
    at++;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c == '\\' && (at == line.length() || line.charAt(at++) >= 128)) {
        return false;
      }
    }
    return false;
  }

  private boolean domain() {
    int from = at;
    if (take('[')) {
      while (peek() > ' ' && peek() < 127 && "[]\\".indexOf(peek()) < 0) {
        at++;
      }
      return at > from + 1 && take(']');
    }
    while (Character.isLetterOrDigit(peek())
        || peek() >= 128
        || peek() == '-'
        || peek() == '.'
        || peek() == '_') {
      at++;
    }
    return at > from && line.charAt(from) != '.' && at - from <= 255;
  }

  private static boolean isAtomOrDot(char c) {
    return c > ' ' && c != 127 && "()<>[]:;@\\,\"".indexOf(c) < 0;
  }

  /** The character there; a space at the end of the line. */
  private char peek() {
    return at < line.length() ? line.charAt(at) : ' ';
  }

  private boolean take(char c) {
    if (peek() != c || at >= line.length()) {
      return false;
    }
    at++;
    return true;
  }
}
