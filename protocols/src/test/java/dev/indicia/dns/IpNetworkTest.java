package dev.indicia.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,     192.0.2.255,      true",
    "192.0.2.0/24,     192.0.3.0,        false",
    "192.0.2.7,        192.0.2.7,        true",
    "192.0.2.7,        192.0.2.6,        false",
    "0.0.0.0/0,        198.51.100.1,     true",
    "0.0.0.0/0,        2001:db8::1,      false",
    "2001:db8::/32,    2001:db8:ffff::1, true",
    "2001:db8::/32,    2001:db9::1,      false",
    "2001:db8::/32,    192.0.2.1,        false",
    "::/0,             192.0.2.1,        false",
    "2001:db8::/127,   2001:db8::1,      true",
    "2001:db8::/127,   2001:db8::2,      false"
  })
  void contains_comparesTheFirstBits(String network, String address, boolean inside) {
    assertThat(IpNetwork.of(network).contains(IpAddress.of(address))).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0/",
        "192.0.2.0/33",
        "::/129",
        "192.0.2.0/+8",
        "192.0.2.0/-1",
        "192.0.2/24",
        "a.example/8",
        "192.0.2.0/8/8",
        "192.0.2.0/0000",
        "192.0.2.0/8 "
      })
  void anythingElse_isNone(String text) {
    assertThat(IpNetwork.parse(text)).isEmpty();
  }

  @Test
  void loopback_isOfThisMachine() {
    assertThat(IpNetwork.isLoopback(IpAddress.of("127.8.9.1"))).isTrue();
    assertThat(IpNetwork.isLoopback(IpAddress.of("::1"))).isTrue();
    assertThat(IpNetwork.isLoopback(IpAddress.of("::2"))).isFalse();
    assertThat(IpNetwork.isLoopback(IpAddress.of("128.0.0.1"))).isFalse();
  }
}
