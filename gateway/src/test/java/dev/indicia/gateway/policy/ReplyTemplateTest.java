package dev.indicia.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.gateway.SmtpReply;
import dev.indicia.trust.Layer;
import dev.indicia.trust.Verdict;
import dev.indicia.trust.VerdictKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTemplateTest {
  private static final Verdict SPOOFED =
      new Verdict(VerdictKind.IMPERSONATED, null, Layer.DMARC, List.of());

  private static String line(String text) {
    return new ReplyTemplate(550, "5.7.1", text).reply(SPOOFED, "i7").line();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{verdict} at {layer}, {id} | impersonated at DMARC, i7",
        "{id}{id} | i7i7",
        "{unknown} {Id} { id } | {unknown} {Id} { id }",
        "{{id}} | {i7}",
        "no placeholder | no placeholder",
      })
  void placeholders_areFilledIn_andNothingElse(String text, String filled) {
    assertThat(line(text)).isEqualTo("550 5.7.1 " + filled);
  }

  @Test
  void standardReplies_sayVerdictLayerAndReference() {
    assertThat(ReplyTemplate.REJECT.reply(SPOOFED, "i7").line())
        .isEqualTo("550 5.7.1 Refused: impersonated (DMARC); reference i7");
    assertThat(ReplyTemplate.TEMPFAIL.reply(SPOOFED, "i7").line())
        .isEqualTo("451 4.7.1 Not accepted now: impersonated (DMARC); reference i7");
  }

  @Test
  void textThatGrowsTooLong_isCut() {
    String text = "{verdict}".repeat(SmtpReply.TEXT_MAX / 9);
    SmtpReply reply = new ReplyTemplate(550, "5.7.1", text).reply(SPOOFED, "i7");
    assertThat(reply.text()).hasSize(SmtpReply.TEXT_MAX).startsWith("impersonatedimpersonated");
  }

  @Test
  void whatIsNoReply_isNoTemplate() {
    for (String text : List.of("a\r\nQUIT", "\u00e9", "x".repeat(SmtpReply.TEXT_MAX + 1))) {
      assertThatThrownBy(() -> new ReplyTemplate(550, "5.7.1", text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new ReplyTemplate(250, "2.0.0", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReplyTemplate(550, "4.7.1", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
