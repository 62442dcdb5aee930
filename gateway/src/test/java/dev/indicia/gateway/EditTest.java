package dev.indicia.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a\r\nEvil: b", "a\nb", "a\n b", "a\rb", "a\0b", "a\r\n", "a\r\n\r\nb", "\r"})
  void value_cannotBecomeASecondField(String value) {
    assertThatThrownBy(() -> new Edit.InsertField(0, "A", value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Edit.ReplaceField("A", 1, value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A B", "A:", "A\r\nB", "ä"})
  void name_isOne(String name) {
    assertThatThrownBy(() -> new Edit.InsertField(0, name, " x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Edit.DeleteField(name, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Edit.ReplaceField(name, 1, " x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void edited_isWhatTheFilterSends() {
    String text = " folded\r\nA: b\r\n\r\nbody\r\n";
    Message message = Message.of(text.getBytes(StandardCharsets.US_ASCII));
    assertThat(Edits.apply(message, List.of(new Edit.InsertField(0, "C", " d\r\n\te"))))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("C: d\r\n\te\r\n\r\n" + text);
    assertThat(Edits.apply(message, List.of())).isEqualTo(message.octets());
  }
}
