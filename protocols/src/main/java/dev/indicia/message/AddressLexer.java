package dev.indicia.message;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Splits the body of a structured header field into its lexical tokens (RFC 5322 §3.2, RFC 6532
 * §3.2), as ranges of octets. What never closes is an ordinary character; it is looked for once
 * only, so that time stays linear.
 */
final class AddressLexer {
  /** What a token is. SPECIAL is one octet of {@code <>@,;:.} */
  enum Kind {
    ATOM,
    QUOTED,
    COMMENT,
    LITERAL,
    ENCODED,
    SPECIAL,
    END
  }

  /**
   * One token.
   *
   * @param spaced whether white space or a comment stands before it
   */
  record Token(Kind kind, int start, int end, boolean spaced) {}

  private static final int DEFECTS_OF_A_KIND_MAX = 10;

  private final byte[] octets;
  private final int to;
  private final List<AddressDefect> defects = new ArrayList<>(0);
  private final Map<AddressDefectKind, Integer> reported = new EnumMap<>(AddressDefectKind.class);
  private int at;
  private boolean spaced;
  private boolean noQuoteCloses;
  private boolean noCommentCloses;

  AddressLexer(byte[] octets, int from, int to) {
    this.octets = octets;
    this.at = from;
    this.to = to;
  }

  List<AddressDefect> defects() {
    return defects;
  }

  void report(AddressDefectKind kind, int offset) {
    if (reported.merge(kind, 1, Integer::sum) <= DEFECTS_OF_A_KIND_MAX) {
      defects.add(new AddressDefect(kind, offset));
    }
  }

  Token next() {
    skipSpace();
    if (at >= to) {
      return new Token(Kind.END, to, to, spaced);
    }
    int start = at;
    boolean before = spaced;
    Kind kind = read();
    spaced = kind == Kind.COMMENT;
    return new Token(kind, start, at, before);
  }

  private void skipSpace() {
    while (at < to) {
      byte octet = octets[at];
      if (octet == '\r' && at + 1 < to && octets[at + 1] == '\n') {
        at++;
      } else if (octet == '\r' || octet == '\n') {
        report(AddressDefectKind.CONTROL, at);
      } else if (octet != ' ' && octet != '\t') {
        return;
      }
      at++;
      spaced = true;
    }
  }

  private Kind read() {
    return switch (octets[at]) {
      case '<', '>', '@', ',', ';', ':', '.' -> {
        at++;
        yield Kind.SPECIAL;
      }
      case '"' -> {
        int closed = noQuoteCloses ? -1 : quotedEnd();
        noQuoteCloses = closed < 0;
        yield readClosed(Kind.QUOTED, closed, AddressDefectKind.UNBALANCED_QUOTE);
      }
      case '(' -> {
        int closed = noCommentCloses ? -1 : commentEnd();
        noCommentCloses = closed < 0;
        yield readClosed(Kind.COMMENT, closed, AddressDefectKind.UNBALANCED_COMMENT);
      }
      case ')' -> readOrdinary(AddressDefectKind.UNBALANCED_COMMENT);
      case '[' -> readClosed(Kind.LITERAL, literalEnd(), AddressDefectKind.UNBALANCED_LITERAL);
      default -> readAtom();
    };
  }

  private Kind readClosed(Kind kind, int closed, AddressDefectKind defect) {
    if (closed < 0) {
      return readOrdinary(defect);
    }
    at = closed;
    return kind;
  }

  private Kind readOrdinary(AddressDefectKind defect) {
    report(defect, at);
    at++;
    readAtom();
    return Kind.ATOM;
  }

  /** RFC 5322 §3.2.3, 1*atext, and whatever else is no syntax; or an encoded word. */
  private Kind readAtom() {
    int word = encodedWordEnd();
    if (word > 0) {
      at = word;
      return Kind.ENCODED;
    }
    while (at < to && !isSpecial(octets[at])) {
      reportControl(at);
      at++;
    }
    return Kind.ATOM;
  }

  private static boolean isSpecial(byte octet) {
    return switch (octet) {
      case ' ', '\t', '\r', '\n', '<', '>', '@', ',', ';', ':', '.', '"', '(', ')', '[' -> true;
      default -> false;
    };
  }

  private void reportControl(int offset) {
    byte octet = octets[offset];
    if ((octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7f) {
      boolean lineEnd =
          (octet == '\r' && offset + 1 < to && octets[offset + 1] == '\n')
              || (octet == '\n' && octets[offset - 1] == '\r');
      if (!lineEnd) {
        report(AddressDefectKind.CONTROL, offset);
      }
    }
  }

  /** RFC 2047 §2, without white space; or -1. What has syntax in it is reported. */
  private int encodedWordEnd() {
    if (at + 6 > to || octets[at] != '=' || octets[at + 1] != '?') {
      return -1;
    }
    int i = at + 2;
    while (i < to && octets[i] != '?' && !isSpecial(octets[i])) {
      i++;
    }
    if (i + 3 > to || octets[i] != '?' || octets[i + 2] != '?') {
      return -1;
    }
    int syntax = -1;
    for (i += 3; i < to && octets[i] != '?'; i++) {
      byte octet = octets[i];
      if (octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n') {
        return -1;
      }
      if (octet != '.' && octet != '[' && isSpecial(octet)) {
        syntax = syntax < 0 ? i : syntax;
      }
    }
    if (i + 1 >= to || octets[i + 1] != '=') {
      return -1;
    }
    if (syntax >= 0) {
      report(AddressDefectKind.ENCODED_WORD_SYNTAX, syntax);
    }
    return i + 2;
  }

  /** Offset behind the quoted string (RFC 5322 §3.2.4) that starts here, or -1. */
  private int quotedEnd() {
    for (int i = at + 1; i < to; i++) {
      byte octet = octets[i];
      if (octet == '\\') {
        i++;
      } else if (octet == '"') {
        return i + 1;
      } else {
        reportControl(i);
      }
    }
    return -1;
  }

  /** Offset behind the comment (RFC 5322 §3.2.2) that starts here, with those in it, or -1. */
  private int commentEnd() {
    int depth = 0;
    for (int i = at; i < to; i++) {
      byte octet = octets[i];
      if (octet == '\\') {
        i++;
      } else if (octet == '(') {
        depth++;
      } else if (octet == ')') {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      } else {
        reportControl(i);
      }
    }
    return -1;
  }

  /** Offset behind the domain literal (RFC 5322 §3.4.1) that starts here, or -1. */
  private int literalEnd() {
    for (int i = at + 1; i < to; i++) {
      byte octet = octets[i];
      if (octet == ']') {
        return i + 1;
      }
      boolean allowed =
          octet == '.' || octet == ':' || octet == ' ' || octet == '\t' || !isSpecial(octet);
      if (!allowed || octet == '\\') {
        return -1;
      }
      reportControl(i);
    }
    return -1;
  }

  /** The text of the token: unfolded, a quoted string or comment without its marks. */
  String text(Token token) {
    return switch (token.kind()) {
      case QUOTED, COMMENT -> unescaped(token.start() + 1, token.end() - 1);
      case ATOM, LITERAL, ENCODED, SPECIAL, END ->
          EncodedWords.text(octets, token.start(), token.end());
    };
  }

  /** RFC 5322 §3.2.1: a quoted pair stands for its second character; §2.2.3: unfolded. */
  private String unescaped(int from, int end) {
    boolean plain = true;
    for (int i = from; i < end && plain; i++) {
      plain = octets[i] != '\\' && octets[i] != '\n';
    }
    if (plain) {
      return EncodedWords.text(octets, from, end);
    }
    byte[] text = new byte[end - from];
    int length = 0;
    for (int i = from; i < end; i++) {
      if (octets[i] == '\\' && i + 1 < end) {
        text[length++] = octets[++i];
      } else if (octets[i] != '\r' || i + 1 == end || octets[i + 1] != '\n') {
        text[length++] = octets[i];
      } else {
        i++;
      }
    }
    return EncodedWords.text(text, 0, length);
  }
}
