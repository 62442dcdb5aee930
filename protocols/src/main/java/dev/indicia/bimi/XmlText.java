package dev.indicia.bimi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a small XML document (XML 1.0) and tells a handler what is there. No document type, no
 * entity but XML's own five, no tree: memory is that of the open elements. One use, one thread.
 */
final class XmlText {
  /** What happens in the document; places are indexes into the text. */
  interface Handler {
    void element(int at, String name, List<Attribute> attributes);

    void end(int at, String name);

    void characters(int at, String text);

    void complaint(SvgRule rule, int at, String detail);
  }

  /** An attribute with its value, references expanded. */
  record Attribute(String name, String value, int at) {}

  /** The document cannot be read further. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    final SvgRule rule;
    final int at;
    final String detail;

    Stop(SvgRule rule, int at, String detail) {
      super(detail, null, false, false);
      this.rule = rule;
      this.at = at;
      this.detail = detail;
    }
  }

  private final String text;
  private final int depthMax;
  private final Handler handler;
  private final List<String> open = new ArrayList<>();
  private int at;

  XmlText(String text, int depthMax, Handler handler) {
    this.text = text;
    this.depthMax = depthMax;
    this.handler = handler;
  }

  /** Reads the whole; answers whether it is well-formed. */
  boolean read() {
    try {
      document();
      return true;
    } catch (Stop stop) {
      handler.complaint(stop.rule, stop.at, stop.detail);
      return false;
    }
  }

  private void document() {
    if (text.startsWith("\ufeff")) {
      at++;
    }
    if (text.startsWith("<?xml", at) && at + 5 < text.length() && isSpace(text.charAt(at + 5))) {
      declaration();
    }
    boolean rooted = false;
    while (at < text.length()) {
      if (text.charAt(at) != '<') {
        characters(rooted);
      } else if (text.startsWith("<!--", at)) {
        comment();
      } else if (text.startsWith("<?", at)) {
        handler.complaint(SvgRule.INSTRUCTION, at, "");
        at = find("?>", at + 2) + 2;
      } else if (text.startsWith("<![CDATA[", at) && !open.isEmpty()) {
        int end = find("]]>", at + 9);
        check(at + 9, end);
        handler.characters(at, text.substring(at + 9, end));
        at = end + 3;
      } else if (text.startsWith("<!", at)) {
        throw new Stop(SvgRule.DOCTYPE, at, "");
      } else if (text.startsWith("</", at)) {
        endTag();
      } else {
        if (open.isEmpty() && rooted) {
          throw new Stop(SvgRule.SYNTAX, at, "a second root");
        }
        rooted = true;
        startTag();
      }
    }
    if (!open.isEmpty()) {
      throw new Stop(SvgRule.SYNTAX, at, "the end of " + open.getLast() + " is missing");
    }
    if (!rooted) {
      throw new Stop(SvgRule.SYNTAX, at, "no element");
    }
  }

  /** XML 1.0 §2.8; another encoding than UTF-8 is refused. */
  private void declaration() {
    int end = find("?>", at);
    String content = text.substring(at + 5, end);
    int encoding = content.indexOf("encoding");
    if (encoding >= 0) {
      String value = content.substring(encoding + 8).strip();
      boolean utf8 =
          value.startsWith("=")
              && value
                  .substring(1)
                  .strip()
                  .toLowerCase(java.util.Locale.ROOT)
                  .matches("(?s)[\"']utf-8[\"'].*");
      if (!utf8) {
        throw new Stop(SvgRule.ENCODING, at, "");
      }
    }
    at = end + 2;
  }

  private void comment() {
    int end = find("--", at + 4);
    if (end + 2 >= text.length() || text.charAt(end + 2) != '>') {
      throw new Stop(SvgRule.SYNTAX, end, "-- in a comment");
    }
    check(at, end);
    at = end + 3;
  }

  private void characters(boolean rooted) {
    int end = text.indexOf('<', at);
    end = end < 0 ? text.length() : end;
    String content = expanded(at, end);
    if (open.isEmpty() && !content.isBlank()) {
      throw new Stop(SvgRule.SYNTAX, at, rooted ? "text behind the root" : "text before the root");
    }
    if (!open.isEmpty()) {
      handler.characters(at, content);
    }
    at = end;
  }

  private void endTag() {
    int start = at;
    at += 2;
    String name = name();
    skipSpace();
    expect('>');
    if (open.isEmpty() || !open.getLast().equals(name)) {
      throw new Stop(SvgRule.SYNTAX, start, "the end of another element: " + name);
    }
    open.removeLast();
    handler.end(start, name);
  }

  private void startTag() {
    int start = at++;
    String name = name();
    List<Attribute> attributes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (true) {
      boolean spaced = skipSpace();
      if (at >= text.length()) {
        throw new Stop(SvgRule.SYNTAX, start, "the tag is not closed: " + name);
      }
      char c = text.charAt(at);
      if (c == '>' || c == '/') {
        break;
      }
      if (!spaced) {
        throw new Stop(SvgRule.SYNTAX, at, "a space is missing");
      }
      Attribute attribute = attribute();
      if (!seen.add(attribute.name())) {
        throw new Stop(SvgRule.SYNTAX, attribute.at(), "twice: " + attribute.name());
      }
      attributes.add(attribute);
    }
    boolean empty = text.charAt(at) == '/';
    if (empty) {
      at++;
    }
    expect('>');
    if (open.size() >= depthMax) {
      throw new Stop(SvgRule.DEPTH, start, name);
    }
    handler.element(start, name, attributes);
    if (empty) {
      handler.end(start, name);
    } else {
      open.add(name);
    }
  }

  private Attribute attribute() {
    int start = at;
    String name = name();
    skipSpace();
    expect('=');
    skipSpace();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    if (quote != '"' && quote != '\'') {
      throw new Stop(SvgRule.SYNTAX, at, "a quotation mark is missing");
    }
    int end = text.indexOf(quote, at + 1);
    int less = text.indexOf('<', at + 1);
    if (end < 0 || (less >= 0 && less < end)) {
      throw new Stop(SvgRule.SYNTAX, at, "the value is not closed: " + name);
    }
    String value = expanded(at + 1, end);
    at = end + 1;
    return new Attribute(name, value, start);
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNameCharacter(text.charAt(at), at > start)) {
      at++;
    }
    if (at == start) {
      throw new Stop(SvgRule.SYNTAX, at, "a name is missing");
    }
    return text.substring(start, at);
  }

  private static boolean isNameCharacter(char c, boolean inside) {
    return Character.isLetter(c)
        || c == '_'
        || c == ':'
        || Character.isSurrogate(c)
        || (inside && (Character.isDigit(c) || c == '-' || c == '.' || c == 0xb7));
  }

  /** The text with references expanded (XML 1.0 §4.1). */
  private String expanded(int from, int to) {
    check(from, to);
    int ampersand = text.indexOf('&', from);
    if (ampersand < 0 || ampersand >= to) {
      return text.substring(from, to);
    }
    StringBuilder out = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c != '&') {
        out.append(c);
        i++;
        continue;
      }
      int semicolon = text.indexOf(';', i);
      if (semicolon < 0 || semicolon >= to) {
        throw new Stop(SvgRule.SYNTAX, i, "an open reference");
      }
      out.appendCodePoint(reference(i, text.substring(i + 1, semicolon)));
      i = semicolon + 1;
    }
    return out.toString();
  }

  private int reference(int where, String name) {
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> {
        if (!name.startsWith("#")) {
          throw new Stop(SvgRule.ENTITY, where, name);
        }
        boolean hex = name.startsWith("#x");
        String digits = name.substring(hex ? 2 : 1);
        int value = -1;
        if (digits.matches("[0-9a-fA-F]{1,7}")) {
          try {
            value = Integer.parseInt(digits, hex ? 16 : 10);
          } catch (NumberFormatException e) {
            value = -1;
          }
        }
        if (value < 0 || value > Character.MAX_CODE_POINT || !isCharacter(value)) {
          throw new Stop(SvgRule.SYNTAX, where, "no character: " + name);
        }
        yield value;
      }
    };
  }

  // XML 1.0 §2.2
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  private void check(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c) && !isCharacter(c)) {
        throw new Stop(SvgRule.SYNTAX, i, "a character that XML does not have");
      }
    }
  }

  private int find(String what, int from) {
    int found = text.indexOf(what, from);
    if (found < 0) {
      throw new Stop(SvgRule.SYNTAX, at, what + " is missing");
    }
    return found;
  }

  private void expect(char c) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw new Stop(SvgRule.SYNTAX, Math.min(at, text.length()), c + " is missing");
    }
    at++;
  }

  private boolean skipSpace() {
    int start = at;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
