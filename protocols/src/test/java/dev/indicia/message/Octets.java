package dev.indicia.message;

import java.nio.charset.StandardCharsets;

/** Octets for tests: one for each character, and the usual shapes of messages. */
final class Octets {
  private Octets() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Message message(String text) {
    return Message.of(of(text));
  }

  /** A message with this one field and nothing else. */
  static HeaderField field(String field) {
    return Message.of((field + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)).fields().get(0);
  }

  static Authors authors(String from) {
    return Authors.of(Message.of(("From: " + from + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
  }
}
