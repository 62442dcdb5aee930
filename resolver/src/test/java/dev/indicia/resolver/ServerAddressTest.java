package dev.indicia.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.53, /192.0.2.53:53",
    "192.0.2.53:5353, /192.0.2.53:5353",
    "2001:db8::53, '/[2001:db8:0:0:0:0:0:53]:53'",
    "[2001:db8::53], '/[2001:db8:0:0:0:0:0:53]:53'",
    "[2001:db8::53]:5353, '/[2001:db8:0:0:0:0:0:53]:5353'",
  })
  void address_hasAPort(String text, String expected) {
    assertThat(ServerAddress.parse(text))
        .hasValueSatisfying(a -> assertThat(a).hasToString(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dns.example",
        "192.0.2.53:",
        "192.0.2.53:0",
        "192.0.2.53:65536",
        "192.0.2.53:x",
        ":53",
        "[2001:db8::53",
        "[2001:db8::53]53",
        "[]:53",
        "[192.0.2.300]:53",
        "192.0.2.53:99999999999"
      })
  void otherText_isNothing(String text) {
    assertThat(ServerAddress.parse(text)).isEmpty();
  }
}
