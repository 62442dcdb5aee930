package dev.indicia.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayLogTest {
  private final List<String> lines = new ArrayList<>();

  private GatewayLog log(byte[] key) {
    return new GatewayLog(
        line -> lines.add(new String(line, StandardCharsets.UTF_8)),
        InstantSource.fixed(Instant.parse("2026-05-12T08:30:00Z")),
        key);
  }

  @Test
  void lines_areOneObjectEach_whateverTheyHold() {
    log(null).info("message", json -> json.string("text", "a\nb\"c"));
    log(null).warn("trouble", json -> json.number("n", 1L));
    assertThat(lines)
        .containsExactly(
            "{\"time\":\"2026-05-12T08:30:00Z\",\"level\":\"info\",\"event\":\"message\","
                + "\"text\":\"a\\nb\\\"c\"}\n",
            "{\"time\":\"2026-05-12T08:30:00Z\",\"level\":\"warn\",\"event\":\"trouble\","
                + "\"n\":1}\n");
  }

  @Test
  void withoutKey_addressesAreAsTheyAre_butBounded() {
    assertThat(log(null).address("ann@a.example")).isEqualTo("ann@a.example");
    assertThat(log(null).address(null)).isNull();
    assertThat(log(null).address("a".repeat(5000))).hasSize(1000);
  }

  @Test
  void withKey_addressesAreHashesThatOnlyTheKeyRepeats() {
    byte[] key = {1, 2, 3};
    String hash = log(key).address("ann@a.example");
    assertThat(hash).matches("hash:[0-9a-f]{16}");
    assertThat(log(key).address("ANN@A.example")).as("case does not count").isEqualTo(hash);
    assertThat(log(key).address("ann@b.example")).isNotEqualTo(hash);
    assertThat(log(new byte[] {1, 2, 4}).address("ann@a.example")).isNotEqualTo(hash);
    assertThat(log(key).address("")).as("the null reverse-path is nobody's").isEmpty();
    assertThat(log(key).address(null)).isNull();
  }
}
