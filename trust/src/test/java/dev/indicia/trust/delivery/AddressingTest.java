package dev.indicia.trust.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressingTest {
  private static Addressing of(String... lines) {
    return Addressing.of(
        Message.of((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void toAndCc_areTheRecipients_toFirst() {
    Addressing addressing =
        of("Cc: Carl <C@b.test>", "To: \"Ann, B.\" <ANN@B.test>, bob@b.test", "Subject: x");
    assertThat(addressing.recipients()).containsExactly("ann@b.test", "bob@b.test", "c@b.test");
    assertThat(addressing.toFields()).isEqualTo(1);
    assertThat(addressing.list()).isFalse();
  }

  @Test
  void ofSeveralToFields_theBottomOneCounts() {
    Addressing addressing = of("To: victim@b.test", "From: a@a.example", "To: first@c.test");
    assertThat(addressing.recipients()).containsExactly("first@c.test");
    assertThat(addressing.toFields()).isEqualTo(2);
  }

  @Test
  void group_givesItsMembers() {
    assertThat(of("To: friends: ann@b.test, bob@b.test;").recipients())
        .containsExactly("ann@b.test", "bob@b.test");
    assertThat(of("To: undisclosed-recipients:;").recipients()).isEmpty();
  }

  @Test
  void tracesOfForwardersAndLists_areNoted() {
    Addressing addressing =
        of(
            "Delivered-To: Old@c.test",
            "X-Forwarded-To: new@b.test",
            "X-Forwarded-For: old@c.test new@b.test",
            "Resent-From: ann@c.test",
            "Reply-To: desk@a.example",
            "List-Id: <talk.c.test>",
            "To: old@c.test");
    assertThat(addressing.forwardedFor()).contains("old@c.test", "new@b.test");
    assertThat(addressing.resentBy()).containsExactly("ann@c.test");
    assertThat(addressing.replyTo()).containsExactly("desk@a.example");
    assertThat(addressing.list()).isTrue();
  }

  @Test
  void manyAddresses_areBounded() {
    String many =
        IntStream.range(0, 500)
            .mapToObj(i -> "a" + i + "@b.test")
            .collect(Collectors.joining(", "));
    assertThat(of("To: " + many, "Cc: " + many).recipients()).hasSizeLessThanOrEqualTo(200);
  }
}
