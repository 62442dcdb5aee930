package dev.indicia.gateway.esmtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the lines of a server together to replies (RFC 5321 §4.2). Not thread-safe; one for each
 * connection.
 */
public final class ReplyParser {
  /** A line that no SMTP server sends, or more lines than are allowed. */
  public static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    SyntaxException(String message) {
      super(message);
    }
  }

  private final int linesMax;
  private final List<String> lines = new ArrayList<>();
  private int code;

  /**
   * A parser between two replies.
   *
   * @param linesMax lines in one reply
   */
  public ReplyParser(int linesMax) {
    this.linesMax = linesMax;
  }

  /**
   * The reply that ends with this line; empty when more lines follow.
   *
   * @param octets a line without its CRLF
   */
  public Optional<Reply> line(byte[] octets) throws SyntaxException {
    String line = new String(octets, StandardCharsets.ISO_8859_1);
    int number = number(line);
    if (number < 0) {
      throw new SyntaxException("a line does not begin with a reply code");
    }
    // RFC 5321 §4.2.1: all lines of a reply have the same code.
    if (!lines.isEmpty() && number != code) {
      throw new SyntaxException("the lines of a reply have different codes");
    }
    if (lines.size() == linesMax) {
      throw new SyntaxException("a reply has too many lines");
    }
    code = number;
    lines.add(line.length() > 4 ? line.substring(4) : "");
    if (line.length() > 3 && line.charAt(3) == '-') {
      return Optional.empty();
    }
    Reply reply = new Reply(code, lines);
    lines.clear();
    return Optional.of(reply);
  }

  /** The code of a line: 2 to 5, 0 to 9 (servers use more than 0 to 5), 0 to 9; else -1. */
  private static int number(String line) {
    if (line.length() < 3
        || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < 3; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number >= 200 && number <= 599 ? number : -1;
  }
}
