package dev.indicia.message;

import dev.indicia.dns.DomainName;
import dev.indicia.message.AddressLexer.Kind;
import dev.indicia.message.AddressLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses one address field (RFC 5322 §3.4, §4.4; RFC 6532 §3.2; RFC 6854). Runs once. */
final class AddressParser {
  private final HeaderField field;
  private final AddressLexer lexer;
  private final int addressesMax;
  private final List<Address> addresses = new ArrayList<>(1);
  private final List<Token> words = new ArrayList<>(4);
  private final List<Token> inner = new ArrayList<>(4);
  private final List<Token> comments = new ArrayList<>(0);
  private @Nullable List<Mailbox> group;
  private String groupName = "";
  private int groupStart;
  private int count;
  private boolean behindAngle;
  private boolean behindGroup;
  private boolean signInWords;

  /** The token that ended an angle-addr without being part of it. */
  private Token last = new Token(Kind.END, 0, 0, false);

  private final List<Shown> shown = new ArrayList<>(1);

  /**
   * Text of the field that a person may be shown.
   *
   * @param offset of its first octet in the message
   * @param encoded whether it was made from encoded words
   * @param comment whether it is a comment
   */
  record Shown(String text, int offset, boolean encoded, boolean comment) {}

  AddressParser(HeaderField field, int addressesMax) {
    this.field = field;
    this.lexer = new AddressLexer(field.octets(), field.valueStart(), field.end());
    this.addressesMax = addressesMax;
  }

  /** Every name, comment and left-over text, once {@link #run} has returned. */
  List<Shown> shown() {
    return shown;
  }

  AddressList run() {
    int bad = Utf8.firstMalformed(field.octets(), field.valueStart(), field.end());
    if (bad >= 0) {
      lexer.report(AddressDefectKind.NOT_UTF8, bad);
    }
    Token token = lexer.next();
    boolean empty = token.kind() == Kind.END;
    while (token.kind() != Kind.END && count <= addressesMax) {
      token = step(token) ? lexer.next() : last;
    }
    if (!empty) {
      endElement(token.start(), false);
    }
    if (group != null) {
      lexer.report(AddressDefectKind.GROUP_NOT_CLOSED, groupStart);
      closeGroup(token.start());
    }
    return new AddressList(addresses, lexer.defects());
  }

  /** Takes one token; false when {@link #last} comes next. */
  private boolean step(Token token) {
    switch (token.kind()) {
      case COMMENT -> addComment(token);
      case ATOM, QUOTED, LITERAL, ENCODED -> words.add(token);
      case SPECIAL -> {
        return special(token);
      }
      case END -> {
        // The loop ends there.
      }
    }
    return true;
  }

  private void addComment(Token token) {
    comments.add(token);
    show(lexer.text(token), token.start(), true);
  }

  private String show(String raw, int offset, boolean comment) {
    String text = EncodedWords.decode(raw);
    shown.add(new Shown(text, offset, !text.equals(raw), comment));
    return text.strip();
  }

  private boolean special(Token token) {
    switch (field.octets()[token.start()]) {
      case ',' -> endElement(token.start(), true);
      case ';' -> {
        boolean closes = group != null;
        endElement(token.start(), !closes);
        if (closes) {
          closeGroup(token.end());
          behindGroup = true;
        } else {
          lexer.report(AddressDefectKind.SEMICOLON, token.start());
        }
      }
      case ':' -> colon(token);
      case '<' -> {
        return angle(token);
      }
      case '>' -> lexer.report(AddressDefectKind.UNBALANCED_ANGLE, token.start());
      case '@' -> {
        signInWords = true;
        words.add(token);
      }
      default -> words.add(token);
    }
    return true;
  }

  /** RFC 5322 §3.4: group = display-name ":" [group-list] ";". */
  private void colon(Token token) {
    if (group != null || words.isEmpty() || behindAngle || signInWords) {
      lexer.report(AddressDefectKind.STRAY_COLON, token.start());
      words.add(token);
      return;
    }
    groupName = phrase(words, 0, words.size());
    groupStart = words.get(0).start();
    group = new ArrayList<>(2);
    clearWords();
    comments.clear();
  }

  private void clearWords() {
    words.clear();
    signInWords = false;
  }

  private void closeGroup(int end) {
    addresses.add(
        new Group(groupName, group == null ? List.of() : group, groupStart, end - groupStart));
    group = null;
  }

  /** What stands since the last comma is an element, also without angle brackets. */
  private void endElement(int offset, boolean required) {
    boolean nothing = words.isEmpty() && !behindAngle;
    if (behindGroup && !nothing) {
      lexer.report(AddressDefectKind.MISSING_COMMA, offset);
    }
    if (nothing) {
      if (required && !behindGroup) {
        lexer.report(AddressDefectKind.EMPTY_ELEMENT, offset);
      }
    } else if (signInWords) {
      if (behindAngle) {
        lexer.report(AddressDefectKind.MISSING_COMMA, words.get(0).start());
      }
      addrSpecs(words, words.get(0).start(), null, -1);
    } else if (!words.isEmpty()) {
      lexer.report(
          behindAngle ? AddressDefectKind.TEXT_BEHIND_ADDRESS : noAddress(), words.get(0).start());
      phrase(words, 0, words.size());
    }
    clearWords();
    comments.clear();
    behindAngle = false;
    behindGroup = false;
  }

  /** One word alone is a local-part, as in mail that stays on one host; several are a name. */
  private AddressDefectKind noAddress() {
    return words.size() == 1 ? AddressDefectKind.NO_DOMAIN : AddressDefectKind.NO_ADDRESS;
  }

  /** RFC 5322 §3.4: angle-addr; §4.4: obs-angle-addr with its route. */
  private boolean angle(Token open) {
    if (behindAngle) {
      lexer.report(AddressDefectKind.MISSING_COMMA, open.start());
    }
    if (signInWords) {
      lexer.report(AddressDefectKind.AT_IN_NAME, words.get(at(words, 0)).start());
    }
    inner.clear();
    boolean route = false;
    Token token = lexer.next();
    while (true) {
      byte special = token.kind() == Kind.SPECIAL ? field.octets()[token.start()] : 0;
      if (special == '@' && inner.isEmpty() && !route) {
        lexer.report(AddressDefectKind.ROUTE, token.start());
        route = true;
      } else if (special == ':' && route) {
        route = false;
        inner.clear();
      } else if (special == '>' || token.kind() == Kind.END) {
        break;
      } else if (special == '<' || special == ';' || (special == ',' && !route)) {
        break;
      } else if (token.kind() == Kind.COMMENT) {
        addComment(token);
      } else if (special != ',') {
        inner.add(token);
      }
      token = lexer.next();
    }
    boolean closed = token.end() > token.start() && field.octets()[token.start()] == '>';
    if (!closed) {
      lexer.report(AddressDefectKind.UNBALANCED_ANGLE, open.start());
    }
    endAngle(open, closed ? token.end() : token.start());
    last = token;
    return closed;
  }

  private void endAngle(Token open, int end) {
    String name = words.isEmpty() ? null : phrase(words, 0, words.size());
    int start = words.isEmpty() ? open.start() : words.get(0).start();
    if (at(inner, 0) < inner.size()) {
      addrSpecs(inner, start, name, end);
    } else {
      AddressDefectKind kind =
          inner.isEmpty() ? AddressDefectKind.NO_ADDRESS : AddressDefectKind.NO_DOMAIN;
      lexer.report(kind, open.start());
    }
    clearWords();
    behindAngle = true;
  }

  /** Index of the first "@" from there on; the size when there is none. */
  private int at(List<Token> tokens, int from) {
    int i = from;
    while (i < tokens.size() && !is(tokens.get(i), '@')) {
      i++;
    }
    return i;
  }

  private boolean is(Token token, char special) {
    return token.kind() == Kind.SPECIAL && field.octets()[token.start()] == special;
  }

  /**
   * Every addr-spec (RFC 5322 §3.4.1) in the tokens, one for each "@".
   *
   * @param start offset of the element
   * @param name display name that stands before the angle bracket
   * @param angleEnd offset behind the closing angle bracket; -1 when there is none
   */
  private void addrSpecs(List<Token> tokens, int start, @Nullable String name, int angleEnd) {
    int from = 0;
    int domainEnd = 0;
    int sign = at(tokens, 0);
    while (sign < tokens.size() && count <= addressesMax) {
      int local = localStart(tokens, from, sign);
      if (domainEnd > 0) {
        boolean chained = local < domainEnd && local == from;
        lexer.report(
            chained ? AddressDefectKind.SEVERAL_AT : AddressDefectKind.MISSING_COMMA,
            tokens.get(sign).start());
      }
      String before = name;
      if (local > from) {
        int offset = tokens.get(from).start();
        boolean inAngle = angleEnd >= 0;
        lexer.report(
            inAngle ? AddressDefectKind.SPACE_IN_ADDRESS : AddressDefectKind.MISSING_ANGLE, offset);
        before = before == null ? phrase(tokens, from, local) : before;
      }
      domainEnd = domainEnd(tokens, sign + 1);
      int end = domainEnd > sign + 1 ? tokens.get(domainEnd - 1).end() : tokens.get(sign).end();
      int next = at(tokens, sign + 1);
      boolean lastOne = next == tokens.size();
      int offset = from == 0 ? start : tokens.get(local).start();
      add(tokens, local, sign, domainEnd, before, offset, lastOne && angleEnd > 0 ? angleEnd : end);
      if (lastOne && domainEnd < tokens.size()) {
        lexer.report(AddressDefectKind.TEXT_BEHIND_ADDRESS, tokens.get(domainEnd).start());
        phrase(tokens, domainEnd, tokens.size());
      }
      // In "a@b@c" the b is the domain of one reading and the local-part of another.
      from =
          next < tokens.size() && localStart(tokens, sign + 1, next) < domainEnd
              ? sign + 1
              : domainEnd;
      sign = next;
    }
  }

  /** Index of the first token of the local-part that ends before the sign: word *("." word). */
  private int localStart(List<Token> tokens, int from, int sign) {
    int i = sign;
    boolean word = false;
    while (i > from) {
      Token token = tokens.get(i - 1);
      if (token.kind() == Kind.SPECIAL) {
        if (!is(token, '.')) {
          return i;
        }
        word = false;
      } else if (word || token.kind() == Kind.LITERAL) {
        return i;
      } else {
        word = true;
      }
      i--;
    }
    return i;
  }

  /** Index behind the domain: atom *("." atom), or a domain literal. */
  private int domainEnd(List<Token> tokens, int from) {
    if (from < tokens.size() && tokens.get(from).kind() == Kind.LITERAL) {
      return from + 1;
    }
    int i = from;
    boolean word = false;
    while (i < tokens.size()) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.SPECIAL) {
        if (!is(token, '.')) {
          return i;
        }
        word = false;
      } else if (word || token.kind() == Kind.LITERAL) {
        return i;
      } else {
        word = true;
      }
      i++;
    }
    return i;
  }

  private void add(
      List<Token> tokens,
      int local,
      int sign,
      int domainEnd,
      @Nullable String name,
      int offset,
      int end) {
    if (count++ >= addressesMax) {
      lexer.report(AddressDefectKind.TOO_MANY, offset);
      return;
    }
    checkInside(tokens, local, sign, domainEnd);
    String localPart = join(tokens, local, sign);
    String domainText = join(tokens, sign + 1, domainEnd);
    Optional<DomainName> domain = Optional.empty();
    boolean literal = sign + 1 < domainEnd && tokens.get(sign + 1).kind() == Kind.LITERAL;
    if (literal) {
      domainText = withoutSpace(domainText);
    } else {
      domain = domainText.equals(".") ? domain : DomainName.parse(domainText);
      if (domain.isEmpty()) {
        lexer.report(AddressDefectKind.INVALID_DOMAIN, tokens.get(sign).start());
      } else if (domainText.endsWith(".")) {
        lexer.report(AddressDefectKind.DOTS, tokens.get(sign).end());
      }
    }
    String displayName = name;
    if (displayName == null && !comments.isEmpty()) {
      Token comment = comments.get(comments.size() - 1);
      displayName = EncodedWords.decode(lexer.text(comment)).strip();
    }
    Mailbox mailbox =
        new Mailbox(displayName, localPart, domainText, domain.orElse(null), offset, end - offset);
    if (group != null) {
      group.add(mailbox);
    } else {
      addresses.add(mailbox);
    }
  }

  /** Reports what stands inside an address and is read differently by others. */
  private void checkInside(List<Token> tokens, int local, int sign, int domainEnd) {
    if (local == sign) {
      lexer.report(AddressDefectKind.NO_LOCAL_PART, tokens.get(sign).start());
    }
    boolean dot = true;
    for (int i = local; i < domainEnd; i++) {
      Token token = tokens.get(i);
      if (token.spaced() && i > local) {
        lexer.report(AddressDefectKind.SPACE_IN_ADDRESS, token.start());
      }
      if (token.kind() == Kind.ENCODED) {
        lexer.report(AddressDefectKind.ENCODED_WORD_IN_ADDRESS, token.start());
      } else if (token.kind() == Kind.QUOTED && i > sign) {
        lexer.report(AddressDefectKind.QUOTED_DOMAIN, token.start());
      }
      boolean isDot = is(token, '.');
      if ((isDot || i == sign) && dot && local < sign) {
        lexer.report(AddressDefectKind.DOTS, token.start());
      }
      dot = isDot || i == sign;
    }
  }

  private String join(List<Token> tokens, int from, int to) {
    if (to == from + 1) {
      return lexer.text(tokens.get(from));
    }
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(lexer.text(tokens.get(i)));
    }
    return text.toString();
  }

  /** The words with one space where white space stood, and encoded words decoded. */
  private String phrase(List<Token> tokens, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (i > from && tokens.get(i).spaced()) {
        text.append(' ');
      }
      text.append(lexer.text(tokens.get(i)));
    }
    return show(text.toString(), tokens.get(from).start(), false);
  }

  private static String withoutSpace(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        out.append(c);
      }
    }
    return out.toString();
  }
}
