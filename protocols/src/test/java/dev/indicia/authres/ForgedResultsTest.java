package dev.indicia.authres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.HeaderField;
import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgedResultsTest {
  private static final String OURS = "mx.home.example";

  private static Message message(String text) {
    return Message.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fieldsThatAnyReaderTakesForOurs_areForged() {
    for (String body :
        List.of(
            "mx.home.example; dmarc=pass",
            "MX.Home.EXAMPLE; dmarc=pass",
            "mx.home.example.; dmarc=pass",
            "mx.home.example 1; dmarc=pass",
            "mx.home.example 99; dmarc=pass",
            "mx.home.example",
            "mx.home.example dmarc=pass",
            "mx.home.example;;;",
            "mx.home.example(; dmarc=pass",
            "mx.home.example\"; dmarc=pass",
            "\"mx.home.example\"; dmarc=pass",
            "\"mx.\\home.example\" 1; dmarc=pass",
            "\"mx.\"home.example; dmarc=pass",
            "(c) mx.home.example (d) ; dmarc=pass",
            "((a)b)(\\)) mx.home.example; dmarc=pass",
            "mx(c).home.example; dmarc=pass",
            "mx . home . example 1; dmarc=pass",
            "mx.home.example, dmarc=pass",
            "mx.home.example\u0000; dmarc=pass",
            "\u0001mx.home.example; dmarc=pass",
            "(open mx.home.example; dmarc=pass",
            "\\mx.home.example; dmarc=pass",
            "=?utf-8?Q?mx.home.example?=; dmarc=pass",
            "=?utf-8?B?bXguaG9tZS5leGFtcGxlOyBkbWFyYz1wYXNz?=",
            "\r\n mx.home.example;\r\n dmarc=pass")) {
      Message message = message("Authentication-Results: " + body + "\r\nFrom: a@b.test\r\n\r\nx");
      assertThat(ForgedResults.find(message, OURS)).as(body).hasSize(1);
      assertThat(ForgedResults.claims(body, "MX.home.example.")).as(body).isTrue();
    }
  }

  @Test
  void fieldsOfOthers_stay() {
    for (String body :
        List.of(
            "mx.other.example; dmarc=pass",
            "notmx.home.example; dmarc=pass",
            "mx.home.example.test; dmarc=pass",
            "home.example; dmarc=pass",
            "(mx.home.example) mx.other.example; dmarc=pass",
            "spf=pass smtp.helo=mx.home.example; dmarc=pass",
            "; dmarc=pass header.from=mx.home.example",
            "",
            "()",
            "mx.other.example; dmarc=pass (mx.home.example")) {
      assertThat(ForgedResults.claims(body, OURS)).as(body).isFalse();
    }
  }

  @Test
  void removal_leavesEverythingElse() {
    String text =
        "Received: x\r\n"
            + "Authentication-Results: mx.home.example; dmarc=pass\r\n"
            + "authentication-RESULTS : MX.HOME.example;\r\n\tspf=pass\r\n"
            + "Authentication-Results: mx.other.example; spf=pass\r\n"
            + "From: a@b.test\r\n"
            + "Authentication-Results:mx.home.example\r\n"
            + "\r\nAuthentication-Results: mx.home.example; none\r\n";
    Message message = message(text);
    assertThat(ForgedResults.find(message, OURS)).hasSize(3);
    assertThat(ForgedResults.find(message, OURS)).extracting(HeaderField::start).isSorted();
    assertThat(new String(ForgedResults.remove(message, OURS), StandardCharsets.UTF_8))
        .isEqualTo(
            "Received: x\r\n"
                + "Authentication-Results: mx.other.example; spf=pass\r\n"
                + "From: a@b.test\r\n"
                + "\r\nAuthentication-Results: mx.home.example; none\r\n");
    assertThat(ForgedResults.remove(message, "mx.third.example")).isSameAs(message.octets());
  }

  @Test
  void fieldBehindAJunkLine_isRemovedToo() {
    String junk = "From: a@b.test\r\nno field at all\r\n";
    String rest = "Subject: x\r\n\r\nbody\r\n";
    Message message =
        message(junk + "Authentication-Results: mx.home.example;\r\n dmarc=pass\r\n" + rest);
    assertThat(message.fields()).hasSize(1);
    assertThat(new String(ForgedResults.remove(message, OURS), StandardCharsets.UTF_8))
        .isEqualTo(junk + rest);
  }
}
