package dev.indicia.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.gateway.Edits;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentEditsTest {
  static String[] subjects() {
    return new String[] {
      "hello",
      "bell \u0007 and \u0000 nothing",
      "octets \u00ff\u00fe that are no UTF-8",
      "bare \r return",
      "words ".repeat(2000),
      "x".repeat(20_000),
      "\u00f0\u009f\u0098\u0080".repeat(2000),
      "",
    };
  }

  /** No subject keeps its message from being marked. */
  @ParameterizedTest
  @MethodSource("subjects")
  void anySubject_isMarked(String subject) {
    byte[] octets =
        ("From: a@b.example\r\nSubject: " + subject + "\r\n\r\nbody\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    Message message = Message.of(octets);
    SentEdits edits = new SentEdits(message);
    edits.prefixSubject("[caution]");
    String sent = new String(Edits.apply(message, edits.list()), StandardCharsets.UTF_8);
    assertThat(sent).startsWith("From: a@b.example\r\nSubject: [caution]\r\n ");
    Message read = Message.of(sent.getBytes(StandardCharsets.UTF_8));
    assertThat(read.fields()).hasSize(2);
    assertThat(sent.split("\r\n"))
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 998);
    SentEdits again = new SentEdits(read);
    again.prefixSubject("[caution]");
    assertThat(again.list()).as("marked once").isEmpty();
  }
}
