package dev.indicia.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private static String text(java.util.function.Consumer<Json> members) {
    return new String(Json.line(members), StandardCharsets.UTF_8);
  }

  @Test
  void members_areSeparatedAndNested() {
    String line =
        text(json ->
            json.string("a", "b")
                .number("n", -5L)
                .number("none", null)
                .bool("yes", true)
                .object("empty", o -> {})
                .object("o", o -> o.none("x").strings("s", List.of("1", "2")))
                .strings("nothing", List.of())
                .objects("l", List.of("p", "q"), (o, value) -> o.string("v", value))
                .objects("absent", null, (o, value) -> {})
                .string("last", null));
    assertThat(line)
        .isEqualTo(
            "{\"a\":\"b\",\"n\":-5,\"none\":null,\"yes\":true,\"empty\":{},"
                + "\"o\":{\"x\":null,\"s\":[\"1\",\"2\"]},\"nothing\":[],"
                + "\"l\":[{\"v\":\"p\"},{\"v\":\"q\"}],\"absent\":null,\"last\":null}\n");
  }

  @Test
  void anObjectWithoutMembers_isClosed() {
    assertThat(text(json -> {})).isEqualTo("{}\n");
  }

  @Test
  void characters_areEscapedOrUtf8() {
    assertThat(
            text(
                json -> json.string("\"", "\u0000\u001f\b\t\n\f\r\"\\/\u007f\u0080é漢\ud83d\ude00")))
        .isEqualTo(
            "{\"\\\"\":\"\\u0000\\u001F\\b\\t\\n\\f\\r\\\"\\\\/\u007f\u0080é漢\ud83d\ude00\"}\n");
  }

  @Test
  void halvesOfAPair_becomeTheReplacementCharacter() {
    assertThat(text(json -> json.string("a", "\ud800x\udc00\ude00\ud83d")))
        .isEqualTo("{\"a\":\"\ufffdx\ufffd\ufffd\ufffd\"}\n");
  }

  @Test
  void anyText_isWhatTheJdkMakesOfIt() {
    Random random = new Random(20261127);
    for (int n = 0; n < 2000; n++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(9000);
      for (int i = 0; i < length; i++) {
        int c = random.nextInt(random.nextBoolean() ? 0x60 : 0x110000) + 0x20;
        if (c != '"' && c != '\\' && Character.isValidCodePoint(c) && (c < 0xd800 || c > 0xdfff)) {
          text.appendCodePoint(c);
        }
      }
      String value = text.toString();
      assertThat(Json.line(json -> json.string("a", value)))
          .isEqualTo(("{\"a\":\"" + value + "\"}\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
