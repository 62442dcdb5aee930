package dev.indicia.message;

import java.util.Optional;

/**
 * The reverse-path that the final delivery wrote on top of the message (RFC 5321 §4.4). Immutable.
 *
 * @param address without angle brackets and without the route of RFC 5321 §C; "" for the null
 *     reverse-path
 * @param field where it stands
 */
public record ReturnPath(String address, HeaderField field) {

  /** The topmost Return-Path field that can be read; nobody says who wrote it. */
  public static Optional<ReturnPath> of(Message message) {
    for (HeaderField field : message.fields()) {
      if (field.isNamed("Return-Path")) {
        return parse(field);
      }
    }
    return Optional.empty();
  }

  /** The reverse-path of the field, or nothing when there is none in it. */
  public static Optional<ReturnPath> parse(HeaderField field) {
    return path(field.value()).map(address -> new ReturnPath(address, field));
  }

  /** RFC 5321 §4.1.2: Path = "<" [ A-d-l ":" ] Mailbox ">"; the brackets may be missing. */
  static Optional<String> path(String text) {
    int open = text.indexOf('<');
    int close = text.lastIndexOf('>');
    if (open >= 0 && close < open) {
      return Optional.empty();
    }
    String path = open < 0 ? text.strip() : text.substring(open + 1, close).strip();
    if (path.startsWith("@")) {
      path = path.substring(path.indexOf(':') + 1);
    }
    if (path.isEmpty()) {
      return open < 0 ? Optional.empty() : Optional.of("");
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < ' ' || c == 0x7f || c == '<' || c == '>' || (c == ' ' && path.charAt(0) != '"')) {
        return Optional.empty();
      }
    }
    return Optional.of(path);
  }
}
