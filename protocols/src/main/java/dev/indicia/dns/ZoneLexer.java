package dev.indicia.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a master file into entries of tokens (RFC 1035 §5.1): parentheses join lines, a semicolon
 * starts a comment, quotes hold blanks together. Escapes stay as they are written.
 */
final class ZoneLexer {
  /** One token, not yet unescaped; for a quoted one without the quotes. */
  record Token(String text, boolean quoted, int line, int column) {}

  /**
   * One entry.
   *
   * @param blankOwner whether the line starts with a blank: the owner is the one before
   * @param tokens not empty
   */
  record Entry(boolean blankOwner, List<Token> tokens) {}

  private static final char NOTHING = '\uffff';

  private final String source;
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  ZoneLexer(String source, String text) {
    this.source = source;
    this.text = text;
    // A byte order mark says nothing in UTF-8 (RFC 3629 §6).
    this.at = text.startsWith("\ufeff") ? 1 : 0;
    this.lineStart = at;
  }

  String source() {
    return source;
  }

  /** The next entry that has tokens, or null at the end. */
  @Nullable Entry next() throws ZoneSyntaxException {
    while (at < text.length()) {
      boolean blankOwner = isBlank(peek());
      List<Token> tokens = readEntry();
      if (!tokens.isEmpty()) {
        return new Entry(blankOwner, tokens);
      }
    }
    return null;
  }

  private List<Token> readEntry() throws ZoneSyntaxException {
    List<Token> tokens = new ArrayList<>(8);
    int depth = 0;
    int openLine = 0;
    int openColumn = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        newLine();
        if (depth == 0) {
          return tokens;
        }
      } else if (isBlank(c)) {
        at++;
      } else if (c == ';') {
        skipComment();
      } else if (c == '(') {
        if (depth++ == 0) {
          openLine = line;
          openColumn = column();
        }
        at++;
      } else if (c == ')') {
        if (depth-- == 0) {
          throw error(line, column(), "\")\" without \"(\"");
        }
        at++;
      } else {
        tokens.add(c == '"' ? readQuoted() : readPlain());
      }
    }
    if (depth > 0) {
      throw error(openLine, openColumn, "\"(\" is never closed");
    }
    return tokens;
  }

  private Token readPlain() throws ZoneSyntaxException {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        escape();
      } else if (c == '\n' || isBlank(c) || c == ';' || c == '(' || c == ')' || c == '"') {
        break;
      } else {
        checkVisible(c);
        at++;
      }
    }
    return new Token(text.substring(start, at), false, line, start - lineStart + 1);
  }

  private Token readQuoted() throws ZoneSyntaxException {
    int start = at++;
    int column = start - lineStart + 1;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return new Token(text.substring(start + 1, at - 1), true, line, column);
      }
      if (c == '\\') {
        escape();
      } else {
        if (c != '\t') {
          checkVisible(c);
        }
        at++;
      }
    }
    throw error(line, column, "the quoted string is not closed on its line");
  }

  /** Steps over a backslash and what it escapes, so that no delimiter is seen in it. */
  private void escape() throws ZoneSyntaxException {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : NOTHING;
    if (next == NOTHING || next == '\n' || next == '\r') {
      throw error(line, column(), "nothing follows the backslash");
    }
    at += 2;
  }

  private void checkVisible(char c) throws ZoneSyntaxException {
    if (c < ' ' || c == 0x7f) {
      throw error(line, column(), "control character " + (int) c + "; write it as \\DDD");
    }
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void newLine() {
    at++;
    line++;
    lineStart = at;
  }

  private char peek() {
    return text.charAt(at);
  }

  private int column() {
    return at - lineStart + 1;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private ZoneSyntaxException error(int line, int column, String problem) {
    return new ZoneSyntaxException(ZoneSyntaxException.Kind.SYNTAX, source, line, column, problem);
  }
}
