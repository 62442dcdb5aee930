package dev.indicia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.dns.DnsFailure;
import dev.indicia.dns.DomainName;
import dev.indicia.dns.Question;
import dev.indicia.dns.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestkitTest {
  @Test
  void clock_movesOnlyWhenTold() {
    TestClock clock = TestClock.at("2026-05-01T12:00:00Z");
    assertThat(clock.instant()).isEqualTo(clock.instant());
    clock.advance(Duration.ofSeconds(90));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-05-01T12:01:30Z"));
    clock.set(Instant.EPOCH);
    assertThat(clock.millis()).isZero();
  }

  @Test
  void message_hasCrlfAndConstantFields() {
    TestMessage message =
        TestMessage.from("a@a.example")
            .to("b@b.example")
            .subject("Gr\u00fc\u00dfe")
            .body("one\ntwo")
            .fieldOnTop("Received", "from x\n by y");
    assertThat(new String(message.octets(), StandardCharsets.UTF_8))
        .isEqualTo(
            "Received: from x\r\n by y\r\nFrom: a@a.example\r\nTo: b@b.example\r\n"
                + "Subject: Gr\u00fc\u00dfe\r\nDate: Fri, 01 May 2026 12:00:00 +0000\r\n"
                + "Message-ID: <1@mail.example>\r\n\r\none\r\ntwo\r\n");
    assertThat(message.octets()).isEqualTo(message.octets());
    assertThat(TestMessage.empty().field("date", "x").field("message-id", "y").octets())
        .isEqualTo("date: x\r\nmessage-id: y\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(message.message().length()).isEqualTo(message.octets().length);
  }

  @Test
  void recording_keepsQuestionsAndAnswers() {
    RecordingResolver resolver = new RecordingResolver(new FailingResolver(DnsFailure.REFUSED));
    Question question = new Question(DomainName.of("a.example"), RecordType.A);
    resolver.resolve(question);
    resolver.resolveWithin(question, 5);
    assertThat(resolver.questions()).containsExactly(question, question);
    assertThat(resolver.answers()).allMatch(answer -> answer.status().equals("refused"));
  }
}
