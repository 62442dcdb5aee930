package dev.indicia.testkit;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a message for a test. Fields stand in the order they are given; a Date and a Message-ID
 * are put behind them unless given, both constant, so that equal calls make equal octets. Lines end
 * in CRLF whatever the text given uses; text is encoded in UTF-8. Nothing is checked: a test may
 * need a broken message. Not thread-safe.
 */
public final class TestMessage {
  private final List<String> fields = new ArrayList<>();
  private String body = "";

  private TestMessage() {}

  /** A message without any field, for those that lack even the From field. */
  public static TestMessage empty() {
    return new TestMessage();
  }

  /** A message with this From field. */
  public static TestMessage from(String from) {
    return empty().field("From", from);
  }

  /** Adds a To field. */
  public TestMessage to(String to) {
    return field("To", to);
  }

  /** Adds a Subject field. */
  public TestMessage subject(String subject) {
    return field("Subject", subject);
  }

  /** Adds a field behind those there are. */
  public TestMessage field(String name, String value) {
    fields.add(name + ": " + value);
    return this;
  }

  /** Puts a field before all others, as every server that handles a message does. */
  public TestMessage fieldOnTop(String name, String value) {
    fields.add(0, name + ": " + value);
    return this;
  }

  /** Sets the body; without a line end at its end one is added. */
  public TestMessage body(String text) {
    body = text;
    return this;
  }

  /** The octets as SMTP carries them, without dot-stuffing. */
  public byte[] octets() {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field).append('\n');
    }
    if (!has("Date")) {
      text.append("Date: Fri, 01 May 2026 12:00:00 +0000\n");
    }
    if (!has("Message-ID")) {
      text.append("Message-ID: <1@mail.example>\n");
    }
    text.append('\n').append(body);
    if (!body.isEmpty() && !body.endsWith("\n")) {
      text.append('\n');
    }
    String lines = text.toString().replace("\r\n", "\n").replace("\n", "\r\n");
    return lines.getBytes(StandardCharsets.UTF_8);
  }

  /** The message, read. */
  public Message message() {
    return Message.of(octets());
  }

  private boolean has(String name) {
    String start = name + ":";
    return fields.stream().anyMatch(f -> f.regionMatches(true, 0, start, 0, start.length()));
  }
}
